"""How is a version called off before it begins?"""

from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..exceptions import PolicyNotPublishable
from .policy_case import TOMORROW, VersionCase


@tagged("post_install", "-at_install")
class TestWithdrawal(VersionCase):
    """Calling off what has not begun."""

    def when_withdrawn(self, version, user=None, reason="The supplier objected."):
        """Call a version off through the dialog."""
        wizards = self.env["dg.policy.withdraw.wizard"].with_user(user or self.second_manager)
        return wizards.create({"version_id": version.id, "reason": reason}).action_withdraw()

    def test_withdrawn_version_never_acts(self):
        self.given_version("> 10")
        planned = self.given_version("> 5", later=TOMORROW)

        self.when_withdrawn(planned)

        self.assertEqual(planned.status, "withdrawn")
        self.assertFalse(self.policy.planned_version_id)
        self.assertTrue(self.policy.has_unpublished_changes)
        self.clock.move_to(TOMORROW + timedelta(days=1))
        self.env.invalidate_all()
        self.assertFalse(self.is_held(8))
        self.assertTrue(self.is_held(18))
        self.assertEqual(
            self.journal(self.policy), ["policy.published", "policy.published", "policy.version_withdrawn"]
        )

    def test_after_a_withdrawal_the_moment_is_free_again(self):
        self.when_withdrawn(self.given_version(later=TOMORROW))

        version = self.given_version("> 20", later=TOMORROW)

        self.assertEqual((version.number, version.status), (2, "planned"))

    def test_withdrawal_makes_no_author_a_publisher(self):
        planned = self.given_version(later=TOMORROW)
        self.when_withdrawn(planned, user=self.manager)

        with self.assertRaisesRegex(PolicyNotPublishable, "Ask another governance manager"):
            self.policy.with_user(self.manager).action_publish()

    def test_version_that_has_begun_is_not_withdrawn(self):
        version = self.given_version()
        with self.assertRaisesRegex(PolicyNotPublishable, "Only a planned version can be withdrawn"):
            self.when_withdrawn(version)

    def test_version_is_withdrawn_once(self):
        version = self.given_version(later=TOMORROW)
        self.when_withdrawn(version)
        with self.assertRaisesRegex(PolicyNotPublishable, "Only a planned version"):
            self.when_withdrawn(version)

    def test_withdrawal_needs_a_reason_and_a_manager(self):
        version = self.given_version(later=TOMORROW)
        with self.assertRaisesRegex(ValidationError, "in a few words"):
            self.when_withdrawn(version, reason="  ")
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.when_withdrawn(version, user=user)
        self.assertEqual(version.status, "planned")

    def test_withdrawal_is_evidence(self):
        version = self.given_version(later=TOMORROW)
        self.when_withdrawn(version)
        row = version.withdrawal_ids
        self.assertEqual((row.reason, row.withdrawn_by_id), ("The supplier objected.", self.second_manager))
        for user in (self.manager, self.env.user):
            for method, arguments in (("write", [row.ids, {"reason": "Other"}]), ("unlink", [row.ids])):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    self.rpc("dg.policy.withdrawal", method, *arguments, user=user)
        with self.assertRaises(AccessError):
            self.rpc("dg.policy.withdrawal", "create", [{"version_id": version.id}], user=self.manager)

    def test_retiring_a_policy_withdraws_what_was_planned(self):
        version = self.given_version(later=TOMORROW)

        self.policy.with_user(self.second_manager).action_retire()

        self.assertEqual(version.status, "withdrawn")
        self.assertEqual(version.withdrawal_ids.reason, "The policy was retired.")
