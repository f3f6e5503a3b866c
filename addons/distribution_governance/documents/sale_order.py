from odoo import SUPERUSER_ID, models

from ..gate import Gate, gate
from ..logic.facts import Fact, Unit


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
            "amount_untaxed",
            "Untaxed amount",
            Unit.MONEY,
            help="In company currency at the rate of the day of the decision, with what was delivered beyond the "
            "order. Cannot be computed without a rate.",
            is_size=True,
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
