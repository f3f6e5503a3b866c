"""What becomes of a change that the system makes, where nobody can be asked?"""

import json

from odoo.tests import tagged

from ..exceptions import ChangeRefused, GateClosed, ReleaseRefused
from .change_case import ChangeCase


@tagged("post_install", "-at_install")
class TestChangesBySystem(ChangeCase):
    """Scheduled actions, automation, and everything else in superuser mode."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.order = self.given_confirmed()

    def test_change_by_the_system_stands_and_stops_delivery_and_invoicing(self):
        self.when_changed_by_system(self.order, discount=30)

        self.assertEqual(self.order.order_line.discount, 30)
        self.assert_stopped(self.order, "Discount above 10 %")
        self.assertEqual(self.order.dg_change_state, "stopped")
        self.assertEqual(self.journal(self.order)[-1], "document.changed")
        with self.assertRaisesRegex(GateClosed, "changed outside policy"):
            self.order._prepare_invoice()
        moves = self.order.picking_ids.move_ids
        moves.quantity = 1
        with self.assertRaisesRegex(GateClosed, "changed outside policy"):
            self.order.picking_ids.button_validate()

    def test_released_change_lets_delivery_go_on(self):
        self.when_changed_by_system(self.order, discount=30)

        self.when_released(self.order)

        self.assert_stopped(self.order)
        self.order._prepare_invoice()
        self.order.picking_ids.move_ids.quantity = 1
        self.order.picking_ids.button_validate()
        self.assertEqual(self.order.picking_ids.state, "done")

    def test_goods_may_come_back_while_a_change_waits(self):
        self.order.picking_ids.move_ids.quantity = 1
        self.order.picking_ids.button_validate()
        self.when_changed_by_system(self.order, discount=30)
        self.assert_stopped(self.order, "Discount above 10 %")
        delivered = self.order.picking_ids
        dialog = self.env["stock.return.picking"].with_context(active_id=delivered.id, active_model="stock.picking")
        returned = dialog.sudo().create({"picking_id": delivered.id})
        returned.product_return_moves.quantity = 1
        back = self.env["stock.picking"].browse(returned.action_create_returns()["res_id"]).sudo()
        back.move_ids.write({"quantity": 1, "picked": True})

        back.button_validate()

        self.assertEqual(back.state, "done")

    def test_released_change_may_be_edited_but_not_made_worse(self):
        self.when_changed_by_system(self.order, discount=30)
        self.when_released(self.order)

        self.when_line_written(self.order, discount=25)
        self.when_line_written(self.order, discount=30)
        with self.assertRaises(ChangeRefused):
            self.when_line_written(self.order, discount=31)

    def test_salesperson_cannot_release_it(self):
        self.when_changed_by_system(self.order, discount=30)

        with self.assertRaises(ReleaseRefused):
            self.holds(self.order).with_user(self.salesperson)._release("I say so.")

    def test_unrelated_edit_does_not_end_the_hold(self):
        self.when_changed_by_system(self.order, discount=30)

        self.rpc("sale.order", "write", self.order.ids, {"commitment_date": "2027-01-15 10:00:00"})
        self.when_line_written(self.order, product_uom_qty=2)

        self.assert_stopped(self.order, "Discount above 10 %")

    def test_undoing_the_change_ends_the_hold(self):
        self.when_changed_by_system(self.order, discount=30)

        self.when_line_written(self.order, discount=5)

        self.assert_stopped(self.order)
        self.assertEqual(self.holds(self.order).state, "withdrawn")

    def test_worse_change_renews_the_hold(self):
        self.when_changed_by_system(self.order, discount=30)
        self.when_changed_by_system(self.order, discount=60)

        self.assert_stopped(self.order, "Discount above 10 %")
        self.assertIn("60 %", self.holds(self.order).explanation)

    def test_hold_outlives_a_policy_that_is_only_observed_but_stops_nothing_then(self):
        self.when_changed_by_system(self.order, discount=30)

        self.process.mode = "observe"
        self.order._prepare_invoice()
        self.process.mode = "enforce"

        with self.assertRaises(GateClosed):
            self.order._prepare_invoice()

    def test_daily_cleaning_leaves_the_hold_alone(self):
        self.when_changed_by_system(self.order, discount=30)

        self.env["dg.hold"]._cron_withdraw_overtaken()

        self.assert_stopped(self.order, "Discount above 10 %")

    def test_cancelling_ends_the_hold(self):
        self.when_changed_by_system(self.order, discount=30)

        self.order.sudo()._action_cancel()

        self.assertEqual(self.holds(self.order).state, "withdrawn")

    def test_figures_written_behind_the_back_of_every_guard_are_noticed_at_the_end(self):
        line = self.order.order_line
        self.env.flush_all()
        # What a module does that computes prices in a method of its own, outside of every write.
        with self.env.protecting([line._fields["discount"]], line):
            line.discount = 45
        line.sudo()._validate_fields(["discount"])
        self.env.cr.flush()

        self.assert_stopped(self.order, "Discount above 10 %")
        event = self.env["dg.event"].search(self.order._dg_rows_domain(), order="id desc", limit=1)
        self.assertFalse(json.loads(event.payload)["is_attended"])

    def test_scheduled_change_of_many_orders_is_judged_in_one_batch(self):
        orders = self.order | self.given_confirmed() | self.given_confirmed()

        orders.order_line.sudo().write({"discount": 30})

        for order in orders:
            self.assert_stopped(order, "Discount above 10 %")
