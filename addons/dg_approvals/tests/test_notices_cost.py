"""What does it cost to show requests in Odoo's own channels, and does it run by itself?"""

from unittest.mock import patch

from odoo.exceptions import ConcurrencyError
from odoo.tests import tagged

from .mirror_case import MirrorCase


@tagged("post_install", "-at_install")
class TestCostOfMirroring(MirrorCase):
    """The price of a run, in statements."""

    def statements(self, work):
        """Return how many statements `work` takes."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_run_with_nothing_to_do_takes_a_handful_of_statements(self):
        self.given_held_orders(3)
        self.when_mirrored()

        self.assertLessEqual(self.statements(self.when_mirrored), 6)

    def test_run_takes_as_many_statements_for_fifty_questions_as_for_five(self):
        self.given_held_orders(1)
        self.when_mirrored()
        mirror = self.env["dg.approval.request"]._mirror_next
        self.given_held_orders(5)
        few = self.statements(mirror)
        self.given_held_orders(50)
        many = self.statements(mirror)

        self.assertLessEqual(many, few + 2)
        self.assertLessEqual(many, 50)

    def test_scheduled_actions_do_all_of_it(self):
        orders = self.given_held_orders(3)
        with self.enter_registry_test_mode():
            self.env.ref("dg_approvals.ir_cron_dg_mirror_approvals").method_direct_trigger()
            self.env.ref("dg_approvals.ir_cron_dg_mail_approvals").method_direct_trigger()
        self.env.invalidate_all()

        self.assertEqual(len(self.activities(orders)), 3)
        self.assertTrue(self.env["dg.approval.digest"].search([("user_id", "=", self.lead.id)]).mailed_at)

    def test_run_that_meets_a_vote_begins_its_batch_again(self):
        orders = self.given_held_orders(2)
        model = type(self.env["dg.approval.story"])
        keep, kept = model._keep, []

        def keep_the_second_time(story, reached):
            kept.append(reached)
            if len(kept) == 1:
                raise ConcurrencyError("Somebody was faster.")
            return keep(story, reached)

        with patch.object(model, "_keep", keep_the_second_time), self.enter_registry_test_mode():
            self.env.ref("dg_approvals.ir_cron_dg_mirror_approvals").method_direct_trigger()
        self.env.invalidate_all()

        self.assertEqual((len(kept), len(self.activities(orders))), (2, 2))
        self.assertEqual([len(self.notes(order)) for order in orders], [1, 1])
