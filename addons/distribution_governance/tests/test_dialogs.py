"""Does a dialog belong to whoever opened it?"""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestDialogs(GovernanceCase):
    """Nobody changes what stands in a dialog on somebody else's screen."""

    def assert_closed_to(self, user, dialog, values):
        """The other person neither reads nor writes the dialog."""
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.rpc(dialog._name, "write", dialog.ids, values, user=user)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.rpc(dialog._name, "read", dialog.ids, list(values), user=user)

    def test_author_does_not_alter_what_the_second_manager_is_about_to_publish(self):
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        dialog = self.env["dg.policy.publish.wizard"].with_user(self.second_manager).create({"policy_id": policy.id})

        self.assert_closed_to(self.manager, dialog, {"note": "Nothing to see here"})

    def test_controller_does_not_alter_what_another_controller_is_about_to_release(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        holds = self.holds(order, "active")
        other = self._user("dg_other_controller", "distribution_governance.group_dg_controller")
        dialog = (
            self.env["dg.release.wizard"].with_user(self.controller).create({"hold_ids": holds.ids, "reason": "Agreed"})
        )

        self.assert_closed_to(other, dialog, {"reason": "I was told to"})
