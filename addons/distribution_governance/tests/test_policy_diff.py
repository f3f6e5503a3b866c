"""Is it told cell by cell what a version changed?"""

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestPolicyDiff(GovernanceCase):
    """Differences between versions, and between a version and the draft."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_policy(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Large order", "warn", {"amount_untaxed": "> 5000"}),
        )
        self.first = self.policy.version_ids

    def comparison(self, **values):
        """Open the comparison as a reader does."""
        comparisons = self.env["dg.policy.comparison"].with_user(self.auditor)
        return comparisons.create({"policy_id": self.policy.id, **values})

    def test_first_version_is_all_new(self):
        changes = self.first.changes

        self.assertTrue(changes["is_first"])
        self.assertEqual([row["kind"] for row in changes["rows"]], ["added", "added"])
        self.assertEqual(changes["sentences"], [])

    def test_draft_is_compared_cell_by_cell_with_the_version_in_force(self):
        rule, large = self.policy.rule_ids
        rule.write({"effect": "block", "cells": {"deepest_discount": "> 12", "margin_percent": "< 15"}})
        large.unlink()
        self.policy.rule_ids = [Command.create({"name": "Margin unknown", "cells": {"margin_percent": "null"}})]

        changes = self.comparison(before_id=self.first.id).changes

        changed, removed, added = changes["rows"]
        self.assertEqual(changed["effect"], {"old": "hold", "new": "block"})
        self.assertEqual(changed["cells"]["deepest_discount"], {"old": "> 10", "new": "> 12"})
        self.assertEqual(changed["cells"]["margin_percent"], {"old": "", "new": "< 15"})
        self.assertEqual(changed["name"], {"new": "Discount above 10 %"})
        self.assertEqual((removed["kind"], removed["name"]["old"]), ("removed", "Large order"))
        self.assertEqual((added["kind"], added["cells"]["margin_percent"]["new"]), ("added", "null"))
        self.assertEqual(
            {column["label"] for column in changes["columns"]},
            {"Deepest line discount", "Order margin", "Untaxed amount"},
        )

    def test_scope_tolerance_and_order_are_told_in_sentences(self):
        self.policy.write(
            {"domain": "[('amount_untaxed', '>', 5)]", "release_tolerance": 2.5, "is_strict": True, "name": "Renamed"}
        )
        self.policy.rule_ids[0].sequence = 99

        sentences = self.comparison(before_id=self.first.id).changes["sentences"]

        self.assertIn("Name: Sales policy → Renamed", sentences)
        self.assertIn('Scope: nothing → [["amount_untaxed", ">", 5]]', sentences)
        self.assertIn("Release Tolerance (%): 0.0 → 2.5", sentences)
        self.assertIn("Strict Release: no → yes", sentences)
        self.assertIn("The order of the rules changed.", sentences)

    def test_any_two_versions_are_compared_the_earlier_first(self):
        self.policy.rule_ids[0].cells = {"deepest_discount": "> 12"}
        self.policy.action_publish()
        second = self.policy.current_version_id
        comparison = self.comparison(before_id=second.id, after_id=self.first.id)

        comparison._onchange_order()

        self.assertEqual((comparison.before_id, comparison.after_id), (self.first, second))
        [row] = comparison.changes["rows"]
        self.assertEqual(row["cells"]["deepest_discount"], {"old": "> 10", "new": "> 12"})
        self.assertEqual(second.changes["rows"], comparison.changes["rows"])
        self.assertEqual(comparison.changes["unchanged"], 1)

    def test_equal_contents_have_no_differences(self):
        changes = self.comparison(before_id=self.first.id).changes

        self.assertEqual((changes["rows"], changes["sentences"], changes["unchanged"]), ([], [], 2))

    def test_changed_meaning_of_a_fact_is_told(self):
        old = self.first._published()
        new = self.first._published()
        new["facts"]["deepest_discount"]["direction"] = "neutral"

        sentences = self.first._difference(old, new)["sentences"]

        self.assertEqual(sentences, ["Meaning of the fact “Deepest line discount”: higher_is_worse → neutral"])

    def test_setting_of_another_part_is_told_by_its_key(self):
        old = {**self.first._published(), "limit": 5}
        new = {**self.first._published(), "limit": 7}

        self.assertEqual(self.first._difference(old, new)["sentences"], ["limit: 5 → 7"])

    def test_comparison_shows_nothing_to_whoever_reads_no_policies(self):
        stranger = new_test_user(self.env, "dg_stranger", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.env["dg.policy.comparison"].with_user(stranger).create({"policy_id": self.policy.id})

    def test_other_companies_see_no_comparison(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        foreigner = new_test_user(
            self.env,
            "dg_foreigner",
            groups="distribution_governance.group_dg_manager",
            company_id=elsewhere.id,
            company_ids=elsewhere.ids,
        )
        comparisons = self.env["dg.policy.comparison"].with_user(foreigner)
        with self.assertRaises(AccessError):
            comparisons.create({"policy_id": self.policy.id, "before_id": self.first.id}).read(["changes"])
