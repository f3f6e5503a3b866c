from odoo import fields, models
from odoo.exceptions import UserError

from ..logic.facts import exact


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
        company, today = self.company_id, fields.Date.context_today(self)
        if self.currency_id.id == company._dg_currency_id():
            return exact(amount, 2)
        rates = self.currency_id.rate_ids.filtered(
            lambda rate: not rate.company_id or rate.company_id in company.parent_ids
        )
        if not any(rate.name <= today for rate in rates):
            raise UserError(self.env._("there is no exchange rate for %s", self.currency_id.name))
        return exact(self.currency_id._convert(amount, company.currency_id, company, today), 2)
