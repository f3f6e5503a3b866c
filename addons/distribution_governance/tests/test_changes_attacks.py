"""Is there a way to change a confirmed order that does not pass the gate?"""

import contextlib

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exceptions import ChangeRefused, GateClosed
from .change_case import ChangeCase


@tagged("post_install", "-at_install")
class TestChangesAttacks(ChangeCase):
    """Each test is one attack, made the way a remote client makes it."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()

    def test_swallowed_refusal_leaves_nothing_changed(self):
        order = self.given_confirmed()
        line = order.order_line
        attempts = (
            lambda: self.when_line_written(order, discount=50),
            lambda: self.rpc("sale.order.line", "create", [self.values_of_line(order, discount=50)]),
            lambda: self.rpc("sale.order", "write", order.ids, {"order_line": [self.update(line, price_unit=1)]}),
        )
        for attempt in attempts:
            with contextlib.suppress(GateClosed):
                attempt()
                self.fail("The attempt was not refused.")
        self.env.flush_all()
        self.env.invalidate_all()

        self.assertEqual((line.discount, line.price_unit, len(order.order_line)), (0, 100, 1))
        self.assertFalse(self.holds(order))

    def test_line_prepared_on_a_draft_cannot_be_moved_to_a_confirmed_order(self):
        order, draft = self.given_confirmed(), self.given_order(discount=90)

        with self.assertRaises(ChangeRefused):
            self.when_line_written(draft, order_id=order.id)
        with self.assertRaises(ChangeRefused):
            self.rpc("sale.order", "write", order.ids, {"order_line": [Command.link(draft.order_line.id)]})

        self.assertEqual(draft.order_line.order_id, draft)

    def test_line_of_a_confirmed_order_cannot_be_reached_through_a_draft(self):
        order, draft = self.given_confirmed(), self.given_order()

        with self.assertRaises(ChangeRefused):
            self.rpc("sale.order", "write", draft.ids, {"order_line": [self.update(order.order_line, discount=60)]})

    def test_order_named_by_a_default_value_is_found(self):
        order = self.given_confirmed()
        values = {"product_id": self.shelf.id, "product_uom_qty": 1, "discount": 60}

        with self.assertRaises(ChangeRefused):
            self.rpc("sale.order.line", "create", [dict(values)], context={"default_order_id": order.id})
        self.env["ir.default"].with_user(self.salesperson).set("sale.order.line", "order_id", order.id, True)
        with self.assertRaises(ChangeRefused):
            self.rpc("sale.order.line", "create", [dict(values)])

    def test_no_context_and_no_flag_opens_the_guard(self):
        order = self.given_confirmed()
        contexts = (
            "dg_exempt",
            "install_mode",
            "import_file",
            "tracking_disable",
            "sale_no_log_for_new_lines",
            "skip_procurement",
            "sale_write_from_compute",
            "force_price_recomputation",
            "module",
            "cron_id",
        )
        for key in contexts:
            with self.subTest(context=key), self.assertRaises(ChangeRefused):
                self.rpc("sale.order.line", "write", order.order_line.ids, {"discount": 60}, context={key: True})
        for flag in ("is_downpayment", "is_delivery", "is_expense"):
            values = self.values_of_line(order, discount=60, **{flag: True})
            with self.subTest(flag=flag), self.assertRaises(ChangeRefused):
                self.rpc("sale.order.line", "create", [values])

    def test_order_set_back_by_hand_has_to_pass_the_front_door_again(self):
        order = self.given_confirmed()

        self.rpc("sale.order", "write", order.ids, {"state": "draft"})
        self.when_line_written(order, discount=60)
        with self.assertRaises(GateClosed):
            self.rpc("sale.order", "write", order.ids, {"state": "sale"})
        with self.assertRaises(GateClosed):
            order._prepare_invoice()
        self.rpc("sale.order", "action_confirm", order.ids)

        self.assert_held(order, "Discount above 10 %")

    def test_setting_back_changing_and_confirming_in_one_write_is_decided(self):
        order = self.given_confirmed()

        with self.assertRaises(ChangeRefused):
            self.rpc(
                "sale.order",
                "write",
                order.ids,
                {"state": "sale", "order_line": [self.update(order.order_line, discount=60)]},
            )

    def test_release_of_an_earlier_confirmation_covers_nothing_later(self):
        order = self.given_confirmed(discount=18)
        order.sudo()._action_cancel()
        order.action_draft()
        order.order_line.discount = 0
        order.action_confirm()
        self.assert_confirmed(order)

        with self.assertRaises(ChangeRefused):
            self.when_line_written(order, discount=18)

        self.assertEqual(self.holds(order).mapped("state"), ["expired"])

    def test_release_for_one_customer_excuses_no_other(self):
        order = self.given_confirmed(discount=18)
        other = self.env["res.partner"].create({"name": "Somebody else", "is_company": True})

        with self.assertRaises(ChangeRefused):
            self.rpc("sale.order", "write", order.ids, {"partner_id": other.id})

        self.assertEqual(order.partner_id, self.customer)

    def test_fact_that_fails_before_excuses_no_change(self):
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 100000"}), name="Value")
        order = self.given_confirmed()
        foreign = self.env["res.currency"].create({"name": "XDG", "symbol": "X"})
        self.env.flush_all()
        self.env.cr.execute("UPDATE sale_order SET currency_id = %s WHERE id = %s", (foreign.id, order.id))
        self.env.invalidate_all()

        self.rpc("sale.order", "write", order.ids, {"user_id": self.salesperson.id})
        with self.assertRaises(GateClosed) as refusal:
            self.when_line_written(order, product_uom_qty=500)

        self.assertIn("could not be computed", str(refusal.exception))

    def test_two_steps_over_two_orders_do_not_hide_the_second(self):
        first, second = self.given_confirmed(), self.given_confirmed()
        lines = (first | second).order_line

        with self.assertRaises(GateClosed) as refusal:
            self.rpc("sale.order.line", "write", lines.ids, {"discount": 30})

        self.assertNotIsInstance(refusal.exception, ChangeRefused)
        self.assertIn("one document at a time", str(refusal.exception))
        self.assertEqual(lines.mapped("discount"), [0, 0])

    def test_server_action_of_a_person_is_refused_like_the_person(self):
        order = self.given_confirmed()
        action = self.env["ir.actions.server"].create(
            {
                "name": "Cheaper",
                "model_id": self.env["ir.model"]._get_id("sale.order"),
                "state": "code",
                "code": "record.order_line.write({'discount': 60})",
            }
        )

        with self.assertRaises(UserError):
            action.with_user(self.sales_manager).with_context(
                active_model="sale.order", active_id=order.id, active_ids=order.ids
            ).run()
