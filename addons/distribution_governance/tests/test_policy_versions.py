"""Who brings which version into force, and from when on?"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..exceptions import PolicyNotPublishable
from .policy_case import NOON, TOMORROW, VersionCase


@tagged("post_install", "-at_install")
class TestPublishing(VersionCase):
    """From when on, and what was looked at."""

    def test_version_for_tomorrow_acts_from_then_on(self):
        version = self.given_version(later=TOMORROW)

        self.assertEqual(version.status, "planned")
        self.assertEqual(self.policy.planned_version_id, version)
        self.assertFalse(self.policy.current_version_id)
        self.assertFalse(self.policy.has_unpublished_changes)
        self.assertFalse(self.is_held())
        self.clock.move_to(TOMORROW)
        self.env.invalidate_all()
        self.assertTrue(self.is_held())
        self.assertEqual((version.status, self.policy.current_version_id), ("in_force", version))

    def test_version_in_force_acts_until_the_planned_one_begins(self):
        first = self.given_version("> 10")
        second = self.given_version("> 20", later=TOMORROW)

        self.assertTrue(self.is_held(18))
        self.clock.move_to(TOMORROW)
        self.env.invalidate_all()
        self.assertFalse(self.is_held(18))
        self.assertEqual((first.status, second.status), ("past", "in_force"))

    def test_second_publication_for_the_same_moment_is_refused(self):
        self.given_version(later=TOMORROW)
        with self.assertRaisesRegex(PolicyNotPublishable, "Version 1 .* is planned to begin on .*Withdraw it first"):
            self.given_version("> 20", later=TOMORROW)

    def test_publication_that_a_planned_version_would_replace_is_refused(self):
        self.given_version(later=TOMORROW)
        later = self.given_version("> 20", later=TOMORROW + timedelta(days=2))
        for moment in (None, NOON + timedelta(hours=1), TOMORROW + timedelta(days=1)):
            with self.subTest(moment=moment), self.assertRaisesRegex(PolicyNotPublishable, "Version 2"):
                self.given_version("> 30", later=moment)
        self.assertEqual(self.policy._planned_versions()[-1], later)

    def test_moment_in_the_past_is_refused(self):
        for moment in (NOON, NOON - timedelta(days=1)):
            with self.subTest(moment=moment), self.assertRaisesRegex(PolicyNotPublishable, "now or in the future"):
                self.given_version(later=moment)

    def test_dialog_publishes_later_and_says_why(self):
        wizard = self.publish_wizard(begins="later", valid_from=TOMORROW, note="Agreed in March.")

        wizard.action_publish()

        version = self.policy.version_ids
        self.assertEqual((version.valid_from, version.note), (TOMORROW, "Agreed in March."))
        self.assertEqual(version.published_by_id, self.second_manager)
        self.assertIn('"note":"Agreed in March."', self.last_event().payload)
        self.assertIn(fields.Datetime.to_string(TOMORROW), self.last_event().payload)

    def last_event(self):
        """Return the newest event about the policy."""
        domain = [("document_model", "=", "dg.policy"), ("document_id", "=", self.policy.id)]
        return self.env["dg.event"].search(domain, limit=1)

    def test_dialog_asks_for_the_moment(self):
        with self.assertRaisesRegex(ValidationError, "from when on"):
            self.publish_wizard(begins="later")

    def test_draft_changed_since_the_dialog_was_opened_is_refused(self):
        wizard = self.publish_wizard()
        self.policy.with_user(self.manager).rule_ids.cells = {"deepest_discount": "> 90"}

        with self.assertRaisesRegex(PolicyNotPublishable, "changed since you opened it"):
            wizard.action_publish()
        self.assertFalse(self.policy.version_ids)

    def test_dialog_publishes_a_draft_that_is_as_it_was_shown(self):
        wizard = self.publish_wizard()
        rule = self.policy.with_user(self.manager).rule_ids
        rule.cells = {"deepest_discount": "> 90"}
        rule.cells = {"deepest_discount": "> 10"}

        wizard.action_publish()

        self.assertEqual(self.policy.state, "published")

    def test_author_is_refused_before_the_dialog_and_in_it(self):
        wizard = self.publish_wizard(user=self.manager)
        for call in (
            lambda: self.rpc("dg.policy", "action_open_publish", self.policy.ids, user=self.manager),
            lambda: self.rpc("dg.policy.publish.wizard", "action_publish", wizard.ids, user=self.manager),
        ):
            with self.assertRaisesRegex(PolicyNotPublishable, "Ask another governance manager"):
                call()

    def test_earlier_author_than_the_last_may_not_publish_either(self):
        self.policy.with_user(self.second_manager).rule_ids.name = "Discount"

        for user in (self.manager, self.second_manager):
            with self.subTest(user=user.login), self.assertRaises(PolicyNotPublishable):
                self.policy.with_user(user).action_publish()

    def test_dialog_is_for_managers(self):
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.publish_wizard(user=user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.policy", "action_open_publish", self.policy.ids, user=user)

    def test_nobody_writes_a_version_over_rpc(self):
        version = self.given_version()
        for user in (self.manager, self.env.user):
            for method, arguments in (
                ("write", [version.ids, {"valid_from": "2020-01-01"}]),
                ("write", [version.ids, {"note": "Other words"}]),
                ("unlink", [version.ids]),
            ):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    self.rpc("dg.policy.version", method, *arguments, user=user)
        with self.assertRaises(AccessError):
            self.rpc("dg.policy.version", "create", [{"policy_id": self.policy.id}], user=self.manager)
