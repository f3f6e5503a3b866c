"""What becomes of held documents when the policy that holds them changes?"""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import dg_recheck
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestRecheck(GovernanceCase):
    """Holds whose reason is gone are withdrawn; the others stay; nothing is confirmed that was not released."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_discount_policy()
        self.mild, self.deep = self.given_order(discount=12), self.given_order(discount=18)
        (self.mild | self.deep).action_confirm()

    def given_published_at(self, test):
        """Publish the policy with another threshold."""
        self.policy.rule_ids.condition_ids.test = test
        self.policy.action_publish()

    def when_rechecked(self, user=None):
        """Press the button as a manager and return the re-check."""
        action = self.rpc("dg.policy", "action_recheck", self.policy.ids, user=user or self.manager)
        recheck = self.env["dg.recheck"].browse(action["res_id"])
        self.assertEqual(recheck.state, "done", recheck.error)
        return recheck

    def assert_figures(self, recheck, documents, withdrawn, kept, resumed):
        """Exactly this came out."""
        self.assertEqual(
            (recheck.processed, recheck.withdrawn_count, recheck.kept_count, recheck.resumed_count),
            (documents, withdrawn, kept, resumed),
        )

    def test_hold_whose_reason_is_gone_is_withdrawn_and_the_other_stays(self):
        self.given_published_at("> 15")

        recheck = self.when_rechecked()

        self.assert_figures(recheck, 2, 1, 1, 0)
        self.assertEqual(self.holds(self.mild).state, "withdrawn")
        self.assert_held(self.deep, "Discount above 10 %")
        self.assertEqual(self.mild.state, "draft", "nothing is confirmed by itself")
        self.assertIn("hold.withdrawn", self.journal(self.mild))

    def test_only_documents_whose_holds_change_leave_a_decision(self):
        self.given_published_at("> 15")

        self.when_rechecked()

        self.assertEqual((len(self.decisions(self.mild)), len(self.decisions(self.deep))), (2, 1))
        decision = self.decisions(self.mild)[-1]
        self.assertEqual((decision.outcome, decision.actor_id), ("passed", self.manager))
        self.assertEqual(decision.version_ids, self.policy.current_version_id)

    def test_nothing_is_newly_held(self):
        fine = self.given_order(discount=3)
        fine.action_confirm()
        waiting = self.given_order(discount=8)
        self.given_published_at("> 5")

        self.assert_figures(self.when_rechecked(), 2, 0, 2, 0)
        self.assertFalse(self.holds(fine | waiting))

    def test_unchanged_policy_changes_nothing(self):
        before = self.env["dg.event"].search_count([("document_model", "=", "sale.order")])

        self.assert_figures(self.when_rechecked(), 2, 0, 2, 0)

        self.assertEqual(self.env["dg.event"].search_count([("document_model", "=", "sale.order")]), before)
        self.assertEqual(self.journal(self.policy)[-1], "policy.rechecked")

    def test_document_that_was_corrected_meanwhile_is_let_go(self):
        self.mild.order_line.discount = 4

        self.assert_figures(self.when_rechecked(), 2, 1, 1, 0)

    def test_hold_of_another_policy_is_left_alone(self):
        other = self.given_policy(("Any discount", "hold", {"deepest_discount": "> 0"}), name="Other")
        self.mild.action_confirm()
        other.rule_ids.condition_ids.test = "> 50"
        other.action_publish()
        self.given_published_at("> 15")

        self.when_rechecked()

        self.assert_held(self.mild, "Any discount")

    def test_document_that_was_released_for_everything_else_goes_on(self):
        self.given_policy(("Any order", "hold", {"amount_untaxed": "> 0"}), name="Value")
        self.mild.action_confirm()
        value = self.holds(self.mild, "active").filtered(lambda hold: hold.rule_name == "Any order")
        value.with_user(self.controller)._release("Agreed.")
        self.assert_held(self.mild, "Discount above 10 %")
        self.given_published_at("> 15")

        recheck = self.when_rechecked()

        self.assertEqual((recheck.resumed_count, recheck.problems), (1, ""))
        self.assert_confirmed(self.mild)
        self.assertEqual(self.deep.state, "draft")

    def test_released_document_goes_on_after_the_other_policy_was_retired(self):
        self.given_policy(("Any order", "hold", {"amount_untaxed": "> 0"}), name="Value")
        self.mild.action_confirm()
        value = self.holds(self.mild, "active").filtered(lambda hold: hold.rule_name == "Any order")
        value.with_user(self.controller)._release("Agreed.")
        self.policy.action_retire()
        self.assertEqual(self.mild.state, "draft")

        self.assertEqual(self.when_rechecked().resumed_count, 1)
        self.assert_confirmed(self.mild)

    def test_released_document_that_cannot_go_on_is_named(self):
        self.given_policy(("Any order", "hold", {"amount_untaxed": "> 0"}), name="Value")
        self.mild.action_confirm()
        value = self.holds(self.mild, "active").filtered(lambda hold: hold.rule_name == "Any order")
        value.with_user(self.controller)._release("Agreed.")
        self.given_published_at("> 15")
        self.env["sale.order.line"].create({"order_id": self.mild.id, "name": "No product", "display_type": False})

        recheck = self.when_rechecked()

        self.assertEqual((recheck.resumed_count, self.mild.state), (0, "draft"))
        self.assertIn(self.mild.name, recheck.problems)

    def test_retired_policy_leaves_nothing_to_check(self):
        self.policy.action_retire()

        self.assert_figures(self.when_rechecked(), 0, 0, 0, 0)
        self.assertEqual(set((self.holds(self.mild) | self.holds(self.deep)).mapped("state")), {"withdrawn"})

    def test_only_managers_re_check(self):
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.policy", "action_recheck", self.policy.ids, user=user)
        recheck = self.when_rechecked()
        for user, method, args in (
            (self.auditor, "action_cancel", [recheck.ids]),
            (self.auditor, "action_continue", [recheck.ids]),
            (self.salesperson, "read", [recheck.ids, ["state"]]),
            (self.manager, "write", [recheck.ids, {"state": "running"}]),
            (self.manager, "create", [{"policy_id": self.policy.id}]),
        ):
            with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                self.rpc("dg.recheck", method, *args, user=user)

    def test_many_documents_are_done_in_the_background_in_batches(self):
        self.given_published_at("> 15")
        with patch.object(dg_recheck, "BATCH", 1):
            action = self.rpc("dg.policy", "action_recheck", self.policy.ids, user=self.manager)
            recheck = self.env["dg.recheck"].browse(action["res_id"])
            self.assertEqual((recheck.state, recheck.total), ("running", 2))
            with self.enter_registry_test_mode():
                self.env.ref("distribution_governance.ir_cron_dg_run_jobs").method_direct_trigger()
        self.env.invalidate_all()

        self.assertEqual(recheck.state, "done")
        self.assert_figures(recheck, 2, 1, 1, 0)
        self.assertEqual(self.decisions(self.mild)[-1].actor_id, self.manager)

    def test_failing_batch_parks_the_re_check_and_it_goes_on_from_there(self):
        self.given_published_at("> 15")
        broken = patch.object(type(self.env["sale.order"]), "_dg_recheck", side_effect=ValueError("a broken shelf"))
        with broken, mute_logger("odoo.addons.distribution_governance.models.dg_job_mixin"):
            action = self.rpc("dg.policy", "action_recheck", self.policy.ids, user=self.manager)
        recheck = self.env["dg.recheck"].browse(action["res_id"])
        self.assertEqual((recheck.state, recheck.error), ("failed", "a broken shelf"))
        self.assert_held(self.mild, "Discount above 10 %")

        self.rpc("dg.recheck", "action_continue", recheck.ids, user=self.manager)

        self.assertEqual((recheck.state, recheck.error), ("done", False))
        self.assert_figures(recheck, 2, 1, 1, 0)

    def test_queries_do_not_grow_with_the_documents(self):
        self.given_published_at("> 99")
        few = self.queries_of_a_recheck()
        policy = self.policy
        policy.rule_ids.condition_ids.test = "> 10"
        policy.action_publish()
        for _ in range(12):
            self.given_order(discount=18).action_confirm()
        self.given_published_at("> 99")

        self.assertLessEqual(self.queries_of_a_recheck(), few + 2)

    def queries_of_a_recheck(self):
        """Return how many queries one re-check needs."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.when_rechecked()
        return self.env.cr.sql_log_count - before
