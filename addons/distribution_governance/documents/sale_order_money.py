from odoo import models


class SaleOrder(models.Model):
    """What an order is worth, at the moment of the decision."""

    _inherit = "sale.order"

    def _dg_fact_amount_untaxed(self):
        """Return {order id: untaxed amount in company currency}."""
        return {order.id: order._dg_company_amount(order.amount_untaxed) for order in self}

    def _dg_company_amount(self, amount):
        """Return `amount` of this order in company currency, at today's rate.

        The order's own date and rate are not used: a quotation's date can be set to any day, and confirming sets it
        to today. Raises UserError when the currency has no rate, where Odoo would count it one to one.
        """
        return self.currency_id._dg_in_company_currency(amount, self.company_id)
