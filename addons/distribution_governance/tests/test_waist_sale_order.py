"""Is there a way to a confirmed order that does not pass the gate?"""

import contextlib

from odoo import Command
from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..exceptions import GateClosed
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestNarrowWaist(GovernanceCase):
    """What a salesperson, a machine and a context can try."""

    def call(self, order, method, *args, **kwargs):
        """Call a method of an order as its salesperson's remote client does."""
        return self.rpc("sale.order", method, *([order.ids] if order else []), *args, **kwargs)

    def test_direct_write_of_the_state_is_refused(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)

        with self.assertRaises(GateClosed) as refusal:
            self.call(order, "write", {"state": "sale"})

        self.assertIn("cannot be moved to this state directly", str(refusal.exception))
        self.assertEqual(order.state, "draft")

    def test_swallowed_refusal_leaves_nothing_committed(self):
        self.given_discount_policy()
        outside, inside = self.given_order(discount=18), self.given_order(discount=5)
        values = {
            "partner_id": self.customer.id,
            "state": "sale",
            "order_line": [Command.create({"product_id": self.shelf.id, "discount": 50})],
        }
        before = self.env["sale.order"].search_count([])
        attempts = (
            lambda: self.call(outside, "write", {"state": "sale"}),
            lambda: outside.sudo().write({"state": "sale"}),
            lambda: inside.sudo().write(
                {"state": "sale", "order_line": [Command.update(inside.order_line.id, {"discount": 60})]}
            ),
            lambda: self.env["sale.order"].sudo().create(values),
        )
        for attempt in attempts:
            with contextlib.suppress(GateClosed):
                attempt()
                self.fail("The attempt was not refused.")
        self.env.flush_all()
        self.env.invalidate_all()

        self.assertEqual((outside | inside).mapped("state"), ["draft", "draft"])
        self.assertEqual(inside.order_line.discount, 5)
        self.assertEqual(self.env["sale.order"].search_count([]), before)

    def test_direct_write_is_refused_even_inside_policy(self):
        self.given_discount_policy()
        order = self.given_order(discount=0)

        with self.assertRaises(GateClosed):
            self.call(order, "write", {"state": "sale"})

    def test_order_cannot_be_created_confirmed(self):
        self.given_discount_policy()
        values = {
            "partner_id": self.customer.id,
            "state": "sale",
            "order_line": [Command.create({"product_id": self.shelf.id, "discount": 50})],
        }

        with self.assertRaises(GateClosed):
            self.call(None, "create", [values])

    def test_no_context_opens_the_gate(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)

        for key in (
            "dg_clearance",
            "skip_validation_check",
            "install_mode",
            "import_file",
            "tracking_disable",
            "cron_id",
        ):
            with self.assertRaises(GateClosed):
                self.call(order, "write", {"state": "sale"}, context={key: True})
            self.call(order, "action_confirm", context={key: True})
            self.assertEqual(order.state, "draft")

    def test_superuser_mode_is_decided_like_everybody(self):
        self.given_discount_policy()
        outside, inside = self.given_order(discount=18), self.given_order(discount=5)

        with self.assertRaises(GateClosed):
            outside.sudo().write({"state": "sale"})
        inside.sudo().write({"state": "sale"})

        self.assertEqual((outside.state, inside.state), ("draft", "sale"))
        self.assertEqual(self.decisions(inside).outcome, "passed")

    def test_change_and_step_in_one_write_is_decided_with_the_change(self):
        self.given_discount_policy()
        order = self.given_order(discount=5)

        with self.assertRaises(GateClosed):
            order.sudo().write({"state": "sale", "order_line": [Command.update(order.order_line.id, {"discount": 60})]})

    def test_server_action_that_writes_the_state_is_refused(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        action = self.env["ir.actions.server"].create(
            {
                "name": "Confirm quietly",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "state": "code",
                "code": "record.sudo().write({'state': 'sale'})",
            }
        )

        with self.assertRaises(GateClosed):
            action.with_context(active_model="sale.order", active_id=order.id, active_ids=order.ids).run()

    def test_clearance_does_not_outlive_the_front_door(self):
        self.given_discount_policy()
        order = self.given_order(discount=0)
        order.action_confirm()
        order.action_cancel()
        order.action_draft()

        with self.assertRaises(GateClosed):
            self.call(order, "write", {"state": "sale"})

    def test_observing_policy_refuses_nobody(self):
        self.process.mode = "observe"
        self.given_discount_policy()
        order = self.given_order(discount=18)

        self.call(order, "write", {"state": "sale"})

        self.assertEqual(order.state, "sale")
        self.assertEqual(self.decisions(order).reason_ids.mode, "observe")

    def test_copy_of_a_released_order_is_held_again(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        self.when_released(order)
        self.assert_confirmed(order)

        duplicate = order.with_user(self.salesperson).copy()
        duplicate.order_line.discount = 18
        duplicate.action_confirm()

        self.assert_held(duplicate, "Discount above 10 %")

    def test_evidence_is_not_writable_through_remote_calls(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        for record, values in (
            (self.holds(order), {"state": "released"}),
            (self.decisions(order), {"outcome": "passed"}),
            (self.decisions(order).reason_ids, {"is_covered": True}),
            (self.env["dg.event"].search(order._dg_rows_domain()), {"payload": "{}"}),
            (self.env["dg.policy.version"].search([("company_id", "=", self.company.id)]), {"definition": "{}"}),
        ):
            for user in (self.salesperson, self.controller, self.manager, self.auditor):
                with self.subTest(model=record._name, user=user.login), self.assertRaises(AccessError):
                    call_kw(record.with_user(user).browse(), "write", [record.ids, values], {})
                with self.subTest(model=record._name, user=user.login), self.assertRaises(AccessError):
                    call_kw(record.with_user(user).browse(), "unlink", [record.ids], {})
                with self.subTest(model=record._name, user=user.login), self.assertRaises(AccessError):
                    call_kw(record.with_user(user).browse(), "create", [[values]], {})
