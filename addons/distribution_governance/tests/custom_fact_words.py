"""The words in which the tests of facts that people add are written."""

import itertools

from .fact_words import FactCase

EVERYBODY = "base.group_user"
ACCOUNTANTS = "account.group_account_readonly"


class CustomFactCase(FactCase):
    """A governance manager adds facts, and policies use them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.numbers = itertools.count()

    def given_fact(self, path, unit, disclosure=EVERYBODY, user=None, **values):
        """Add a fact as a governance manager does."""
        facts = self.env["dg.fact"].with_user(user or self.manager)
        group = disclosure and self.env.ref(disclosure).id
        values = {"name": f"Mine {next(self.numbers)}", "path": path, "unit": unit} | values
        return facts.create({"disclosure_group_id": group, **values})

    def given_policy_on(self, fact, test):
        """Publish a policy that holds when `fact` meets `test`."""
        policy = self.given_draft(("Mine", "hold", {}))
        policy.rule_ids.condition_ids = [(0, 0, {"fact_id": fact.id, "test": test})]
        policy.action_publish()
        return policy
