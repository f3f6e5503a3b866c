"""Does a held document go to the right people, and to each of them once?"""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from odoo.addons.distribution_governance.exceptions import ReleaseRefused

from .approval_case import APPROVER, ApprovalCase


@tagged("post_install", "-at_install")
class TestRequests(ApprovalCase):
    """How a request comes into being, and ends without an answer."""

    def test_held_order_with_a_route_asks_the_first_tier(self):
        order, request = self.given_request()

        self.assert_held(order, "Discount above 10 %")
        self.assertEqual(request.state, "open")
        self.assertEqual(request.requester_id, self.salesperson)
        self.assertEqual(request.step_ids.mapped("name"), ["Team", "Board"])
        self.assertEqual(request.step_ids.mapped("state"), ["open", "waiting"])
        self.assertEqual(self.asked(request), self.lead)
        self.assertIn("approval.requested", self.journal(order))

    def test_rule_goes_up_to_its_highest_tier_only(self):
        _order, request = self.given_request(tier=self.team)

        self.assertEqual(request.step_ids.mapped("name"), ["Team"])

    def test_one_person_is_asked_once_for_several_reasons(self):
        self.given_routed_policy(
            ("Discount above 10 %", {"deepest_discount": "> 10"}, self.team),
            ("Margin below 30 %", {"margin_percent": "< 30"}, None),
        )
        order = self.given_order(discount=18)
        order.action_confirm()

        request = self.request(order)
        self.assertEqual(sorted(request.hold_ids.mapped("rule_name")), ["Discount above 10 %", "Margin below 30 %"])
        self.assertEqual(request.step_ids.mapped("name"), ["Team", "Board"])
        self.assertEqual(len(request.step_ids[0].assignment_ids), 1)

    def test_tiers_that_ask_the_same_people_are_one_step(self):
        self.board.user_ids = self.lead
        order, request = self.given_request()
        self.assertEqual(len(request.step_ids), 1)

        self.env["dg.approval.request"].with_user(self.lead).browse(request.id).vote(
            "approve", request.seen_now()[request.id]
        )
        self.assert_confirmed(order)

    def test_order_inside_policy_asks_nobody(self):
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        order = self.given_order(discount=5)
        order.action_confirm()

        self.assert_confirmed(order)
        self.assertFalse(self.request(order))

    def test_hold_without_a_route_is_left_to_controllers(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()

        self.assertFalse(self.request(order))
        self.when_released(order)
        self.assert_confirmed(order)

    def test_controller_cannot_release_past_the_people_who_are_asked(self):
        order, _request = self.given_request()

        with self.assertRaisesRegex(ReleaseRefused, "waits for approval by dg_lead"):
            self.when_released(order)
        self.assert_held(order, "Discount above 10 %")

    def test_confirming_again_unchanged_asks_nobody_twice(self):
        order, request = self.given_request()
        order.action_confirm()

        self.assertEqual(self.request(order), request)
        self.assertEqual(request.state, "open")
        self.assertEqual(request.decision_id, self.decisions(order)[-1])

    def test_other_figures_ask_anew(self):
        order, request = self.given_request()
        self.when_voted(request, self.lead)
        order.order_line.discount = 25
        order.action_confirm()

        self.assertEqual(request.state, "overtaken")
        self.assertEqual(self.request(order).step_ids.mapped("state"), ["open", "waiting"])

    def test_order_that_comes_inside_policy_goes_on_and_asks_nobody_any_more(self):
        order, request = self.given_request()
        order.order_line.discount = 5
        order.action_confirm()

        self.assert_confirmed(order)
        self.assertEqual(request.state, "overtaken")
        self.assertFalse(self.asked(request))

    def test_cancelled_order_asks_nobody_any_more(self):
        order, request = self.given_request()
        order.action_cancel()

        self.assertEqual(request.state, "overtaken")

    def test_tier_without_anybody_left_goes_to_who_stands_in(self):
        self.team.user_ids = self.lead
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        order = self.given_order(discount=18, user=self.lead)
        order.action_confirm()

        self.assertEqual(self.asked(self.request(order)), self.director + self.second_director)

    def test_tier_whose_people_decided_before_goes_to_who_stands_in(self):
        self.team.user_ids += self.second_director
        self.board.user_ids = self.second_director
        self.process.owner_id = self.director
        _order, request = self.given_request()
        self.env["dg.approval.request"].with_user(self.second_director).browse(request.id).vote(
            "approve", request.seen_now()[request.id]
        )

        self.assertEqual(self.asked(request), self.second_director + self.director)
        self.assertEqual(request.step_ids[1].assignment_ids.mapped("origin"), ["tier", "vacancy"])

    def test_who_may_not_read_the_document_is_not_asked(self):
        blind = self._user("dg_blind", APPROVER)
        self.team.user_ids = blind + self.lead
        _order, request = self.given_request()
        self.assertEqual(self.asked(request), self.lead)

        self.team.user_ids = blind
        other = self.given_order(discount=18)
        other.action_confirm()
        self.assertEqual(self.asked(self.request(other)), self.director + self.second_director)

    def test_controller_who_changed_the_terms_does_not_release_what_nobody_may_answer(self):
        self.customer.write({"use_partner_credit_limit": True, "credit_limit": 10})
        self.team.user_ids = self.board.user_ids = self.director
        self.process.owner_id = self.sales_manager
        self.given_routed_policy(("Over the credit limit", {"credit_over_limit": "> 0"}, None))
        order = self.given_order(user=self.director)
        self.customer.with_user(self.controller).sudo().credit_limit = 5
        order.action_confirm()

        with self.assertRaisesRegex(ReleaseRefused, "credit limit lately. So another controller"):
            self.when_released(order)
        colleague = self._user(
            "dg_controller2", "distribution_governance.group_dg_controller,sales_team.group_sale_salesman_all_leads"
        )
        self.when_released(order, user=colleague)
        self.assert_confirmed(order)

    def test_request_that_nobody_may_answer_is_an_exception_and_a_controller_may_release(self):
        # Not one and the same tier: this one wants everybody.
        self.board.write({"user_ids": [(6, 0, self.lead.ids)], "quorum": 0})
        self.process.owner_id = self.sales_manager
        order, request = self.given_request()
        self.env["dg.approval.request"].with_user(self.lead).browse(request.id).vote(
            "approve", request.seen_now()[request.id]
        )

        vacant = self.env["dg.exception"].search([("kind", "=", "approval_vacant"), ("document_id", "=", order.id)])
        self.assertEqual(vacant.state, "open")
        self.when_released(order)
        self.assert_confirmed(order)
        self.assertEqual(request.state, "overtaken")

    def test_route_without_anybody_is_refused_when_it_is_written(self):
        with self.assertRaisesRegex(ValidationError, "Nobody of tier “Team” may approve anything"):
            self.team.user_ids = self.salesperson
        with self.assertRaisesRegex(ValidationError, "wants 3 people to agree"):
            self.board.quorum = 3

    def test_route_that_changes_means_nothing_to_a_request_that_runs(self):
        _order, request = self.given_request()
        self.team.write({"name": "Renamed", "user_ids": [(6, 0, self.director.ids)]})

        self.assertEqual(request.step_ids[0].name, "Team")
        self.assertEqual(self.asked(request), self.lead)

    def test_restored_version_keeps_its_route(self):
        policy = self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, self.team))
        policy.rule_ids.write({"route_id": False, "tier_id": False})
        policy._restore(policy.current_version_id)

        self.assertEqual((policy.rule_ids.route_id, policy.rule_ids.tier_id), (self.route, self.team))

    def test_banner_says_who_is_asked(self):
        order, _request = self.given_request()

        self.assertIn("It waits for approval by dg_lead", str(order.dg_banner))
