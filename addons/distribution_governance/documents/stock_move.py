from odoo import models


class StockMove(models.Model):
    """Goods of an order leave the house after the order is confirmed, not before."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """Ship nothing of an order that is subject to policy and not confirmed, however the move came to be."""
        self.sudo().sale_line_id.order_id._dg_refuse_ahead()
        return super()._action_done(cancel_backorder=cancel_backorder)
