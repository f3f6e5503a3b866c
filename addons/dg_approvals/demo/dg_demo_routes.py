from datetime import timedelta

from odoo import Command, api, models

from .cast_approvals import APPROVERS, DELEGATIONS, LIMITS, ROUTED, ROUTES


class DgDemo(models.AbstractModel):
    """Who is asked in the demo company: written by one governance manager, agreed to by the other."""

    _inherit = "dg.demo"

    @api.model
    def _make_approvers(self):
        """Make the people who approve, besides sales management, which is there already."""
        self._make_users(APPROVERS)

    @api.model
    def _make_limits(self):
        """Let one manager write the limits of authority, and the other confirm them."""
        limits = (
            self._as("manager")
            .env["dg.authority.limit"]
            .create(
                [
                    {
                        "company_id": self._recall("company").id,
                        "user_id": self._recall("user", login).id,
                        "fact_id": self.env.ref(f"distribution_governance.dg_fact_sale_order_{fact}").id,
                        "bound": bound,
                    }
                    for login, fact, bound in LIMITS
                ]
            )
        )
        limits.with_user(self._recall("user", "manager2")).action_confirm()

    @api.model
    def _make_routes(self):
        """Make the routes with their tiers."""
        routes = self._as("manager").env["dg.approval.route"].create([self._prepare_route(name) for name in ROUTES])
        for route, (_note, tiers) in zip(routes, ROUTES.values(), strict=True):
            keys = [tier[0] for tier in tiers]
            self._remember("tier", dict(zip(keys, route.tier_ids, strict=True)))
        self._remember("route", {_key(name): route for name, route in zip(ROUTES, routes, strict=True)})

    @api.model
    def _prepare_route(self, name):
        """Return the values of one route."""
        note, tiers = ROUTES[name]
        return {
            "name": name,
            "note": note,
            "company_id": self._recall("company").id,
            "tier_ids": [
                Command.create(
                    {
                        "name": title,
                        "sequence": 10 * place,
                        "approver_kind": kind,
                        "user_ids": [Command.set([self._recall("user", login).id for login in logins])],
                        "sla_hours": hours,
                        "remind_hours": reminder,
                    }
                )
                for place, (_tier, title, kind, logins, hours, reminder) in enumerate(tiers, start=1)
            ],
        }

    @api.model
    def _route_policies(self):
        """Send rules along their routes, and publish the policies anew."""
        policies = self._as("manager").env["dg.policy"]
        for name, routed in ROUTED.items():
            policy = self._recall("policy", _key(name)).with_env(policies.env)
            for rule in policy.rule_ids.filtered(lambda rule, routed=routed: rule.name in routed):
                route, tier, guidance = routed[rule.name]
                rule.write(
                    {
                        "route_id": self._recall("route", _key(route)).id,
                        "tier_id": self._recall("tier", tier).id,
                        "guidance": guidance,
                    }
                )
            policies |= policy
        policies.with_user(self._recall("user", "manager2")).action_publish()

    @api.model
    def _make_delegations(self):
        """Let people who are away say who answers in their place."""
        today = self._recall("company")._dg_today()
        for delegator, delegate, days, reason in DELEGATIONS:
            self._as(delegator).env["dg.delegation"].create(
                {
                    "company_id": self._recall("company").id,
                    "delegator_id": self._recall("user", delegator).id,
                    "delegate_id": self._recall("user", delegate).id,
                    "date_from": today,
                    "date_to": today + timedelta(days=days),
                    "reason": reason,
                }
            )


def _key(name):
    """Return the part of an XML id that a name becomes."""
    return name.lower().replace(" ", "_")
