"""Is what goes wrong opened as an exception, seen to by the right people, and ended when its cause is gone?"""

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..logic.lifecycle import TransitionError
from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestExceptions(ControlCase):
    """A released order that cannot be confirmed, and what becomes of its exception."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.order = self.given_held()

    def given_exception(self):
        """Release the order while something else keeps it from being confirmed."""
        self.order.order_line = [Command.create({"name": "No product", "price_unit": 0.0})]
        self.when_released(self.order)
        return self.exceptions()

    def mended(self):
        """Take away what kept the order from being confirmed."""
        self.order.order_line.filtered(lambda line: not line.product_id).unlink()

    def test_released_order_that_cannot_go_on_opens_an_exception(self):
        found = self.given_exception()

        self.assertEqual((found.kind, found.state), ("resume_failed", "open"))
        self.assertEqual((found.document_model, found.document_id), ("sale.order", self.order.id))
        self.assertIn(self.order.name, found.title)
        self.assertTrue(found.detail)
        opened = self.payload_of(self.order, "exception.opened")
        self.assertEqual(opened["exception_id"], found.id)

    def test_exception_ends_by_itself_when_the_order_goes_on(self):
        found = self.given_exception()
        self.mended()

        self.order.action_confirm()

        self.assertEqual(self.order.state, "sale")
        self.assertEqual((found.state, found.resolved_by_id.id), ("resolved", False))
        self.assertIsNone(self.payload_of(self.order, "exception.resolved")["resolved_by"])

    def test_exception_of_an_order_that_goes_nowhere_ends_with_the_scheduled_action(self):
        found = self.given_exception()
        self.order.action_cancel()
        self.assertEqual(found.state, "open")

        self.env["dg.exception"]._cron_resolve_gone()

        self.assertEqual(found.state, "resolved")

    def test_exception_of_a_deleted_order_ends_with_the_scheduled_action(self):
        found = self.given_exception()
        self.order.with_user(self.sales_manager).unlink()

        self.env["dg.exception"]._cron_resolve_gone()

        self.assertEqual(found.state, "resolved")

    def test_exception_of_a_waiting_order_stays(self):
        found = self.given_exception()

        self.env["dg.exception"]._cron_resolve_gone()

        self.assertEqual(found.state, "open")

    def test_same_failure_again_opens_no_second_exception(self):
        found = self.given_exception()

        self.order.sudo()._dg_resume("confirm", self.salesperson, self.controller.id)

        self.assertEqual(self.exceptions(), found)
        self.assertEqual(self.journal(self.order).count("document.resume_failed"), 2)

    def test_controller_takes_it_assigns_it_and_resolves_it(self):
        found = self.given_exception().with_user(self.controller)
        found.action_take()
        self.assertEqual((found.state, found.owner_id), ("assigned", self.controller))

        action = found.action_assign()
        dialog = self.env["dg.assign.wizard"].with_user(self.controller).with_context(**action["context"])
        dialog.create({"owner_id": self.sales_manager.id}).action_assign()
        self.assertEqual(found.owner_id, self.sales_manager)

        action = found.action_resolve()
        dialog = self.env["dg.resolve.wizard"].with_user(self.second_controller).with_context(**action["context"])
        dialog.create({"resolution": "The customer withdrew."}).action_resolve()

        self.assertEqual((found.state, found.resolved_by_id), ("resolved", self.second_controller))
        codes = [code for code in self.journal(self.order) if code.startswith("exception.")]
        self.assertEqual(codes, ["exception.opened", "exception.assigned", "exception.assigned", "exception.resolved"])

    def test_resolved_exception_is_neither_taken_nor_resolved_again(self):
        found = self.given_exception().with_user(self.controller)
        found._resolve("Done.")

        for settle in (found.action_take, lambda: found._resolve("Again.")):
            with self.assertRaisesRegex(UserError, "not resolved yet"):
                settle()
        with self.assertRaises(TransitionError):
            found._move_to("assigned")

    def test_resolution_needs_words(self):
        found = self.given_exception()
        with self.assertRaises(ValidationError):
            self.rpc(
                "dg.resolve.wizard",
                "create",
                [{"exception_ids": [Command.set(found.ids)], "resolution": "  "}],
                user=self.controller,
            )

    def test_nobody_is_made_owner_who_does_not_work_there(self):
        found = self.given_exception().with_user(self.controller)
        stranger = self.env["res.users"].create({"name": "Stranger", "login": "dg_away", "active": False})

        with self.assertRaisesRegex(UserError, "does not work in"):
            found._assign(stranger)

    def test_salesperson_reads_the_exception_of_an_order_of_his_own_and_settles_nothing(self):
        found = self.given_exception()

        self.assertEqual(self.rpc("dg.exception", "search", [("id", "in", found.ids)]), found.ids)
        self.assertFalse(self.rpc("dg.exception", "search", [("id", "in", found.ids)], user=self.other_salesperson))
        with self.assertRaises(AccessError):
            self.rpc("dg.exception", "action_take", found.ids)
        for model in ("dg.assign.wizard", "dg.resolve.wizard"):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.rpc(model, "create", [{"exception_ids": [Command.set(found.ids)]}])
        self.assertEqual(found.state, "open")

    def test_nobody_writes_makes_or_deletes_exceptions_by_hand(self):
        found = self.given_exception()
        for user in (self.salesperson, self.controller, self.manager, self.auditor):
            for call in (
                ("write", found.ids, {"state": "resolved"}),
                ("unlink", found.ids),
                ("create", [{"title": "Mine", "kind": "fact_failed"}]),
            ):
                with self.subTest(user=user.login, call=call[0]), self.assertRaises(AccessError):
                    self.rpc("dg.exception", *call, user=user)

    def test_company_that_is_not_the_users_shows_no_exception(self):
        found = self.given_exception()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.auditor.write({"company_ids": [Command.set(elsewhere.ids)], "company_id": elsewhere.id})

        rows = self.env["dg.exception"].with_user(self.auditor).with_context(allowed_company_ids=elsewhere.ids)
        self.assertNotIn(found, rows.search([]))
