"""Does a confirmed order that changes pass the gate again, by whichever way it is changed?"""

from odoo import Command
from odoo.tests import tagged

from ..exceptions import ChangeRefused, GateClosed
from ..refusals import _queued
from .change_case import ChangeCase


@tagged("post_install", "-at_install")
class TestChangesAfterConfirmation(ChangeCase):
    """A person changes a confirmed order."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_discount_policy()

    def evidence(self):
        """Return the explanations of the refusals that wait for the end of the transaction."""
        return [refusal.explanation for refusal in _queued.get(self.env.cr, {}).values()]

    # ---- every way ----

    def test_price_discount_and_new_line_are_refused_by_every_way(self):
        order = self.given_confirmed()
        line = order.order_line
        extra = self.values_of_line(order, discount=50)
        wizard = {"sale_order_id": order.id, "discount_type": "sol_discount", "discount_percentage": 0.3}
        on_order = {**wizard, "discount_type": "so_discount"}
        ways = {
            "discount": ("sale.order.line", "write", line.ids, {"discount": 30}),
            "price": ("sale.order.line", "write", line.ids, {"price_unit": 50}),
            "nested": ("sale.order", "write", order.ids, {"order_line": [self.update(line, discount=30)]}),
            "form": ("sale.order", "web_save", order.ids, {"order_line": [[1, line.id, {"discount": 30}]]}, {}),
            "new line": ("sale.order.line", "create", [extra]),
            "nested new line": ("sale.order", "write", order.ids, {"order_line": [Command.create(extra)]}),
            "wizard on lines": ("sale.order.discount", "action_apply_discount", self.given_wizard(wizard)),
            "wizard on order": ("sale.order.discount", "action_apply_discount", self.given_wizard(on_order)),
        }
        for name, call in ways.items():
            with self.subTest(way=name), self.assertRaises(ChangeRefused) as refusal:
                self.rpc(*call)
            self.assertIn("Discount above 10 %", str(refusal.exception))
        self.env.invalidate_all()
        self.assertEqual((line.discount, line.price_unit, len(order.order_line)), (0, 100, 1))
        self.assertFalse(self.holds(order, "active"))

    def given_wizard(self, values):
        """Return the id of the discount dialog, opened by the salesperson."""
        self.company.sale_discount_product_id = self._product("Discount", 0.0, 0.0, type="service")
        return self.env["sale.order.discount"].with_user(self.salesperson).create(values).ids

    def test_import_is_refused_row_by_row(self):
        order = self.given_confirmed()
        line_id = self.env["ir.model.data"].create(
            {"module": "test", "name": "line", "model": "sale.order.line", "res_id": order.order_line.id}
        )

        result = self.rpc("sale.order.line", "load", ["id", "discount"], [[line_id.complete_name, "30"]])

        self.assertFalse(result["ids"])
        self.assertIn("outside policy", result["messages"][0]["message"])
        self.env.invalidate_all()
        self.assertEqual(order.order_line.discount, 0)

    def test_price_that_odoo_recomputes_from_the_quantity_is_judged(self):
        pricelist = self.env["product.pricelist"].create({"name": "Trap", "company_id": self.company.id})
        self.env["product.pricelist.item"].create(
            {
                "pricelist_id": pricelist.id,
                "min_quantity": 10,
                "compute_price": "fixed",
                "fixed_price": 5.0,
                "applied_on": "1_product",
                "product_tmpl_id": self.shelf.product_tmpl_id.id,
            }
        )
        order = self.given_confirmed(pricelist_id=pricelist.id)

        with self.assertRaises(ChangeRefused):
            self.when_line_written(order, product_uom_qty=20)
        self.when_line_written(order, product_uom_qty=9)

        self.assertEqual((order.order_line.product_uom_qty, order.order_line.price_unit), (9, 100))

    def test_updating_prices_is_judged_once_at_its_end(self):
        pricelist = self.env["product.pricelist"].create({"name": "Cheap", "company_id": self.company.id})
        order = self.given_confirmed(pricelist_id=pricelist.id)
        self.env["product.pricelist.item"].create(
            {"pricelist_id": pricelist.id, "compute_price": "percentage", "percent_price": 40}
        )

        with self.assertRaises(ChangeRefused) as refusal:
            self.rpc("sale.order", "action_update_prices", order.ids)

        self.assertEqual(refusal.exception.args[3]["default_operation"]["method"], "action_update_prices")

    # ---- what passes ----

    def test_change_inside_policy_is_saved_and_on_record(self):
        order = self.given_confirmed()

        self.when_line_written(order, discount=8)

        self.assertEqual(order.order_line.discount, 8)
        self.assertEqual(self.decisions(order).mapped("gate"), ["confirm", "change"])
        self.assertEqual(self.journal(order), ["sale_order.confirmed", "document.changed"])

    def test_write_that_changes_nothing_material_leaves_no_trace(self):
        order = self.given_confirmed()

        self.rpc("sale.order", "write", order.ids, {"client_order_ref": "PO 7", "commitment_date": False})
        self.when_line_written(order, discount=0)

        self.assertEqual(self.journal(order), ["sale_order.confirmed"])

    def test_release_goes_on_covering_what_it_was_given_for(self):
        order = self.given_confirmed(discount=18)

        self.when_line_written(order, product_uom_qty=3)
        self.when_line_written(order, discount=15)
        self.when_line_written(order, discount=18)
        with self.assertRaises(ChangeRefused):
            self.when_line_written(order, discount=19)

        self.assertEqual(order.order_line.discount, 18)

    def test_order_from_before_the_policy_may_be_edited_but_not_made_worse(self):
        self.policy.active = False
        order = self.given_confirmed(discount=50)
        self.given_discount_policy()

        self.rpc("sale.order", "write", order.ids, {"commitment_date": "2027-01-15 10:00:00"})
        self.when_line_written(order, product_uom_qty=2)
        self.when_line_written(order, discount=40)
        with self.assertRaises(ChangeRefused):
            self.when_line_written(order, discount=41)

        self.assertFalse(self.holds(order))

    def test_strict_release_is_void_at_any_change(self):
        self.policy.active = False
        self.given_discount_policy(name="Strict", is_strict=True)
        order = self.given_confirmed(discount=18)

        with self.assertRaises(ChangeRefused):
            self.when_line_written(order, product_uom_qty=2)

    def test_modes_that_stop_nobody_record_the_change(self):
        order = self.given_confirmed()
        for mode in ("observe", "warn"):
            self.process.mode = mode
            with self.subTest(mode=mode):
                self.when_line_written(order, discount=20 if mode == "observe" else 30)
                self.assertEqual(self.decisions(order)[-1].outcome, "passed")
                self.assertEqual(self.decisions(order)[-1].reason_ids.mode, mode)

    # ---- refusal ----

    def test_refusal_says_why_and_stays_on_record(self):
        order = self.given_confirmed()

        with self.assertRaises(ChangeRefused) as refusal:
            self.when_line_written(order, discount=30)

        message, action, button, context = refusal.exception.args
        self.assertIn("Deepest line discount is 30 %", message)
        self.assertEqual((action["res_model"], button), ("dg.proposal.wizard", "Request this change"))
        self.assertEqual(context["default_operation"]["values"], {"discount": 30})
        self.assertEqual(
            self.evidence()[-1],
            "A change of the committed document was refused: sale.order.line.write (discount); Discount above 10 %.",
        )

    def test_figures_that_the_user_may_not_see_are_not_told(self):
        self.given_policy(("Margin below 30 %", "hold", {"margin_percent": "< 30"}), name="Margin")
        order = self.given_confirmed()

        with self.assertRaises(GateClosed) as refusal:
            self.when_line_written(order, discount=40)

        self.assertIn("the figure is not shown to you", str(refusal.exception))
        self.assertNotIn("Order margin is", str(refusal.exception))

    def test_block_offers_no_request(self):
        self.given_policy(("Discount above 40 %", "block", {"deepest_discount": "> 40"}), name="Never")
        order = self.given_confirmed()

        with self.assertRaises(GateClosed) as refusal:
            self.when_line_written(order, discount=50)

        self.assertNotIsInstance(refusal.exception, ChangeRefused)
        self.assertIn("Nobody can release this", str(refusal.exception))
