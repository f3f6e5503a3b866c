"""Does a release that nobody used end, and does nothing that ended cover anything?"""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestExpiry(ControlCase):
    """A release of one of two reasons, which waits for the other."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        self.order = self.given_held()
        self.released = self.holds(self.order).filtered(lambda hold: hold.rule_name != "Large")
        end = fields.Datetime.now() + timedelta(days=1)
        self.released.with_user(self.controller)._release("Until tomorrow.", end)

    def when_a_day_has_passed(self):
        """Let the release reach its end."""
        self.env.flush_all()
        self.env.cr.execute("UPDATE dg_hold SET valid_until = now() - interval '1 hour' WHERE valid_until IS NOT NULL")
        self.env.invalidate_all()

    def test_release_past_its_end_expires_and_the_journal_says_so(self):
        self.when_a_day_has_passed()

        self.released._past_their_end()._expire()

        self.assertEqual(self.released.state, "expired")
        self.assertEqual(self.payload_of(self.order, "hold.expired")["holds"][0]["hold_id"], self.released.id)

    def test_scheduled_action_ends_all_of_them_and_finds_nothing_twice(self):
        self.when_a_day_has_passed()
        with self.enter_registry_test_mode():
            self.env.ref("distribution_governance.ir_cron_dg_expire_releases").method_direct_trigger()

        self.env.invalidate_all()
        self.assertEqual(self.released.state, "expired")
        self.assertFalse(self.released._past_their_end())

    def test_release_before_its_end_stays(self):
        self.assertFalse(self.env["dg.hold"]._past_their_end())

    def test_release_past_its_end_covers_nothing_before_and_after_the_scheduled_action(self):
        self.when_a_day_has_passed()
        self.order.action_confirm()
        self.assert_held(self.order, "Discount above 10 %", "Large")

        self.released._past_their_end()._expire()
        self.order.action_confirm()

        self.assert_held(self.order, "Discount above 10 %", "Large")

    def test_used_release_neither_expires_nor_covers(self):
        self.when_released(self.order)
        self.assert_confirmed(self.order)
        self.when_a_day_has_passed()

        self.assertFalse(self.env["dg.hold"]._past_their_end())
        self.order.sudo().action_cancel()
        self.order.sudo().action_draft()
        self.order.action_confirm()
        self.assert_held(self.order, "Discount above 10 %", "Large")

    def test_expired_release_of_a_deleted_order_ends_as_well(self):
        self.order.with_user(self.sales_manager).unlink()
        self.when_a_day_has_passed()

        self.env["dg.hold"]._past_their_end()._expire()

        self.assertEqual(self.released.state, "expired")
