"""Does an earlier version come back with the identity of its rules, and what becomes of holds when a policy goes?"""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..exceptions import PolicyNotPublishable
from .policy_case import VersionCase


@tagged("post_install", "-at_install")
class TestRestoring(VersionCase):
    """The way back to an earlier version."""

    def test_restored_version_is_published_by_somebody_else(self):
        first = self.given_version("> 10")
        self.policy.with_user(self.manager).write(
            {
                "name": "Other",
                "domain": "[('amount_untaxed', '>', 5)]",
                "release_tolerance": 5,
                "is_strict": True,
                "rule_ids": [Command.create({"name": "More", "cells": {"amount_untaxed": "> 1"}})],
            }
        )
        self.given_version("> 40")

        self.rpc("dg.policy.version", "action_restore", first.ids, user=self.manager)

        with self.assertRaisesRegex(PolicyNotPublishable, "Ask another governance manager"):
            self.policy.with_user(self.manager).action_publish()
        self.policy.with_user(self.second_manager).action_publish()
        third = self.policy.current_version_id
        self.assertEqual((third.number, third.digest), (3, first.digest))
        self.assertTrue(self.is_held(18))

    def test_terms_of_releases_are_told_in_a_comparison_and_come_back(self):
        first = self.given_version("> 10")
        self.policy.write({"allow_override": True, "override_limit": 900.0, "release_max_days": 3})
        second = self.given_version("> 10")

        told = " ".join(second.changes["sentences"])
        for text in ("Allow Override: nothing → yes", "Second Controller for an Override Above: nothing → 900.0"):
            self.assertIn(text, told)

        self.policy._restore(first)
        self.assertFalse(self.policy.allow_override or self.policy.override_limit or self.policy.release_max_days)
        self.policy._restore(second)
        self.assertEqual((self.policy.override_limit, self.policy.release_max_days), (900.0, 3))

    def test_release_stands_when_its_rule_comes_back(self):
        first = self.given_version("> 10")
        order = self.given_order(discount=18)
        order.action_confirm()
        hold = self.holds(order)
        hold.with_user(self.controller)._release("This customer may.")
        order.action_cancel()
        order.action_draft()
        self.policy.rule_ids.unlink()
        self.policy.rule_ids = [Command.create({"name": "Discount above 10 %", "cells": {"deepest_discount": "> 9"}})]

        self.policy._restore(first)

        self.assertEqual(self.policy.rule_ids._key(), hold.rule_key)

    def test_rule_that_comes_back_keeps_its_key_through_edits_and_copies(self):
        first = self.given_version("> 10")
        key = first._content()["rules"][0]["key"]
        self.policy.rule_ids.unlink()
        self.policy._restore(first)

        self.policy.rule_ids.name = "Renamed"
        copied = self.policy.rule_ids.copy()

        self.assertEqual(self.policy.rule_ids[0]._key(), key)
        self.assertNotEqual(copied._key(), key)

    def test_restoring_is_for_managers(self):
        first = self.given_version()
        for user in (self.salesperson, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.policy.version", "action_restore", first.ids, user=user)


@tagged("post_install", "-at_install")
class TestEndOfPolicies(VersionCase):
    """What becomes of holds when their policy goes."""

    def setUp(self):
        super().setUp()
        self.given_version()
        self.order = self.given_order(discount=18)
        self.order.action_confirm()

    def test_policy_with_open_holds_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "Retire it instead of deleting"):
            self.rpc("dg.policy", "unlink", self.policy.ids, user=self.manager)
        self.assert_held(self.order, "Discount above 10 %")

    def test_archived_policy_lets_its_documents_go(self):
        self.rpc("dg.policy", "action_archive", self.policy.ids, user=self.manager)

        self.assertFalse(self.holds(self.order, "active"))
        self.order.action_confirm()
        self.assert_confirmed(self.order)

    def test_retired_policy_lets_its_documents_go(self):
        self.rpc("dg.policy", "action_retire", self.policy.ids, user=self.second_manager)

        self.assertFalse(self.holds(self.order, "active"))
        self.order.action_confirm()
        self.assert_confirmed(self.order)
