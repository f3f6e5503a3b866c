from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..logic.facts import Fact, Unit, exact
from ..measuring import shared

CREDIT_GROUP = "account.group_account_readonly"


class SaleOrder(models.Model):
    """What the debtors of an order owe: the customer and whoever is invoiced, each with all its addresses."""

    _inherit = "sale.order"

    _dg_facts = (
        Fact(
            "credit_over_limit",
            "Amount over credit limit",
            Unit.MONEY,
            disclosure=CREDIT_GROUP,
            guard="credit",
            help="Open receivables, draft invoices, confirmed orders not invoiced (also what is invoiced on delivery) "
            "and this order, less the credit limit; in company currency, of the debtor who is worst off. Negative is "
            "room that is left. Missing when no debtor has a limit.",
        ),
        Fact(
            "credit_used_percent",
            "Credit used",
            Unit.PERCENT,
            disclosure=CREDIT_GROUP,
            guard="credit",
            help="The same debts including this order, in percent of the credit limit, of the debtor who is worst "
            "off. Missing when no debtor has a limit.",
        ),
        Fact(
            "overdue_days",
            "Oldest overdue debt",
            Unit.DAYS,
            disclosure=CREDIT_GROUP,
            help="Days since the due date of the oldest posted receivable of the debtors that is not paid, counted in "
            "the time zone of the company. 0 when nothing is overdue; never missing.",
        ),
        Fact(
            "overdue_amount",
            "Overdue amount",
            Unit.MONEY,
            disclosure=CREDIT_GROUP,
            help="Posted receivables of all debtors past their due date, as far as they are not paid; in company "
            "currency. Payments that are not matched yet take nothing off. 0 when nothing is overdue; never missing.",
        ),
    )

    def _dg_fact_credit_over_limit(self):
        """Return {order id: amount over the credit limit}."""
        return shared(self, "credit", self._dg_read_credit)["credit_over_limit"]

    def _dg_fact_credit_used_percent(self):
        """Return {order id: how much of the credit limit is used}."""
        return shared(self, "credit", self._dg_read_credit)["credit_used_percent"]

    def _dg_read_credit(self):
        """Return {fact key: {order id: value}}: what is over the limit, and how much of the limit is used.

        Orders of one customer in one batch count one after the other, also one that does not fit: whether it passes all
        the same, by a release or within what a policy tolerates, is not known here. An order of returns makes no room.
        """
        debtors = {order: order._dg_debtors() for order in self}
        exposure, limits = self._dg_debtors()._dg_credit_positions(self.company_id, without_orders=self)
        over, used = {}, {}
        for order in self:
            own = order._dg_company_amount(order._dg_total_with_delivered())
            owed = {debtor: (exposure[debtor] + own, limits[debtor]) for debtor in debtors[order].ids}
            over[order.id] = max((debt - limit for debt, limit in owed.values() if limit), default=None)
            shares = (debt / limit * 100 for debt, limit in owed.values() if limit > 0)
            used[order.id] = max((exact(share, 2) for share in shares), default=None)
            for debtor in owed:
                exposure[debtor] += max(own, 0)
        return {"credit_over_limit": over, "credit_used_percent": used}

    def _dg_fact_overdue_days(self):
        """Return {order id: days since the oldest debt that is late was due}."""
        return shared(self, "overdue", self._dg_read_overdue)["overdue_days"]

    def _dg_fact_overdue_amount(self):
        """Return {order id: what the debtors are late with}."""
        return shared(self, "overdue", self._dg_read_overdue)["overdue_amount"]

    def _dg_read_overdue(self):
        """Return {fact key: {order id: value}}: days and amount that the debtors are late with."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH owing AS (%(debtors)s), late AS (
                    SELECT partner.commercial_partner_id AS debtor_id,
                           MAX(today.day - COALESCE(line.date_maturity, line.date)) AS days,
                           SUM(line.amount_residual) AS amount
                      FROM account_move_line line
                      JOIN (%(today)s) today ON COALESCE(line.date_maturity, line.date) < today.day
                      JOIN account_account account ON account.id = line.account_id
                      JOIN res_partner partner ON partner.id = line.partner_id
                     WHERE partner.commercial_partner_id IN (SELECT debtor_id FROM owing)
                       AND line.company_id IN %(companies)s
                       AND line.parent_state = 'posted' AND NOT line.reconciled AND line.amount_residual > 0
                       AND account.account_type = 'asset_receivable'
                     GROUP BY partner.commercial_partner_id)
                SELECT owing.order_id, MAX(late.days), SUM(late.amount)
                  FROM owing JOIN late ON late.debtor_id = owing.debtor_id
                 GROUP BY owing.order_id
                """,
                debtors=self._dg_debtors_sql(),
                today=self.company_id._dg_today_sql(),
                companies=self.company_id._dg_tree_sql(),
            )
        )
        late = {order_id: (Decimal(days), exact(amount, 2)) for order_id, days, amount in rows}
        nothing = Decimal(0), Decimal(0)
        return {
            "overdue_days": {order.id: late.get(order.id, nothing)[0] for order in self},
            "overdue_amount": {order.id: late.get(order.id, nothing)[1] for order in self},
        }

    def _dg_debtors_sql(self):
        """Return a query of (order_id, debtor_id): the commercial partners of customer and invoice address."""
        return SQL(
            "SELECT DISTINCT orders.id AS order_id, party.commercial_partner_id AS debtor_id FROM sale_order orders "
            "JOIN res_partner party ON party.id IN (orders.partner_id, orders.partner_invoice_id) "
            "WHERE orders.id IN %s",
            tuple(self.ids) or (0,),
        )

    def _dg_debtors(self):
        """Return who may come to owe these orders: the customers and whoever the invoices go to."""
        return self.partner_id.commercial_partner_id | self.partner_invoice_id.commercial_partner_id

    def _dg_guard_names(self, guard):
        """Credit is shared by all orders of a customer in a company."""
        if guard != "credit":
            return super()._dg_guard_names(guard)
        return {f"credit/{order.company_id.root_id.id}/{debtor.id}" for order in self for debtor in order._dg_debtors()}
