"""When several rules ask on different routes: does everybody need authority over his own matter only?"""

from odoo import Command
from odoo.tests import tagged

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestMerged(ApprovalCase):
    """A discount goes to the team, an amount to finance, in one request."""

    def given_request_on_two_routes(self):
        """Return (order, request) of an order that both a discount rule and an amount rule hold."""
        self.finance = self._approver("dg_finance")
        money = self.env["dg.approval.route"].create(
            {
                "name": "Money",
                "company_id": self.company.id,
                "tier_ids": [
                    Command.create(
                        {"name": "Finance", "approver_kind": "users", "user_ids": self.finance.ids, "is_parallel": True}
                    )
                ],
            }
        )
        policy = self.given_draft(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Order above 50", "hold", {"amount_untaxed": "> 50"}),
        )
        policy.rule_ids[0].write({"route_id": self.route.id, "tier_id": self.team.id})
        policy.rule_ids[1].route_id = money
        policy.action_publish()
        order = self.given_order(discount=18)
        order.action_confirm()
        return order, self.request(order)

    def test_limit_on_discounts_does_not_narrow_finance(self):
        order, request = self.given_request_on_two_routes()
        self.given_limit(self.lead, 20)
        self.given_limit(self.finance, 10_000, fact="amount_untaxed")
        for person in (self.lead, self.finance):
            self.when_voted(request, person)

        self.assert_confirmed(order)

    def test_limit_on_his_own_matter_narrows(self):
        _order, request = self.given_request_on_two_routes()
        self.given_limit(self.lead, 15)

        self.assertIn("Deepest line discount", self.assert_refused("authority", request, self.lead))
