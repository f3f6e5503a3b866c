from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from ..logic.facts import Fact, Unit


class SaleOrder(models.Model):
    """How much later than agreed the customer may pay."""

    _inherit = "sale.order"

    _dg_facts = (
        Fact(
            "payment_term_gap_days",
            "Payment term beyond the customer's own",
            Unit.DAYS,
            help="Days until the last part is due under the order's payment term, less the same under the term of "
            "the customer's company; where somebody else is invoiced, the shorter of both companies' terms. "
            "Without a payment term everything is due at once (0 days), as on Odoo's invoices. Negative is a shorter "
            "term than agreed. Never missing.",
        ),
    )

    def _dg_fact_payment_term_gap_days(self):
        """Return {order id: days by which the order's term is longer than the agreed one}."""
        terms = self._dg_agreed_terms()
        used = {term for _order, chosen, own in terms for term in (chosen, *own) if term}
        days = self.env["account.payment.term.line"]._dg_days_until_due(used)
        return {
            order_id: Decimal(days.get(chosen, 0) - min((days.get(term, 0) for term in own), default=0))
            for order_id, chosen, own in terms
        }

    def _dg_agreed_terms(self):
        """Return [(order id, id of the order's term, ids of the terms of those who owe)].

        The terms of contacts are not read: a salesperson may change them, and Odoo would offer them first.
        """
        own = self.env["res.partner"].with_company(self.company_id)._field_to_sql("debtor", "property_payment_term_id")
        return self.env.execute_query(
            SQL(
                """
                SELECT orders.id, orders.payment_term_id,
                       ARRAY(SELECT %(own)s FROM res_partner party
                               JOIN res_partner debtor ON debtor.id = party.commercial_partner_id
                              WHERE party.id IN (orders.partner_id, orders.partner_invoice_id)
                                AND %(own)s > 0)
                  FROM sale_order orders WHERE orders.id IN %(orders)s
                """,
                own=own,
                orders=tuple(self.ids) or (0,),
            )
        )


class AccountPaymentTermLine(models.Model):
    """When a part of an invoice is due."""

    _inherit = "account.payment.term.line"

    def _dg_days_until_due(self, term_ids):
        """Return {payment term id: days until its last part is due, for an invoice of today}."""
        if not term_ids:
            return {}
        today = fields.Date.today()
        days = {}
        for line in self.search_fetch([("payment_id", "in", list(term_ids))]):
            until_due = (line._get_due_date(today) - today).days
            days[line.payment_id.id] = max(until_due, days.get(line.payment_id.id, until_due))
        return days
