"""Who decides on orders outside policy?  Two approvers and a group of directors, and the rules that lead to them.

The same in every variant: an order at more than 7 % discount matches one rule of a hundred, and that rule asks the
first approver. Ours asks him on a route, the peer in a tier definition of his.
"""

from __future__ import annotations

from . import peer_rules, policies

RULES = 100
DISCOUNT, LIMIT = 8, 7  # of the orders, and of the rule
LOGINS = ("bench_approver_0", "bench_approver_1")
GROUP = "Bench Directors"
ROLES = ("base.group_user", "sales_team.group_sale_salesman_all_leads")
APPROVER = "distribution_governance.group_dg_approver"


def found(env):
    """Return the approvers, the one who is asked first."""
    return env["res.users"].search([("login", "in", LOGINS)], order="login")


def directors(env):
    """Return the group of directors."""
    return env["res.groups"].search([("name", "=", GROUP)])


def appoint(env, company):
    """Make the approvers and their group, unless they are there; return the approvers."""
    if people := found(env):
        return people
    roles = env["res.groups"].browse(env.ref(name).id for name in ROLES)
    roles += env.ref(APPROVER, raise_if_not_found=False) or roles.browse()
    people = env["res.users"].with_context(no_reset_password=True)
    people = people.create([{"name": login, "login": login, **employed(company, roles)} for login in LOGINS])
    env["res.groups"].create({"name": GROUP, "user_ids": [(6, 0, people.ids)]})
    return people


def employed(company, roles):
    """Return the values that make somebody an employee of the company with these roles."""
    return {"company_id": company.id, "company_ids": [(6, 0, company.ids)], "group_ids": [(6, 0, roles.ids)]}


def route(env, company, name, **tier):
    """Return a new route of one tier."""
    tier = (0, 0, {"name": name, **tier})
    return env["dg.approval.route"].create({"name": name, "company_id": company.id, "tier_ids": [tier]})


def ask_on_route(env, company, asked):
    """Put our rules in force; the one that matches asks the first approvers, all of the `asked`, or nobody for 0."""
    policies.retire(env)
    people = appoint(env, company)[:asked]
    way = asked and route(env, company, "Sales", approver_kind="users", user_ids=[(6, 0, people.ids)], quorum=asked)
    rules = [*policies.many(RULES - 1), {"deepest_discount": f"> {LIMIT}"}]
    policies.publish(env, company, rules, way)


def ask_in_tier(env, company):
    """Put the peer's rules in force, one definition each, instead of those that were there."""
    definitions = env["tier.definition"]
    definitions.search([]).unlink()
    first = appoint(env, company)[0]
    domains = [peer_rules.domain(number) for number in range(RULES - 1)]
    definitions.create(
        [
            tier_definition(env, company, f"Rule {number}", domain)
            | {"review_type": "individual", "reviewer_id": first.id}
            for number, domain in enumerate([*domains, [("order_line.discount", ">", LIMIT)]])
        ]
    )


def tier_definition(env, company, name, domain):
    """Return the values of a tier definition of the peer, without whom it asks."""
    return {
        "name": name,
        "model_id": env["ir.model"]._get("sale.order").id,
        "definition_type": "domain",
        "definition_domain": repr(domain),
        "company_id": company.id,
    }
