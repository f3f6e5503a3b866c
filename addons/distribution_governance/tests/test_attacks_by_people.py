"""Are the ways in which people once got past a release or a policy closed, and do they stay closed?"""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..exceptions import ReleaseRefused
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestAttacksByPeople(GovernanceCase):
    """Releases, policies and people from outside."""

    # ---- releases ----

    def test_controller_cannot_release_what_he_submitted(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.with_user(self.controller).action_confirm()

        with self.assertRaisesRegex(ReleaseRefused, "submitted"):
            self.when_released(order)

    def test_dialog_opened_on_other_figures_releases_nothing(self):
        self.given_discount_policy()
        order = self.given_order(discount=12)
        order.action_confirm()
        wizards = self.env["dg.release.wizard"].with_user(self.controller)
        opened = wizards.with_context(default_hold_ids=self.holds(order).ids).create({"reason": "12 % is fine."})
        order.order_line.discount = 25
        order.action_confirm()

        with self.assertRaisesRegex(ReleaseRefused, "other figures since you opened this"):
            opened.action_release()

        self.assert_held(order, "Discount above 10 %")

    def test_release_is_used_up_by_the_confirmation(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        self.when_released(order)
        order.action_cancel()
        order.action_draft()

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")

    def test_release_that_was_not_needed_is_used_up_as_well(self):
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        discount = self.holds(order).filtered(lambda hold: hold.rule_name != "Large")
        discount.with_user(self.controller)._release("Fine.")
        order.order_line.discount = 0
        order.action_confirm()
        self.when_released(order)
        self.assert_confirmed(order)
        order.action_cancel()
        order.action_draft()
        order.order_line.discount = 18

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %", "Large")

    def test_release_is_given_for_one_customer(self):
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        large = self.holds(order).filtered(lambda hold: hold.rule_name == "Large")
        large.with_user(self.controller)._release("This customer may.")
        order.partner_id = self.env["res.partner"].create({"name": "Somebody else", "is_company": True})

        order.order_line.discount = 0
        order.action_confirm()

        self.assert_held(order, "Large")

    def test_rule_that_blocks_now_is_not_covered_by_a_release_from_before(self):
        policy = self.given_discount_policy()
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        order = self.given_order(discount=18)
        order.action_confirm()
        self.holds(order).filtered(lambda hold: hold.policy_id == policy).with_user(self.controller)._release("Fine.")
        policy.rule_ids.effect = "block"
        policy.action_publish()

        order.action_confirm()

        self.assertEqual(order.dg_gate_state, "blocked")

    def test_superuser_mode_writes_no_release(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()

        with self.assertRaises(AccessError):
            self.holds(order).sudo().write({"state": "released", "released_values": {"deepest_discount": "99"}})

    # ---- policies ----

    def test_manager_forges_neither_state_nor_authors(self):
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        for values in ({"state": "published"}, {"author_ids": [Command.clear()]}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.rpc("dg.policy", "write", policy.ids, values, user=self.manager)
        created = self.rpc(
            "dg.policy",
            "create",
            [{"name": "Born", "process_id": self.process.id, "company_id": self.company.id, "state": "published"}],
            user=self.manager,
        )
        self.assertEqual(self.env["dg.policy"].browse(created).state, "draft")

    def test_somebody_elses_small_change_does_not_free_the_author(self):
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        policy.with_user(self.manager).rule_ids.condition_ids.test = "> 90"
        policy.with_user(self.second_manager).rule_ids.sequence = 3

        for user in (self.manager, self.second_manager):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                policy.with_user(user).action_publish()

    def test_switching_a_policy_off_is_on_record_and_ends_its_holds(self):
        policy = self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()
        with self.assertRaises(UserError):
            policy.with_user(self.manager).process_id = self.process.copy({"mode": "observe"})

        policy.with_user(self.manager).active = False

        self.assertEqual(self.journal(policy)[-1], "policy.archived")
        self.assertEqual(self.holds(order).state, "withdrawn")

    def test_archived_policy_acts_on_nobody_whatever_the_context_says(self):
        policy = self.given_discount_policy()
        policy.active = False
        order = self.given_order(discount=18)

        order.with_context(active_test=False).action_confirm()

        self.assert_confirmed(order)

    def test_rule_without_conditions_holds_everything_and_breaks_nothing(self):
        self.given_policy(("Everything", "hold", {}))
        order = self.given_order()

        order.action_confirm()

        self.assert_held(order, "Everything")

    # ---- people from outside ----

    def test_customer_on_the_portal_reads_no_policy_and_submits_nothing(self):
        self.given_discount_policy()
        portal = new_test_user(
            self.env, "dg_portal", groups="base.group_portal", company_id=self.company.id, company_ids=self.company.ids
        )
        order = self.given_order(discount=18, partner_id=portal.partner_id.id)
        order.message_subscribe(portal.partner_id.ids)
        order.action_confirm()

        with self.assertRaises(AccessError):
            self.rpc("sale.order", "read", order.ids, ["dg_banner"], user=portal)
        with self.assertRaises(AccessError):
            self.rpc("sale.order", "action_confirm", order.ids, user=portal)
        answer = order.with_user(portal).sudo().action_confirm()
        self.assertNotIn("Discount", str(answer))

    def test_user_who_may_only_read_an_order_submits_nothing(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        reader = self._user("dg_reader", "account.group_account_readonly")

        with self.assertRaises(AccessError):
            self.rpc("sale.order", "action_confirm", order.ids, user=reader)

        self.assertFalse(self.decisions(order))
