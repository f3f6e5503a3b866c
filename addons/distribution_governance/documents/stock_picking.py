from odoo import models

from ..exempt import Writer, writing_as


class StockPicking(models.Model):
    """Transfers write back to the order what they cost, and what left the house without being ordered."""

    _inherit = "stock.picking"

    def _action_done(self):
        """Let the transfer add lines for extra goods; the order waits where that is outside policy."""
        with writing_as(self.env.cr, Writer.EXTRA_DELIVERED):
            return super()._action_done()

    def _add_delivery_cost_to_so(self):
        """Let the carrier's price reach the order."""
        with writing_as(self.env.cr, Writer.DELIVERY_COST):
            return super()._add_delivery_cost_to_so()
