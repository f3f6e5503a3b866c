from contextlib import contextmanager

from odoo import api, models

from ..exempt import writers
from ..logic.operation import Operation
from .system_writers import is_work_of


class SaleOrderLine(models.Model):
    """Whatever is done to the lines of a confirmed order is a change of the order."""

    _inherit = "sale.order.line"

    # Where a line stands, and what it was invoiced and delivered by.
    _dg_immaterial = frozenset(
        {
            "analytic_distribution",
            "analytic_line_ids",
            "collapse_composition",
            "collapse_prices",
            "invoice_lines",
            "move_ids",
            "sequence",
        }
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Judge what new lines do to confirmed orders."""
        operation = Operation("sale.order.line", "create", (), vals_list)
        with self._dg_guarding(self._dg_orders_of(vals_list), operation, vals_list):
            return super().create(vals_list)

    def write(self, vals):
        """Judge what the write does to confirmed orders, also to the one that the lines are moved to."""
        if self._dg_immaterial.issuperset(vals):
            return super().write(vals)
        orders = self.order_id
        if "order_id" in vals:
            orders |= self._dg_orders_of([vals])
        with self._dg_guarding(orders, Operation("sale.order.line", "write", tuple(self.ids), vals), self):
            return super().write(vals)

    def unlink(self):
        """Judge what is left of confirmed orders."""
        with self._dg_guarding(self.order_id, Operation("sale.order.line", "unlink", tuple(self.ids)), self):
            return super().unlink()

    @api.model
    def _dg_orders_of(self, vals_list):
        """Return the orders that these values name, by themselves or by a default value."""
        ids = {vals["order_id"] for vals in vals_list if "order_id" in vals}
        if any("order_id" not in vals for vals in vals_list):
            ids.add(self.default_get(["order_id"]).get("order_id"))
        return self.env["sale.order"].browse(sorted(filter(None, ids)))

    @contextmanager
    def _dg_guarding(self, orders, operation, lines):
        """Guard a block that writes `lines` (records, or values of new ones) of `orders`.

        Odoo's own writers are told apart here: some are not judged at all, some are judged but never refused.
        """
        writer = next(
            (writer for writer in reversed(writers(self.env.cr)) if is_work_of(writer, lines, operation)), None
        )
        if writer and not writer.is_judged:
            yield
            if orders._dg_under_policy():
                # What is computed from it belongs to it: later it would look like a change of its own.
                self.env.flush_all()
            return
        if not writer and operation.method != "write":
            orders._dg_refuse_locked()
        with orders._dg_changing(operation, is_attended=False if writer else None):
            yield

    @api.constrains("price_unit", "discount", "product_uom_qty", "price_subtotal")
    def _dg_check_recomputed(self):
        """Notice prices that Odoo computes anew without a write."""
        exempt = [writer for writer in writers(self.env.cr) if not writer.is_judged]
        lines = self.filtered(lambda line: not any(is_work_of(writer, line) for writer in exempt)) if exempt else self
        lines.order_id._dg_note_recomputed()

    def _get_protected_fields(self):
        """Protect, on locked orders under policy, also what decides how a line counts."""
        protected = super()._get_protected_fields()
        if not self.order_id._dg_locked_under_policy():
            return protected
        return [
            *protected,
            "order_id",
            "is_downpayment",
            "is_delivery",
            "is_expense",
            "purchase_price",
            "combo_item_id",
        ]
