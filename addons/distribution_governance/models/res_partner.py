from collections import defaultdict
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..logic.facts import exact


class ResPartner(models.Model):
    """What a customer owes."""

    _inherit = "res.partner"

    def _dg_credit_exposure(self, company, without_orders):
        """Return {commercial partner id: exposure in company currency}: what the customer owes or will owe.

        Exposure = open receivables (posted) + draft invoices and credit notes + confirmed orders not invoiced yet,
        taxes included; `without_orders` are left out, because the caller adds them. Products invoiced on delivery
        count when ordered. One query, whatever the number of customers.
        """
        return self._dg_credit_positions(company, without_orders)[0]

    def _dg_credit_positions(self, company, without_orders):
        """Return ({commercial partner id: exposure}, {commercial partner id: limit}), both in company currency.

        The limit is that of the company, else of the company above; 0 means none. Both are read in one query.
        """
        self.env.flush_all()
        scope = {"customers": tuple(self.ids) or (0,), "companies": company._dg_tree_sql()}
        owed = SQL(" UNION ALL ").join(
            (
                self._dg_open_receivables_sql(**scope),
                self._dg_draft_invoices_sql(**scope),
                self._dg_not_invoiced_sql(**scope, without=tuple(without_orders.ids) or (0,)),
            )
        )
        query = SQL(
            "SELECT owed.*, FALSE FROM (%s) owed UNION ALL (%s)", owed, self._dg_credit_limits_sql(company, **scope)
        )
        exposure, limits = defaultdict(Decimal), {}
        for partner_id, amount, is_limit in self.env.execute_query(query):
            if is_limit:
                limits[partner_id] = exact(amount or 0, 2)
            else:
                exposure[partner_id] += exact(amount or 0, 2)
        return exposure, limits

    def _dg_credit_limits_sql(self, company, **scope):
        """Return a query of (customer, limit, whether it is a limit)."""
        above = self.env["res.company"].browse(company._dg_lineage()[0])
        own, inherited = (
            self.with_company(owner)._field_to_sql("debtor", "credit_limit") for owner in (company, above)
        )
        return SQL(
            "SELECT debtor.id, COALESCE(NULLIF(%s, 0), %s, 0), TRUE FROM res_partner debtor WHERE debtor.id IN %s",
            own,
            inherited,
            scope["customers"],
        )

    def _dg_open_receivables_sql(self, **scope):
        """Return a query of (customer, amount): posted receivables that are not paid."""
        return SQL(
            """
            (SELECT partner.commercial_partner_id, SUM(line.amount_residual)
               FROM account_move_line line
               JOIN account_account account ON account.id = line.account_id
               JOIN res_partner partner ON partner.id = line.partner_id
              WHERE partner.commercial_partner_id IN %(customers)s AND line.company_id IN %(companies)s
                AND line.parent_state = 'posted' AND NOT line.reconciled
                AND account.account_type = 'asset_receivable'
              GROUP BY partner.commercial_partner_id)
            """,
            **scope,
        )

    def _dg_draft_invoices_sql(self, **scope):
        """Return a query of (customer, amount): customer invoices and credit notes that are not posted yet."""
        return SQL(
            """
            (SELECT move.commercial_partner_id, SUM(move.amount_total_signed)
               FROM account_move move
              WHERE move.commercial_partner_id IN %(customers)s AND move.company_id IN %(companies)s
                AND move.state = 'draft' AND move.move_type IN ('out_invoice', 'out_refund')
              GROUP BY move.commercial_partner_id)
            """,
            **scope,
        )

    def _dg_not_invoiced_sql(self, **scope):
        """Return a query of (customer, amount): what confirmed orders still will be invoiced for.

        Down payments are invoiced lines without an ordered quantity: they come off, with the order's share of taxes.
        What was invoiced beyond the ordered quantity of one line takes nothing off the others. An order of returns
        makes no room: nothing proves that the goods ever come, until they are credited.
        """
        return SQL(
            """
            (SELECT owing.commercial_partner_id, SUM(owing.amount) FROM (
             SELECT customer.commercial_partner_id, GREATEST(0,
                    SUM(CASE WHEN line.is_downpayment AND line.product_uom_qty = 0
                             THEN - line.price_unit * line.qty_invoiced
                                  * COALESCE(orders.amount_total / NULLIF(orders.amount_untaxed, 0), 1)
                             ELSE line.price_total / NULLIF(line.product_uom_qty, 0)
                                  * CASE WHEN line.product_uom_qty > 0
                                         THEN GREATEST(line.product_uom_qty - line.qty_invoiced,
                                                       line.qty_delivered - line.qty_invoiced, 0)
                                         ELSE LEAST(line.product_uom_qty - line.qty_invoiced, 0) END
                        END / COALESCE(NULLIF(orders.currency_rate, 0), 1))) AS amount
               FROM sale_order_line line
               JOIN sale_order orders ON orders.id = line.order_id
               JOIN LATERAL (SELECT DISTINCT partner.commercial_partner_id FROM res_partner partner
                              WHERE partner.id IN (orders.partner_id, orders.partner_invoice_id)) customer ON TRUE
              WHERE orders.state = 'sale' AND orders.company_id IN %(companies)s
                AND line.display_type IS NULL
                AND customer.commercial_partner_id IN %(customers)s
                AND orders.id NOT IN %(without)s
              GROUP BY customer.commercial_partner_id, orders.id) owing
              GROUP BY owing.commercial_partner_id)
            """,
            **scope,
        )
