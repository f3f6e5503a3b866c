"""The words in which the tests of versions are written."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from .common import GovernanceCase

DISCOUNT = ("Discount above 10 %", "hold", {"deepest_discount": "> 10"})
NOON = datetime(2026, 3, 2, 12)
TOMORROW = NOON + timedelta(days=1)

# What the form asks the server for.
SPEC = {
    "name": {},
    "matrix_facts": {},
    "matrix_columns": {},
    "has_unpublished_changes": {},
    "analysis": {},
    "rule_ids": {"fields": {"sequence": {}, "name": {}, "effect": {}, "guidance": {}, "cells": {}}, "limit": 10000},
}


class VersionCase(GovernanceCase):
    """At noon of a day in March, with a draft that the first manager wrote."""

    def setUp(self):
        super().setUp()
        clock = freeze_time(NOON)
        self.clock = clock.start()
        self.addCleanup(clock.stop)
        self.policy = self.given_draft(DISCOUNT)
        self.policy.with_user(self.manager).name = "Discounts"

    def given_version(self, test="> 10", later=None, user=None):
        """Let the first manager write a test, and the second one publish it."""
        self.policy.with_user(self.manager).rule_ids[0].cells = {"deepest_discount": test}
        return self.policy.with_user(user or self.second_manager)._publish(later)

    def publish_wizard(self, user=None, **values):
        """Open the dialog as a manager does."""
        wizards = self.env["dg.policy.publish.wizard"].with_user(user or self.second_manager)
        return wizards.with_context(default_policy_id=self.policy.id).create({"policy_id": self.policy.id, **values})

    def is_held(self, discount=18):
        """Return whether a new order with that discount is held now."""
        order = self.given_order(discount=discount)
        order.action_confirm()
        return order.state != "sale"
