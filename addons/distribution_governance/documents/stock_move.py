from odoo import models

from ..exempt import Writer, writing_as


class StockMove(models.Model):
    """Goods of an order leave the house after the order is confirmed, not before."""

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        """Ship nothing of an order that may not be delivered, however the move came to be; returns may always come."""
        leaving = self.filtered(lambda move: move.location_id.usage != "customer")
        leaving.sudo().sale_line_id.order_id._dg_refuse_ahead()
        return super()._action_done(cancel_backorder=cancel_backorder)

    def _action_synch_order(self):
        """Let moves add lines for extra goods; the order waits where that is outside policy."""
        with writing_as(self.env.cr, Writer.EXTRA_DELIVERED):
            return super()._action_synch_order()
