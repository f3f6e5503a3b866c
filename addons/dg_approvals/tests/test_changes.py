"""Are changes of confirmed orders put to people as well, where their rule has a route?"""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.distribution_governance.exceptions import ChangeRefused, ReleaseRefused

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestChanges(ApprovalCase):
    """Requested changes, and what is left of a route after a no."""

    def given_requested_change(self, discount=30):
        """Let the salesperson of a confirmed order request a deeper discount; return (order, request, proposal)."""
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, self.team))
        order = self.given_order(user=self.salesperson, discount=5)
        order.with_user(self.salesperson).action_confirm()
        with self.assertRaises(ChangeRefused) as refused, self.env.cr.savepoint():
            self.rpc("sale.order.line", "write", order.order_line.ids, {"discount": discount}, user=self.salesperson)
        dialog = self.env["dg.proposal.wizard"].with_user(self.salesperson).with_context(**refused.exception.args[3])
        dialog.create({"reason": "He buys a lot."}).action_request()
        proposal = self.env["dg.proposal"].search([("document_id", "=", order.id)])
        return order, self.request(order), proposal.sudo()

    def test_requested_change_asks_the_people_of_the_route_and_is_made_when_they_agree(self):
        order, request, proposal = self.given_requested_change()
        self.assertEqual((request.gate, self.asked(request)), ("proposal", self.lead))
        self.assertIn("30", str(request.with_user(self.lead).requested_change))
        self.assertFalse(request.with_user(self.lead).changes)
        panels = {panel["key"]: panel for panel in request.with_user(self.lead).panels()}
        self.assertEqual(panels["change"]["facts"], [["Why", "He buys a lot."]])
        self.assertIn(["5", "30"], [row[1:] for row in panels["change"]["rows"]])
        self.assertNotIn("changes", panels)

        self.when_voted(request, self.lead)

        self.assertEqual(order.order_line.discount, 30)
        self.assertEqual((request.state, proposal.state), ("done", "applied"))

    def test_controller_does_not_release_a_requested_change_past_the_route(self):
        order, _request, proposal = self.given_requested_change()

        with self.assertRaises(ReleaseRefused):
            proposal.hold_ids.with_user(self.controller)._release("Just this once")
        self.assertEqual(order.order_line.discount, 5)

    def test_rejected_change_is_not_made(self):
        order, request, proposal = self.given_requested_change()
        self.when_voted(request, self.lead, choice="reject", comment="Enough.")

        self.assertEqual((request.state, proposal.state), ("rejected", "rejected"))
        self.assertEqual(order.order_line.discount, 5)

    def test_withdrawn_change_asks_nobody_any_more(self):
        _order, request, proposal = self.given_requested_change()
        proposal.with_user(self.salesperson).action_withdraw()

        self.assertEqual(request.state, "overtaken")

    def test_requester_does_not_decide_on_his_own_change(self):
        self.salesperson.group_ids += self.env.ref("distribution_governance.group_dg_approver")
        self.team.user_ids += self.salesperson
        _order, request, _proposal = self.given_requested_change()

        self.assert_refused("requester", request, self.salesperson)

    def given_change_that_stands(self):
        """Let the system deepen the discount of a confirmed order, and the lead reject that."""
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, self.team))
        order = self.given_order(user=self.salesperson, discount=5)
        order.with_user(self.salesperson).action_confirm()
        order.order_line.sudo().write({"discount": 30})
        self.when_voted(self.request(order), self.lead, choice="reject", comment="Who did that?")
        return order.with_user(self.salesperson)

    def test_change_that_stands_is_asked_about_again(self):
        order = self.given_change_that_stands()
        rejected = self.request(order)
        self.assertEqual((rejected.state, rejected.gate), ("rejected", "change"))
        self.assertTrue(order.dg_can_ask_again)
        self.rpc("sale.order", "action_dg_ask_again", order.ids, user=self.salesperson)

        again = self.request(order)
        self.assertEqual((again.state, again.requester_id, self.asked(again)), ("open", self.salesperson, self.lead))
        order.invalidate_recordset()
        self.assertFalse(order.dg_can_ask_again)
        self.when_voted(again, self.lead)
        self.assertFalse(self.holds(order, "active"))

    def test_change_that_was_taken_back_meanwhile_holds_nothing_any_more(self):
        order = self.given_change_that_stands()
        policy = self.holds(order, "active").policy_id
        policy.rule_ids.condition_ids.test = "> 40"
        policy.action_publish()
        self.rpc("sale.order", "action_dg_ask_again", order.ids, user=self.salesperson)

        self.assertFalse(self.holds(order, "active"))
        self.assertEqual(self.request(order).state, "rejected")

    def test_nobody_asks_about_what_waits_or_does_not_stand(self):
        order, _request = self.given_request()

        self.assertFalse(order.dg_can_ask_again)
        with self.assertRaisesRegex(UserError, "nothing to ask about"):
            self.rpc("sale.order", "action_dg_ask_again", order.ids, user=self.salesperson)

    def test_whoever_may_not_write_the_order_asks_nothing(self):
        order = self.given_change_that_stands()
        stranger = self._user("dg_stranger", "sales_team.group_sale_salesman")

        with self.assertRaises(AccessError):
            self.rpc("sale.order", "action_dg_ask_again", order.ids, user=stranger)

    def test_controller_does_not_release_what_the_people_rejected(self):
        order, request = self.given_request()
        self.when_voted(request, self.lead, choice="reject", comment="Too little margin.")

        with self.assertRaisesRegex(ReleaseRefused, "by the people of its route only"):
            self.when_released(order)
        self.assert_held(order, "Discount above 10 %")

    def test_rejected_order_that_is_submitted_again_asks_anew(self):
        order, request = self.given_request()
        self.when_voted(request, self.lead, choice="reject", comment="Too little margin.")
        order.action_confirm()

        self.assertEqual(self.request(order).state, "open")
        self.assertNotEqual(self.request(order), request)
