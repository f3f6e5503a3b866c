"""Which policies are in force while something is measured?  None of them holds any order."""

from __future__ import annotations

# The policy of the first two goals: discount, margin and amount.
PLAIN = (("deepest_discount", "> 10"), ("margin_percent", "< 15"), ("amount_untaxed", "> 1000000"))


def publish(env, company, rules, model="sale.order"):
    """Publish one policy of one rule per (fact key, test) in an enforced process; returns the policy."""
    known = {fact.key: fact.id for fact in env["dg.fact"].search([("document_model", "=", model)])}
    process = env["dg.process"].create({"name": "Sales", "company_id": company.id, "mode": "enforce"})
    policy = env["dg.policy"].create(
        {
            "name": "Sales",
            "process_id": process.id,
            "company_id": company.id,
            "rule_ids": [
                (0, 0, {"name": f"{key} {test}", "condition_ids": [(0, 0, {"fact_id": known[key], "test": test})]})
                for key, test in rules
            ],
        }
    )
    policy.action_publish()
    return policy
