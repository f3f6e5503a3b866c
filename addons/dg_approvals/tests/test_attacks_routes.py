"""Can somebody make himself, or nobody, the one who is asked?  And can a request say that something was made?"""

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.distribution_governance.exceptions import ChangeRefused, ReleaseRefused

from .approval_case import APPROVER, ApprovalCase


@tagged("post_install", "-at_install")
class TestAttacksRoutes(ApprovalCase):
    """Managers and approvers, each by the means of the own role."""

    def given_manager_who_approves(self):
        """Return somebody with both roles, and with the rights of a sales manager."""
        groups = f"{APPROVER},distribution_governance.group_dg_manager,sales_team.group_sale_manager"
        return self._user("dg_both", groups)

    def given_other_route(self):
        """Let the manager write another route."""
        tier = {"name": "Else", "approver_kind": "users", "user_ids": [Command.set(self.lead.ids)]}
        values = {"name": "Elsewhere", "company_id": self.company.id, "tier_ids": [Command.create(tier)]}
        return self.rpc("dg.approval.route", "create", [values], user=self.manager)[0]

    def test_route_is_not_emptied_by_moving_its_tiers_elsewhere(self):
        elsewhere = self.given_other_route()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.rpc("dg.approval.tier", "write", self.route.tier_ids.ids, {"route_id": elsewhere}, user=self.manager)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            stolen = [Command.link(key) for key in self.route.tier_ids.ids]
            self.rpc("dg.approval.route", "write", [elsewhere], {"tier_ids": stolen}, user=self.manager)

        order, _request = self.given_request()
        with self.assertRaises(ReleaseRefused):
            self.when_released(order)

    def test_whoever_moves_a_tier_away_has_changed_both_routes(self):
        both = self.given_manager_who_approves()
        self.board.user_ids += both
        elsewhere = self.given_other_route()
        self.rpc("dg.approval.tier", "write", self.team.ids, {"route_id": elsewhere}, user=both)
        _order, request = self.given_request()

        self.assertEqual(request.step_ids.mapped("name"), ["Board"])
        self.assert_refused("route", request, both)
        events = self.env["dg.event"].search([("stream", "=", f"res.company,{self.company.id}")], limit=2)
        self.assertTrue(any('"name":"Discounts"' in event.payload.replace('": "', '":"') for event in events))

    def test_whoever_makes_himself_the_owner_of_the_process_is_not_asked_for_a_while(self):
        both = self.given_manager_who_approves()
        self.team.write({"approver_kind": "process_owner", "user_ids": [Command.clear()]})
        self.rpc("dg.process", "write", self.process.ids, {"owner_id": both.id}, user=both)
        order, request = self.given_request(tier=self.team)

        self.assertNotIn(both, self.asked(request))
        self.assert_refused("route", request, both)
        self.assertEqual(order.state, "draft")

    def test_whoever_puts_a_price_list_away_has_changed_prices(self):
        both = self.given_manager_who_approves()
        prices = self.env["product.pricelist"].create(
            {"name": "Ours", "company_id": self.company.id, "currency_id": self.company.currency_id.id}
        )
        self.customer.with_company(self.company).property_product_pricelist = prices
        self.team.user_ids += both
        _order, request = self.given_request(tier=self.team)
        self.rpc("product.pricelist", "write", prices.ids, {"active": False}, user=both)

        self.assert_refused("price_list", request, both)

    def test_request_of_a_change_that_could_not_be_made_never_says_done(self):
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, self.team))
        order = self.given_order(discount=5)
        order.action_confirm()
        with self.assertRaises(ChangeRefused) as refused, self.env.cr.savepoint():
            self.rpc("sale.order.line", "write", order.order_line.ids, {"discount": 30})
        dialog = self.env["dg.proposal.wizard"].with_user(self.salesperson).with_context(**refused.exception.args[3])
        dialog.create({"reason": "He buys a lot."}).action_request()
        request = self.request(order)
        # Somebody locks the order, so that the change fails.
        order.sudo().locked = True
        self.env.flush_all()
        self.when_voted(request, self.lead)
        self.assertEqual(request.state, "failed")

        with self.assertRaisesRegex(Exception, "Request it again"), self.env.cr.savepoint():
            self.rpc("dg.approval.request", "action_retry", request.ids)
        self.assertEqual((request.state, order.order_line.discount), ("failed", 5))

    def test_nobody_speaks_in_another_name_or_on_another_day_beside_a_request(self):
        _order, request = self.given_request()
        forged = {"author_id": self.director.partner_id.id, "date": "2020-01-01 00:00:00"}
        place = {"model": request._name, "res_id": request.id}
        said = self.rpc("mail.message", "create", [place | forged | {"body": "I agree.", "message_type": "comment"}])
        said += self.rpc("dg.approval.request", "message_post", request.ids, body="I agree.", **forged)
        for message in self.env["mail.message"].browse(said):
            with self.subTest(message=message.message_type):
                self.assertEqual(message.author_id, self.salesperson.partner_id)
                self.assertGreater(message.date.year, 2020)
        for values in (forged, {"body": "I never said that."}):
            with self.subTest(values=values), self.assertRaises(AccessError), self.env.cr.savepoint():
                self.rpc("mail.message", "write", said, values)
