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

    def _dg_credit_limit(self, company):
        """Return the customer's credit limit in `company`, else that of the company above it; 0 means none."""
        limits = (self.with_company(owner).credit_limit for owner in (company, company.root_id))
        return next((limit for limit in limits if limit), 0.0)

    def _dg_open_receivables(self, company):
        """Return [(partner id, amount)] of posted, unreconciled receivables."""
        groups = self.env["account.move.line"]._read_group(
            [
                ("partner_id.commercial_partner_id", "in", self.ids),
                ("company_id", "child_of", company.root_id.id),
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
                ("company_id", "child_of", company.root_id.id),
                ("state", "=", "draft"),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ],
            ["commercial_partner_id"],
            ["amount_total_signed:sum"],
        )
        return [(partner.id, amount) for partner, amount in groups]

    def _dg_confirmed_not_invoiced(self, company, without_orders):
        """Return [(partner id, amount)] of what confirmed orders still will be invoiced for.

        Down payments are invoiced lines without an ordered quantity: they come off, with the order's share of taxes.
        What was invoiced beyond the ordered quantity of one line takes nothing off the others.
        """
        self.env["sale.order.line"].flush_model()
        self.env["sale.order"].flush_model()
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        return self.env.execute_query(
            SQL(
                """
                SELECT customer.commercial_partner_id,
                       SUM(CASE WHEN line.is_downpayment AND line.product_uom_qty = 0
                                THEN - line.price_unit * line.qty_invoiced
                                     * COALESCE(orders.amount_total / NULLIF(orders.amount_untaxed, 0), 1)
                                ELSE line.price_total / NULLIF(line.product_uom_qty, 0)
                                     * CASE WHEN line.product_uom_qty > 0
                                            THEN GREATEST(line.product_uom_qty - line.qty_invoiced, 0)
                                            ELSE LEAST(line.product_uom_qty - line.qty_invoiced, 0) END
                           END / COALESCE(NULLIF(orders.currency_rate, 0), 1))
                  FROM sale_order_line line
                  JOIN sale_order orders ON orders.id = line.order_id
                  JOIN LATERAL (SELECT DISTINCT partner.commercial_partner_id FROM res_partner partner
                                 WHERE partner.id IN (orders.partner_id, orders.partner_invoice_id)) customer ON TRUE
                 WHERE orders.state = 'sale' AND orders.company_id IN %(companies)s
                   AND line.display_type IS NULL
                   AND customer.commercial_partner_id IN %(customers)s
                   AND orders.id NOT IN %(without)s
                 GROUP BY customer.commercial_partner_id
                """,
                companies=tuple(self.env["res.company"].sudo().search([("id", "child_of", company.root_id.id)]).ids),
                customers=tuple(self.ids) or (0,),
                without=tuple(without_orders.ids) or (0,),
            )
        )
