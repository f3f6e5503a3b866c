from collections import defaultdict
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..logic.facts import exact


class ResPartner(models.Model):
    """What a customer owes and may owe."""

    _inherit = "res.partner"

    def _dg_credit_exposure(self, company, without_orders):
        """Return {commercial partner id: exposure in company currency}: what the customer owes or will owe.

        Exposure = open receivables (posted) + draft invoices + confirmed orders not invoiced yet, taxes included;
        `without_orders` are left out, because the caller adds them. Products invoiced on delivery count when ordered.
        """
        customers = self.commercial_partner_id
        exposure = defaultdict(Decimal)
        for part in (
            customers._dg_open_receivables(company),
            customers._dg_draft_invoices(company),
            customers._dg_confirmed_not_invoiced(company, without_orders),
        ):
            for partner_id, amount in part:
                exposure[partner_id] += exact(amount, 2)
        return exposure

    def _dg_open_receivables(self, company):
        """Return [(partner id, amount)] of posted, unreconciled receivables."""
        groups = self.env["account.move.line"]._read_group(
            [
                ("partner_id.commercial_partner_id", "in", self.ids),
                ("company_id", "=", company.id),
                ("parent_state", "=", "posted"),
                ("account_id.account_type", "=", "asset_receivable"),
                ("reconciled", "=", False),
            ],
            ["partner_id"],
            ["amount_residual:sum"],
        )
        return [(partner.commercial_partner_id.id, amount) for partner, amount in groups]

    def _dg_draft_invoices(self, company):
        """Return [(partner id, amount)] of customer invoices and credit notes that are not posted yet."""
        groups = self.env["account.move"]._read_group(
            [
                ("commercial_partner_id", "in", self.ids),
                ("company_id", "=", company.id),
                ("state", "=", "draft"),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ],
            ["commercial_partner_id"],
            ["amount_total_signed:sum"],
        )
        return [(partner.id, amount) for partner, amount in groups]

    def _dg_confirmed_not_invoiced(self, company, without_orders):
        """Return [(partner id, amount)] of what confirmed orders still will be invoiced for.

        Down payments are invoiced lines without an ordered quantity: they come off, untaxed as they were agreed.
        """
        self.env["sale.order.line"].flush_model()
        self.env["sale.order"].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        return self.env.execute_query(
            SQL(
                """
                SELECT customer.commercial_partner_id,
                       SUM(CASE WHEN line.is_downpayment THEN - line.price_unit * line.qty_invoiced
                                ELSE line.price_total * (line.product_uom_qty - line.qty_invoiced)
                                     / NULLIF(line.product_uom_qty, 0)
                           END / COALESCE(NULLIF(orders.currency_rate, 0), 1))
                  FROM sale_order_line line
                  JOIN sale_order orders ON orders.id = line.order_id
                  JOIN res_partner customer ON customer.id = orders.partner_invoice_id
                 WHERE orders.state = 'sale' AND orders.company_id = %(company)s
                   AND orders.invoice_status != 'invoiced' AND line.display_type IS NULL
                   AND customer.commercial_partner_id IN %(customers)s
                   AND orders.id NOT IN %(without)s
                 GROUP BY customer.commercial_partner_id
                """,
                company=company.id,
                customers=tuple(self.ids) or (0,),
                without=tuple(without_orders.ids) or (0,),
            )
        )
