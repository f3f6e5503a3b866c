from odoo import models

from ..exempt import Writer, writing_as


class AccountMove(models.Model):
    """Invoices of down payments write back to the lines of the order that stand for them."""

    _inherit = "account.move"

    def action_post(self):
        """Let a posted down payment correct its line of the order."""
        with writing_as(self.env.cr, Writer.DOWN_PAYMENT):
            return super().action_post()

    def button_draft(self):
        """Let a down payment rename its line of the order."""
        with writing_as(self.env.cr, Writer.DOWN_PAYMENT):
            return super().button_draft()

    def button_cancel(self):
        """Let a down payment rename its line of the order."""
        with writing_as(self.env.cr, Writer.DOWN_PAYMENT):
            return super().button_cancel()


class AccountMoveLine(models.Model):
    """Vendor bills that are invoiced on to a customer."""

    _inherit = "account.move.line"

    def _sale_create_reinvoice_sale_line(self):
        """Let a posted bill add its line to the order; the order waits where that is outside policy."""
        with writing_as(self.env.cr, Writer.EXPENSE):
            return super()._sale_create_reinvoice_sale_line()
