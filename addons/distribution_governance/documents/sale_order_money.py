from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import UserError

from ..logic.facts import exact


class SaleOrder(models.Model):
    """What an order is worth and adds to the customer's debt, at the moment of the decision."""

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

    def _dg_fact_credit_over_limit(self):
        """Return {order id: amount over the credit limit}; negative means room that is left.

        Orders of one customer in one batch count one after the other; one that does not fit takes no room from the
        next.
        """
        company, customers = self.company_id, self._dg_debtors()
        exposure = customers._dg_credit_exposure(company, without_orders=self)
        over = {}
        for order in self:
            own = order._dg_company_amount(order.amount_total) or Decimal(0)
            debtors = order._dg_debtors()
            measured = [
                exposure[debtor.id] + own - exact(limit, 2)
                for debtor in debtors
                if (limit := debtor._dg_credit_limit(company))
            ]
            over[order.id] = max(measured, default=None)
            if measured and over[order.id] <= 0:
                for debtor in debtors:
                    exposure[debtor.id] += own
        return over

    def _dg_debtors(self):
        """Return who may come to owe these orders: the customers and whoever the invoices go to."""
        return (self.partner_id | self.partner_invoice_id).commercial_partner_id

    def _dg_guard_names(self, guard):
        """Credit is shared by all orders of a customer in a company."""
        if guard != "credit":
            return super()._dg_guard_names(guard)
        return {f"credit/{order.company_id.root_id.id}/{debtor.id}" for order in self for debtor in order._dg_debtors()}
