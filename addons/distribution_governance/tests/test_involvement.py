"""Is everybody remembered who once had a hand in a document, at no cost to those who write it?"""

from odoo.tests import tagged

from ..exceptions import ReleaseRefused
from ..models.dg_involvement import unwatch
from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestInvolvement(ControlCase):
    """Earlier editors of an order."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.order = self.given_order(discount=18)
        self.env.flush_all()

    def assert_may_not_release(self, user):
        """The order is held, and this controller is refused."""
        self.order.action_confirm()
        with self.assertRaisesRegex(ReleaseRefused, "Ask another controller"):
            self.when_released(self.order, user=user)

    def test_controller_who_changed_a_line_before_somebody_else_did_cannot_release(self):
        self.when_written_by(self.controller, self.order.order_line, {"discount": 20})
        self.when_written_by(self.sales_manager, self.order.order_line, {"discount": 19})

        self.assertNotIn(self.controller, self.order.write_uid | self.order.order_line.write_uid)
        self.assert_may_not_release(self.controller)

    def test_controller_who_changed_the_order_before_somebody_else_did_cannot_release(self):
        self.when_written_by(self.controller, self.order, {"client_order_ref": "by the controller"})
        self.when_written_by(self.salesperson, self.order, {"client_order_ref": "by the salesperson"})

        self.assert_may_not_release(self.controller)

    def test_controller_whose_line_was_deleted_cannot_release(self):
        line = {"order_id": self.order.id, "product_id": self.shelf.id, "discount": 30}
        added = self.env["sale.order.line"].with_user(self.controller).create(line)
        self.env.flush_all()
        added.with_user(self.salesperson).unlink()
        self.env.flush_all()

        self.assert_may_not_release(self.controller)

    def test_controller_who_deleted_a_line_cannot_release(self):
        line = {"order_id": self.order.id, "product_id": self.shelf.id, "discount": 30}
        added = self.env["sale.order.line"].with_user(self.salesperson).create(line)
        self.env.flush_all()
        removed = added.with_user(self.controller)
        removed.unlink()
        removed.env.flush_all()
        self.when_written_by(self.salesperson, self.order, {"client_order_ref": "afterwards"})

        self.assert_may_not_release(self.controller)

    def test_controller_who_had_no_hand_in_it_releases(self):
        self.when_written_by(self.controller, self.order, {"client_order_ref": "by the first controller"})
        self.when_written_by(self.salesperson, self.order, {"client_order_ref": "by the salesperson"})
        self.order.action_confirm()

        self.when_released(self.order, user=self.second_controller)

        self.assert_confirmed(self.order)

    def test_releasing_makes_nobody_a_writer_of_the_order(self):
        self.order.action_confirm()
        self.env.flush_all()
        self.when_released(self.order)
        self.env.flush_all()

        self.assertNotIn(self.controller, self.order._dg_involved_users())

    def test_change_of_a_draft_costs_no_statement_more(self):
        draft = self.given_order()
        self.env.flush_all()

        def count(note):
            draft.note = note
            before = self.env.cr.sql_log_count
            draft.flush_recordset()
            return self.env.cr.sql_log_count - before

        self.assertEqual(count("one"), 1)

    def test_one_person_who_writes_again_and_again_leaves_no_row(self):
        for number in range(3):
            self.when_written_by(self.salesperson, self.order, {"client_order_ref": str(number)})

        rows = self.env["dg.involvement"].search([("document_id", "=", self.order.id)])
        self.assertLessEqual(rows.user_id, self.salesperson | self.env.user)

    def test_addon_that_goes_leaves_orders_writable(self):
        unwatch(self.env.cr)
        self.env.cr.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'sale_order%_dg_%'")

        self.assertEqual(self.env.cr.fetchone()[0], 0)
        self.when_written_by(self.sales_manager, self.order, {"client_order_ref": "after the addon"})
        self.assertEqual(self.order.write_uid, self.sales_manager)

    def test_involvement_is_read_by_auditors_and_written_by_nobody(self):
        for user in (self.salesperson, self.controller, self.manager, self.auditor):
            rows = self.env["dg.involvement"].with_user(user)
            with self.subTest(user=user.login):
                self.assertEqual(rows.has_access("read"), user == self.auditor)
                self.assertFalse(any(rows.has_access(operation) for operation in ("write", "create", "unlink")))
