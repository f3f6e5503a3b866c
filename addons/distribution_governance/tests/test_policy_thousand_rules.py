"""Does a draft of a thousand rules stay usable?"""

from odoo import Command
from odoo.tests import tagged

from .common import PREFIX, GovernanceCase
from .policy_case import SPEC


@tagged("post_install", "-at_install")
class TestThousandRules(GovernanceCase):
    """Opening, publishing, deciding."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_draft(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Large order with discount", "warn", {"deepest_discount": "> 0", "amount_untaxed": "> 5000"}),
        )

    def test_draft_of_a_thousand_rules_opens_with_the_queries_of_a_small_one(self):
        small, _shown = self.queries_to_open()
        self.given_thousand_rules()

        large, shown = self.queries_to_open()

        self.assertEqual(len(shown["rule_ids"]), 1000)
        self.assertEqual(shown["rule_ids"][-1]["cells"], {"deepest_discount": "> 999"})
        self.assertLessEqual(large, small + 5)

    def queries_to_open(self):
        """Return the number of queries that the form needs, and what it gets."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        [shown] = self.policy.with_user(self.manager).web_read(SPEC)
        return self.env.cr.sql_log_count - before, shown

    def test_thousand_rules_are_published_and_decided_on(self):
        self.given_thousand_rules()
        self.policy.action_publish()
        order = self.given_order(discount=2)

        order.action_confirm()

        self.assert_held(order, "Rule 1", "Rule 0")

    def given_thousand_rules(self):
        """Replace the rules of the draft by a thousand."""
        fact = self.env.ref(PREFIX + "deepest_discount")
        self.policy.rule_ids.unlink()
        self.policy.rule_ids = [
            Command.create(
                {
                    "name": f"Rule {number}",
                    "sequence": number,
                    "condition_ids": [Command.create({"fact_id": fact.id, "test": f"> {number}"})],
                }
            )
            for number in range(1000)
        ]
        self.env.flush_all()
