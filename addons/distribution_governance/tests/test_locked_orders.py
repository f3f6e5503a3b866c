"""Does a locked order under policy stay as it is until somebody who may unlocks it?"""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exceptions import ChangeRefused, GateClosed
from .change_case import ChangeCase


@tagged("post_install", "-at_install")
class TestLockedOrders(ChangeCase):
    """Locking is Odoo's; what its buttons promise is kept here for every way."""

    def given_locked(self):
        """Confirm and lock an order under a policy."""
        self.given_discount_policy()
        order = self.given_confirmed()
        order.action_lock()
        return order

    def test_salesperson_cannot_unlock_by_any_way(self):
        order = self.given_locked()

        with self.assertRaisesRegex(GateClosed, "sales administrator"):
            self.rpc("sale.order", "action_unlock", order.ids)
        with self.assertRaisesRegex(GateClosed, "sales administrator"):
            self.rpc("sale.order", "write", order.ids, {"locked": False})

        self.assertTrue(order.locked)

    def test_administrator_unlocks_on_the_record(self):
        order = self.given_locked()

        self.rpc("sale.order", "action_unlock", order.ids, user=self.sales_manager)

        self.assertFalse(order.locked)
        event = self.env["dg.event"].search(order._dg_rows_domain(), order="id desc", limit=1)
        self.assertEqual((event.event_type_id.code, event.actor_id), ("document.unlocked", self.sales_manager))

    def test_nobody_adds_a_line_to_a_locked_order(self):
        order = self.given_locked()
        for user in (self.salesperson, self.sales_manager):
            with self.subTest(user=user.login), self.assertRaisesRegex(GateClosed, "is locked"):
                self.rpc("sale.order.line", "create", [self.values_of_line(order)], user=user)
            with self.subTest(user=user.login), self.assertRaisesRegex(GateClosed, "is locked"):
                self.rpc(
                    "sale.order", "write", order.ids, {"order_line": [[0, 0, self.values_of_line(order)]]}, user=user
                )

        self.assertEqual(len(order.order_line), 1)

    def test_nobody_deletes_a_section_of_a_locked_order(self):
        order = self.given_locked()
        section = order.order_line.sudo().create({"order_id": order.id, "display_type": "line_section", "name": "A"})

        with self.assertRaisesRegex(GateClosed, "is locked"):
            self.rpc("sale.order.line", "unlink", section.ids)

    def test_marks_that_decide_how_a_line_counts_are_protected(self):
        order = self.given_locked()
        for field in ("is_downpayment", "is_delivery", "is_expense"):
            with self.subTest(field=field), self.assertRaises(UserError):
                self.when_line_written(order, **{field: True})

    def test_terms_of_a_locked_order_are_judged(self):
        order = self.given_locked()
        self.given_policy(("Promised early", "hold", {"amount_untaxed": "> 50"}), name="Value")
        other = self.env["res.partner"].create({"name": "Somebody else", "is_company": True})

        with self.assertRaises(ChangeRefused):
            self.rpc("sale.order", "write", order.ids, {"partner_id": other.id})

    def test_without_a_policy_odoo_decides(self):
        order = self.given_confirmed()
        order.action_lock()

        self.rpc("sale.order.line", "create", [self.values_of_line(order)])
        self.rpc("sale.order", "action_unlock", order.ids)

        self.assertEqual((order.locked, len(order.order_line)), (False, 2))
