"""Which policies are in force while something is measured?  Most of them hold no order."""

from __future__ import annotations

# The policy of most goals: discount, margin and amount.
PLAIN = ({"deepest_discount": "> 10"}, {"margin_percent": "< 15"}, {"amount_untaxed": "> 1000000"})

# What no order of ours comes near, by unit of the fact; numbers by the direction that is worse.
FAR = {"flag": "true", "category": '"Atlantis"', "labels": '"Atlantis"', "date": 'date("1900-01-01")'}
FAR_NUMBERS = {"lower_is_worse": "< -1000000000"}


def far(fact):
    """Return a test that the `fact` (a dictionary with unit and direction) of our orders never meets."""
    return FAR.get(fact["unit"]) or FAR_NUMBERS.get(fact["direction"], "> 1000000000")


def many(count):
    """Return `count` rules: four tenths on the amount, three on country and amount, three on the discount."""
    return [_rule(number) for number in range(count)]


def _rule(number):
    amount = f"> {1_000_000 + number}"
    if number % 10 < 4:
        return {"amount_untaxed": amount}
    if number % 10 < 7:
        return {"customer_country": '"AQ"', "amount_untaxed": amount}
    return {"deepest_discount": f"> {50 + number % 40}.{number:05d}"}


def publish(env, company, rules, route=None):
    """Publish a policy for sales orders in an enforced process, one rule per {fact key: test}; returns it.

    What the last rule holds is released on the `route`.
    """
    known = {fact.key: fact.id for fact in env["dg.fact"].search([("document_model", "=", "sale.order")])}
    process = env["dg.process"].create({"name": "Sales", "company_id": company.id, "mode": "enforce"})
    policy = env["dg.policy"].create(
        {
            "name": "Sales",
            "process_id": process.id,
            "company_id": company.id,
            "rule_ids": [
                (
                    0,
                    0,
                    {
                        "name": f"Rule {number}",
                        "condition_ids": [(0, 0, {"fact_id": known[key], "test": rule[key]}) for key in rule],
                    },
                )
                for number, rule in enumerate(rules)
            ],
        }
    )
    if route:
        policy.rule_ids[-1].route_id = route
    policy.action_publish()
    return policy


def retire(env):
    """Take every published policy out of force."""
    env["dg.policy"].search([("state", "=", "published")]).action_retire()
