"""Does a step that cannot be told about stop others, and does somebody hear of it?"""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .watch_case import WatchCase

LOG = "odoo.addons.dg_approvals.models.dg_approval_watch"
KIND = "approval_not_watched"


class Killed(Exception):
    """The process ended in the middle of a batch."""


@tagged("post_install", "-at_install")
class TestFailingSteps(WatchCase):
    """One step fails, its neighbours do not; a batch that was not committed is done again."""

    def given_broken_request(self, breach_action, broken, count=3):
        """Let orders be late, with values in the request of the middle one that no method of ours would write."""
        orders = self.given_late_orders(count, breach_action)
        request = self.request(orders[1])
        request._change(broken)
        return orders, request

    @mute_logger(LOG)
    def when_watched_with_failures(self, times=1):
        """Let the watch look, and keep what it logs about failures out of the log of the tests."""
        self.when_watched(times)

    def test_step_that_fails_stops_no_other_and_is_an_exception(self):
        # A request that was ended by hand, in the database, with a step that is still open.
        orders, request = self.given_broken_request("reject", {"state": "withdrawn"})
        self.when_watched_with_failures()

        states = [self.request(order).state for order in orders]
        self.assertEqual(states, ["rejected", "withdrawn", "rejected"])
        exception = self.exceptions(orders[1], KIND)
        self.assertIn("could be neither reminded nor escalated", exception.detail)
        self.assertIn("cancel the request", exception.detail)
        self.assertIn("exception.opened", self.journal(orders[1]))
        step = request.step_ids[0]
        self.assertEqual((step.state, step.breached_at), ("open", False))
        self.assertGreater(step.next_at, fields.Datetime.now() + timedelta(minutes=50))

    def test_step_that_fails_again_opens_no_second_exception(self):
        orders, request = self.given_broken_request("reject", {"state": "withdrawn"})
        self.when_watched_with_failures()
        self.assertFalse(self.env["dg.approval.step"]._to_do(10))
        self.given_lateness(request.step_ids[0])
        self.when_watched_with_failures()

        self.assertEqual(len(self.exceptions(orders[1], KIND)), 1)
        self.assertTrue(request.step_ids[0].next_at)

    def test_steps_of_one_document_that_both_fail_are_two_exceptions(self):
        self.board.write({"is_parallel": True, "breach_action": "reject"})
        order, request = self.given_late_request("reject")
        self.given_lateness(request.step_ids)
        request._change({"state": "withdrawn"})
        self.when_watched_with_failures()

        found = self.exceptions(order, KIND)
        self.assertEqual(set(found.mapped("fact_key")), {str(step.id) for step in request.step_ids})

    def test_exception_ends_by_itself_once_the_step_can_be_escalated(self):
        orders, request = self.given_broken_request("reject", {"state": "withdrawn"})
        self.when_watched_with_failures()
        self.env["dg.exception"]._cron_resolve_gone()
        self.assertEqual(self.exceptions(orders[1], KIND).state, "open")

        request._change({"state": "open"})
        self.given_lateness(request.step_ids[0])
        self.when_watched()
        self.env["dg.exception"]._cron_resolve_gone()

        self.assertEqual(request.state, "rejected")
        self.assertEqual(self.exceptions(orders[1], KIND).state, "resolved")

    def test_document_of_a_kind_that_is_not_installed_any_more_stops_no_other(self):
        orders, request = self.given_broken_request("add_next", {"document_model": "gone.document"})
        self.when_watched_with_failures()

        steps = self.steps(orders[0] + orders[2]).filtered(lambda step: step.state == "open")
        self.assertTrue(all(steps.mapped("breached_at")))
        exception = self.env["dg.exception"].search([("kind", "=", KIND)])
        self.assertEqual((exception.document_model, exception.document_id), ("res.company", self.company.id))
        self.assertIn(request.document_name, exception.title)

    def test_reminder_that_fails_is_tried_again(self):
        orders = self.given_held_orders(2)
        steps = self.steps(orders).filtered("next_at")
        self.given_remind_soon(steps)
        self.request(orders[0])._change({"document_model": "gone.document"})
        self.when_watched_with_failures()

        self.assertTrue(steps[0]._is_put_off())
        self.assertEqual(self.journal(orders[1]).count("approval.reminded"), 1)

    def test_batch_that_was_killed_is_done_again_and_each_thing_once(self):
        orders = self.given_late_orders(5)
        with self.assertRaises(Killed), self.env.cr.savepoint():
            self.env["dg.approval.step"]._to_do(3)._do_what_is_due()
            self.env.flush_all()
            raise Killed
        self.assertFalse(any(self.escalations(order) for order in orders))
        self.when_watched()

        self.assertEqual([len(self.escalations(order)) for order in orders], [1] * 5)

    def test_scheduled_action_does_all_batches(self):
        orders = self.given_late_orders(5)
        with patch("odoo.addons.dg_approvals.models.dg_approval_watch.BATCH", 2), self.enter_registry_test_mode():
            self.env.ref("dg_approvals.ir_cron_dg_watch_steps").method_direct_trigger()
        self.env.invalidate_all()

        self.assertEqual([len(self.escalations(order)) for order in orders], [1] * 5)

    def test_batch_that_meets_a_vote_is_begun_again(self):
        orders = self.given_late_orders(2)
        model = type(self.env["dg.event"])
        append, tried = model._append, []

        def meet_a_vote_first(journal, drafts):
            tried.append(drafts)
            if len(tried) == 1:
                raise ConcurrencyError("Somebody was faster.")
            return append(journal, drafts)

        with patch.object(model, "_append", meet_a_vote_first), self.enter_registry_test_mode():
            self.env.ref("dg_approvals.ir_cron_dg_watch_steps").method_direct_trigger()
        self.env.invalidate_all()

        self.assertEqual([len(self.escalations(order)) for order in orders], [1, 1])
        self.assertFalse(self.env["dg.exception"].search([("kind", "=", KIND)]))
