"""Are the ways in which a sales order was once brought past the gate closed, and do they stay closed?"""

from odoo import Command
from odoo.tests import tagged

from ..exceptions import GateClosed
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestAttacks(GovernanceCase):
    """Each test is one attack, made the way a remote client makes it."""

    def values(self, **line):
        """Return the values of an order of one line."""
        line = {"product_id": self.shelf.id, "product_uom_qty": 1, **line}
        return {"partner_id": self.customer.id, "order_line": [Command.create(line)]}

    # ---- defaults ----

    def test_default_of_a_context_or_of_a_user_makes_no_confirmed_order(self):
        self.given_discount_policy()
        self.env["ir.default"].with_user(self.salesperson).set("sale.order", "state", "sale", True)

        for context in ({}, {"default_state": "sale"}):
            order = self.env["sale.order"].browse(
                self.rpc("sale.order", "create", [self.values(discount=50)], context=context)
            )
            with self.subTest(context=context):
                self.assertEqual(order.state, "draft")
                self.assertEqual(order.order_line.state, "draft")

    def test_default_values_of_a_user_forge_no_release(self):
        self.given_discount_policy()
        defaults = self.env["ir.default"].with_user(self.salesperson)
        for field, value in {
            "state": "released",
            "released_values": {"deepest_discount": "999"},
            "release_reason": "forged",
            "released_by_id": self.controller.id,
        }.items():
            defaults.set("dg.hold", field, value, True)
        order = self.given_order(discount=18)

        order.action_confirm()
        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertFalse(self.holds(order).released_by_id)

    # ---- computed figures ----

    def test_computed_figures_cannot_be_written(self):
        self.given_policy(("Order above 50", "hold", {"amount_untaxed": "> 50"}))
        order = self.given_order()
        for model, record, values in (
            ("sale.order", order, {"amount_untaxed": 1.0}),
            ("sale.order", order, {"currency_rate": 0.0}),
            ("sale.order.line", order.order_line, {"qty_invoiced": 1.0}),
            ("sale.order.line", order.order_line, {"price_subtotal": 1.0}),
            ("sale.order.line", order.order_line, {"state": "sale"}),
        ):
            with self.subTest(values=values), self.assertRaises(GateClosed):
                self.rpc(model, "write", record.ids, values)
        with self.assertRaises(GateClosed):
            self.rpc("sale.order", "create", [self.values() | {"amount_untaxed": 1.0}])

        order.action_confirm()
        self.assert_held(order, "Order above 50")

    def test_line_of_a_held_order_is_not_delivered(self):
        self.given_discount_policy()
        order = self.given_order(discount=90)
        order.action_confirm()

        with self.assertRaises(GateClosed):
            self.rpc("sale.order.line", "write", order.order_line.ids, {"state": "sale"})

        self.assertFalse(order.order_line.move_ids)
