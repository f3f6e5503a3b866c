from odoo import SUPERUSER_ID, models

from ..gate import Gate, gate
from ..logic.facts import Direction, Fact, Unit

CREDIT_GROUP = "account.group_account_readonly"
MARGIN_GROUP = "sales_team.group_sale_manager"


class SaleOrder(models.Model):
    """A sales order commits the company when it is confirmed."""

    _name = "sale.order"
    _inherit = ["sale.order", "dg.governed.mixin"]

    _dg_gates = (
        Gate(
            "confirm",
            door="action_confirm",
            done="confirmed",
            field="state",
            initial="draft",
            sources=frozenset({"draft", "sent"}),
            targets=frozenset({"sale"}),
            stamps=frozenset({"date_order"}),
        ),
    )
    _dg_derived_fields = frozenset({"amount_untaxed", "amount_tax", "amount_total", "currency_rate", "invoice_status"})
    _dg_facts = (
        Fact(
            "deepest_discount",
            "Deepest line discount",
            Unit.PERCENT,
            help="The largest reduction of a line against the customer's own price list, in percent of that price; "
            "global discount lines are spread over the order. Missing when no line has a reference price.",
        ),
        Fact(
            "margin_percent",
            "Order margin",
            Unit.PERCENT,
            Direction.LOWER,
            disclosure=MARGIN_GROUP,
            help="Untaxed amount less cost, in percent of the untaxed amount. Cost is the worse of the product's and "
            "the line's cost. Missing when goods have no cost or the order is worth nothing.",
        ),
        Fact(
            "amount_untaxed",
            "Untaxed amount",
            Unit.MONEY,
            help="In company currency at the rate of the day of the decision. Cannot be computed without a rate.",
        ),
        Fact(
            "credit_over_limit",
            "Amount over credit limit",
            Unit.MONEY,
            disclosure=CREDIT_GROUP,
            guard="credit",
            help="Open receivables, draft invoices, confirmed orders not invoiced and this order, less the credit "
            "limit; in company currency. Missing when the customer has no limit.",
        ),
    )

    @gate("confirm")
    def action_confirm(self):
        """Confirm what is inside policy; hold the rest."""
        return super().action_confirm()

    def _prepare_invoice(self):
        """Invoice nothing of an order under policy that is not confirmed; every way of invoicing comes here."""
        self._dg_refuse_ahead()
        return super()._prepare_invoice()

    def _dg_resume_context(self):
        """An order that its customer signed or paid is confirmed to the customer by mail, as without a hold."""
        return super()._dg_resume_context() | ({"send_email": True} if self.signed_by or self.transaction_ids else {})

    def _dg_caretaker(self):
        """The salesperson looks after an order that no employee entered."""
        caretaker = super()._dg_caretaker()
        return self.user_id if caretaker.id == SUPERUSER_ID and self.user_id else caretaker

    def _dg_party(self):
        """A release is given for one customer."""
        return f"res.partner,{self.partner_id.commercial_partner_id.id}"

    def _dg_involved_users(self):
        """Add the salesperson and whoever touched a line."""
        lines = self.order_line
        touched = super()._dg_involved_users() | self.user_id | lines.create_uid | lines.write_uid
        return touched - self.env["res.users"].browse(SUPERUSER_ID)

    def _dg_content(self):
        """Return customer, terms and lines of each order: what a release was given for."""
        return {order.id: order._dg_terms() | {"lines": order.order_line._dg_terms()} for order in self}

    def _dg_terms(self):
        """Return the terms of one order as plain values."""
        return {
            "partner": self.partner_id.id,
            "invoice_to": self.partner_invoice_id.id,
            "ship_to": self.partner_shipping_id.id,
            "currency": self.currency_id.id,
            "pricelist": self.pricelist_id.id,
            "payment_term": self.payment_term_id.id,
            "fiscal_position": self.fiscal_position_id.id,
            "warehouse": self.warehouse_id.id,
            "promised": self.commitment_date.isoformat() if self.commitment_date else None,
        }
