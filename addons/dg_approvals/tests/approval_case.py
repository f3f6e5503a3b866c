"""The words in which the tests of approvals are written."""

from odoo import Command

from odoo.addons.distribution_governance.tests.common import GovernanceCase

APPROVER = "distribution_governance.group_dg_approver"


class ApprovalCase(GovernanceCase):
    """A route of two tiers: the team lead, then one of two directors; a rule on discounts sends orders there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead = cls._approver("dg_lead")
        cls.director = cls._approver("dg_director")
        cls.second_director = cls._approver("dg_director2")
        cls.route = cls.env["dg.approval.route"].create(
            {
                "name": "Discounts",
                "company_id": cls.company.id,
                "tier_ids": [
                    Command.create({"name": "Team", "approver_kind": "users", "user_ids": cls.lead.ids}),
                    Command.create(
                        {
                            "name": "Board",
                            "sequence": 20,
                            "approver_kind": "users",
                            "user_ids": (cls.director + cls.second_director).ids,
                        }
                    ),
                ],
            }
        )
        cls.team, cls.board = cls.route.tier_ids

    @classmethod
    def _approver(cls, login):
        return cls._user(login, f"{APPROVER},sales_team.group_sale_salesman_all_leads")

    def given_routed_policy(self, *rules, **values):
        """Publish a policy; each rule is (reason, {fact: test}, highest tier or None)."""
        policy = self.given_draft(*((name, "hold", tests) for name, tests, _tier in rules), **values)
        for rule, (_name, _tests, tier) in zip(policy.rule_ids, rules, strict=True):
            rule.write({"route_id": self.route.id, "tier_id": tier.id if tier else False})
        policy.action_publish()
        return policy

    def given_request(self, discount=18, tier=None, **values):
        """Let an order be held by a rule with a route; return (order, request)."""
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, tier))
        order = self.given_order(discount=discount, **values)
        order.action_confirm()
        return order, self.request(order)

    def request(self, order):
        """Return the newest request about the order."""
        domain = [("document_model", "=", order._name), ("document_id", "=", order.id)]
        return self.env["dg.approval.request"].search(domain, order="id desc", limit=1)

    def when_voted(self, request, user, choice="approve", comment="", seen=None):
        """Answer a request as a remote client does, having seen it as it is now."""
        token = seen or self.rpc("dg.approval.request", "seen_now", request.ids, user=user)[request.id]
        return self.rpc("dg.approval.request", "vote", request.ids, choice, token, comment, user=user)

    def asked(self, request):
        """Return who is asked now."""
        return request._asked_now()
