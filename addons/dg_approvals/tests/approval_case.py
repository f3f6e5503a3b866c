"""The words in which the tests of approvals are written."""

from datetime import timedelta

from odoo import Command, fields

from odoo.addons.distribution_governance.tests.common import PREFIX, GovernanceCase

from ..exceptions import VoteRefused

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

    def given_limit(self, user, bound, fact="deepest_discount", **values):
        """Let a person release a fact up to a bound; another manager confirms it."""
        limit = self.env["dg.authority.limit"].with_user(self.manager)
        limit = limit.create({"user_id": user.id, "fact_id": self.env.ref(PREFIX + fact).id, "bound": bound, **values})
        limit.with_user(self.second_manager).action_confirm()
        return limit

    def given_delegation(self, delegator, delegate, **values):
        """Let one person answer for another from yesterday until tomorrow."""
        today = fields.Date.today()
        return (
            self.env["dg.delegation"]
            .with_user(delegator)
            .create(
                {
                    "delegator_id": delegator.id,
                    "delegate_id": delegate.id,
                    "date_from": today - timedelta(days=1),
                    "date_to": today + timedelta(days=1),
                    "reason": "Holiday",
                    **values,
                }
            )
        )

    def assert_refused(self, rule, request, user, **values):
        """The vote is refused by this rule, and nothing has changed."""
        before = (request.state, len(request.vote_ids))
        with self.assertRaises(VoteRefused) as refused, self.env.cr.savepoint():
            self.when_voted(request, user, **values)
        self.assertEqual(refused.exception.rule, rule)
        self.assertEqual((request.state, len(request.vote_ids)), before)
        return str(refused.exception)

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
