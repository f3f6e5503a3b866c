"""What is said about a table before it is published?"""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exceptions import PolicyNotPublishable
from .common import GovernanceCase
from .policy_case import SPEC


@tagged("post_install", "-at_install")
class TestPolicyAnalysis(GovernanceCase):
    """Gaps, overlaps and idle rules, in words and with the rules they are about."""

    def findings(self, policy):
        """Return {kind: [(level, sentence, ids of rules)]}."""
        found = {}
        for finding in policy.analysis["findings"]:
            found.setdefault(finding["kind"], []).append((finding["level"], finding["sentence"], finding["rules"]))
        return found

    def test_overlaps_idle_and_identical_rules_are_named(self):
        policy = self.given_draft(
            ("Above 10", "hold", {"deepest_discount": "> 10"}),
            ("Above 20", "hold", {"deepest_discount": "> 20"}),
            ("Above 5", "warn", {"deepest_discount": "> 5"}),
        )

        found = self.findings(policy)

        [(level, sentence, rules)] = found["unreachable"]
        self.assertEqual((level, rules), ("odd", policy.rule_ids[1].ids))
        self.assertIn("“Above 20”", sentence)
        self.assertEqual(found["overlap"][0][2], [policy.rule_ids[0].id, policy.rule_ids[2].id])
        self.assertEqual(found["gap"][0][0], "note")

    def test_analysis_follows_what_is_typed_before_it_is_saved(self):
        policy = self.given_draft(("Above 10", "hold", {"deepest_discount": "> 10"}))
        rule = policy.rule_ids
        answer = self.rpc(
            "dg.policy",
            "onchange",
            policy.ids,
            {
                "rule_ids": [
                    Command.update(rule.id, {"cells": {"deepest_discount": "> 20"}}),
                    [0, "virtual_1", {"name": "New", "effect": "hold", "cells": {"deepest_discount": "> 30"}}],
                ]
            },
            ["rule_ids"],
            SPEC,
            user=self.manager,
        )

        findings = answer["value"]["analysis"]["findings"]
        idle = [finding for finding in findings if finding["kind"] == "unreachable"]
        self.assertEqual([finding["rules"] for finding in idle], [["virtual_1"]])
        self.assertIn("<= 20", next(finding["sentence"] for finding in findings if finding["kind"] == "gap"))

    def test_table_with_an_unreadable_cell_is_not_analysed(self):
        policy = self.given_draft(("Above 10", "hold", {"deepest_discount": "> 10"}))
        answer = self.rpc(
            "dg.policy",
            "onchange",
            policy.ids,
            {"rule_ids": [Command.update(policy.rule_ids.id, {"cells": {"deepest_discount": "> ten"}})]},
            ["rule_ids"],
            SPEC,
            user=self.manager,
        )

        self.assertEqual(answer["value"]["analysis"]["unread"], 1)
        self.assertFalse(answer["value"]["analysis"]["findings"])

    def test_rule_that_can_never_apply_is_not_published(self):
        policy = self.given_draft(("Never", "hold", {"deepest_discount": "not(< 10, >= 10)"}))

        self.assertEqual(self.findings(policy)["contradiction"][0][0], "blocking")
        with self.assertRaisesRegex(PolicyNotPublishable, "Rule “Never”.*never applies"):
            policy.action_publish()

    def test_gaps_and_overlaps_do_not_keep_a_draft_from_being_published(self):
        policy = self.given_draft(
            ("Above 10", "hold", {"deepest_discount": "> 10"}), ("Above 5", "warn", {"deepest_discount": "> 5"})
        )

        policy.action_publish()

        self.assertEqual(policy.state, "published")

    def test_draft_without_rules_has_nothing_to_be_said_about(self):
        self.assertEqual(self.given_draft().analysis["findings"], [])

    def test_reader_of_policies_reads_the_analysis(self):
        policy = self.given_draft(("Above 10", "hold", {"deepest_discount": "> 10"}))

        [shown] = self.rpc("dg.policy", "read", policy.ids, ["analysis"], user=self.auditor)

        self.assertTrue(shown["analysis"]["findings"])
        with self.assertRaises(UserError):
            self.rpc("dg.policy", "write", policy.ids, {"analysis": {}}, user=self.auditor)
