"""Can a policy be written, published and trusted?"""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..exceptions import PolicyNotPublishable
from .common import PREFIX, GovernanceCase


@tagged("post_install", "-at_install")
class TestPolicy(GovernanceCase):
    """Drafts, versions and who publishes."""

    def condition(self, fact, test):
        """Return the command that adds a cell."""
        return Command.create({"fact_id": self.env.ref(PREFIX + fact).id, "test": test})

    def test_malformed_test_names_position_and_expectation(self):
        with self.assertRaisesRegex(ValidationError, r"“> ten” on “Deepest line discount” cannot be read.*3"):
            self.given_draft(("Discount", "hold", {"deepest_discount": "> ten"}))

    def test_scope_that_cannot_be_read_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "partner_id = 1", "{}"):
            with self.subTest(domain=domain), self.assertRaisesRegex(ValidationError, "cannot be read"):
                self.given_draft(("Any", "hold", {"deepest_discount": "-"}), domain=domain)

    def test_draft_acts_on_nothing(self):
        self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        order = self.given_order(discount=18)

        order.action_confirm()

        self.assert_confirmed(order)

    def test_edit_after_publishing_acts_only_when_published_again(self):
        policy = self.given_discount_policy()
        policy.rule_ids.condition_ids.test = "> 20"
        self.assertTrue(policy.has_unpublished_changes)
        first = self.given_order(discount=18)
        first.action_confirm()
        self.assert_held(first, "Discount above 10 %")

        policy.action_publish()
        second = self.given_order(discount=18)
        second.action_confirm()

        self.assert_confirmed(second)
        self.assertEqual(sorted(policy.version_ids.mapped("number")), [1, 2])
        self.assertFalse(policy.has_unpublished_changes)
        self.assertIn("> 10", self.decisions(first).version_ids.rules_text)

    def test_version_of_tomorrow_does_not_act_today(self):
        policy = self.given_discount_policy()
        version = policy.version_ids
        self.env.cr.execute("ALTER TABLE dg_policy_version DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE dg_policy_version SET valid_from = %s WHERE id = %s",
            [fields.Datetime.now() + timedelta(days=1), version.id],
        )
        self.env.cr.execute("ALTER TABLE dg_policy_version ENABLE TRIGGER USER")
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        order = self.given_order(discount=18)

        order.action_confirm()

        self.assert_confirmed(order)

    def test_author_cannot_publish_his_own_change(self):
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        policy.with_user(self.manager).rule_ids.condition_ids.test = "> 12"

        with self.assertRaisesRegex(PolicyNotPublishable, "Ask another governance manager"):
            policy.with_user(self.manager).action_publish()
        policy.with_user(self.second_manager).action_publish()

        self.assertIn(self.manager.name, policy.version_ids.author_names)
        self.assertEqual(policy.version_ids.published_by_id, self.second_manager)
        self.assertEqual(self.journal(policy), ["policy.published"])

    def test_company_may_switch_the_second_manager_off_on_the_record(self):
        self.company.dg_second_manager = False
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        policy.with_user(self.manager).name = "Mine"
        policy.with_user(self.manager).action_publish()

        self.assertEqual(policy.state, "published")
        self.assertEqual(self.journal(self.company), ["company.second_manager_changed"])

    def test_salesperson_and_controller_can_neither_write_nor_publish(self):
        policy = self.given_draft(("Discount above 10 %", "hold", {"deepest_discount": "> 10"}))
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    policy.with_user(user).write({"name": "Free for all"})
                with self.assertRaises(AccessError):
                    policy.with_user(user).action_publish()
                with self.assertRaises(AccessError):
                    self.process.with_user(user).write({"mode": "observe"})

    def test_policy_without_rules_is_not_published(self):
        policy = self.given_draft()

        with self.assertRaisesRegex(PolicyNotPublishable, "has no rules"):
            policy.action_publish()

    def test_published_policy_is_retired_not_deleted(self):
        policy = self.given_discount_policy()
        with self.assertRaisesRegex(UserError, "Retire it"):
            policy.unlink()

        policy.action_retire()
        order = self.given_order(discount=18)
        order.action_confirm()

        self.assert_confirmed(order)

    def test_most_severe_effect_wins_and_every_reason_is_kept(self):
        self.given_policy(
            ("Discount above 5 %", "warn", {"deepest_discount": "> 5"}),
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Large order with discount", "hold", {"deepest_discount": "> 0", "amount_untaxed": "> 50"}),
        )
        order = self.given_order(discount=18)

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %", "Large order with discount")
        self.assertEqual(len(self.decisions(order).reason_ids), 3)

    def test_every_guarded_field_exists(self):
        for model in self.env.registry.descendants(["dg.derived.fields.mixin"], "_inherit"):
            self.assertLessEqual(self.env[model]._dg_derived_fields, set(self.env[model]._fields))

    def test_every_published_fact_of_the_adapter_is_in_the_catalogue(self):
        for model in self.env["dg.fact"]._governed_models():
            declared = self.env[model]._dg_declared_facts()
            known = self.env["dg.fact"].search([("document_model", "=", model)])
            self.assertEqual(set(known.mapped("key")), set(declared))
