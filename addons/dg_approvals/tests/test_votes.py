"""What do answers do?"""

from odoo.tests import tagged

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestVotes(ApprovalCase):
    """Answers of people who are asked."""

    def test_last_approval_confirms_the_order_by_itself(self):
        order, request = self.given_request()

        self.when_voted(request, self.lead, comment="Worth it.")
        self.assertEqual(self.asked(request), self.director + self.second_director)
        self.when_voted(request, self.director)

        self.assert_confirmed(order)
        self.assertEqual(request.state, "done")
        self.assertEqual(self.holds(order).mapped("state"), ["released"])
        self.assertIn("Worth it.", self.holds(order).release_reason)
        self.assertEqual(
            [code for code in self.journal(order) if code.startswith(("approval", "hold", "sale"))],
            [
                "sale_order.held",
                "approval.requested",
                "approval.voted",
                "approval.voted",
                "approval.approved",
                "hold.released",
                "sale_order.confirmed",
            ],
        )

    def test_rejection_ends_the_request_and_the_order_stays_held(self):
        order, request = self.given_request()
        self.when_voted(request, self.lead, "reject", "Too cheap.")

        self.assertEqual((request.state, request.outcome), ("rejected", "Too cheap."))
        self.assertEqual(request.step_ids.mapped("state"), ["rejected", "closed"])
        self.assert_held(order, "Discount above 10 %")

    def test_request_for_changes_goes_back_and_comes_again(self):
        order, request = self.given_request()
        self.when_voted(request, self.lead, "return", "Halve the discount.")
        self.assertEqual(request.state, "returned")

        order.order_line.discount = 12
        order.action_confirm()

        self.assertNotEqual(self.request(order), request)
        self.assertEqual(self.asked(self.request(order)), self.lead)

    def test_quorum_waits_for_everybody_it_wants(self):
        self.board.quorum = 2
        order, request = self.given_request()
        self.when_voted(request, self.lead)
        self.when_voted(request, self.director)
        self.assertEqual(request.state, "open")
        self.assertEqual(self.asked(request), self.second_director)

        self.when_voted(request, self.second_director)
        self.assert_confirmed(order)

    def test_parallel_tiers_are_asked_at_once_and_all_must_agree(self):
        self.board.is_parallel = True
        order, request = self.given_request()
        self.assertEqual(self.asked(request), self.lead + self.director + self.second_director)

        self.when_voted(request, self.director)
        self.assertEqual(request.state, "open")
        self.when_voted(request, self.lead)
        self.assert_confirmed(order)

    def test_approved_order_that_cannot_go_on_keeps_its_approval_and_can_be_tried_again(self):
        order, request = self.given_request(tier=self.team)
        note = order.order_line.create(
            {"order_id": order.id, "name": "No product yet", "product_uom_qty": 1, "price_unit": 0}
        )
        order.action_confirm()
        request = self.request(order)

        self.when_voted(request, self.lead)

        self.assertEqual(request.state, "failed")
        self.assertIn("missing a product", request.outcome)
        note.unlink()
        self.rpc("dg.approval.request", "action_retry", request.ids)
        self.assert_confirmed(order)
        self.assertEqual(request.state, "done")

    def test_requester_withdraws(self):
        order, request = self.given_request()
        self.rpc("dg.approval.request", "action_withdraw", request.ids)

        self.assertEqual(request.state, "withdrawn")
        self.assert_held(order, "Discount above 10 %")

    def test_controller_cancels_with_a_reason(self):
        _order, request = self.given_request()
        self.rpc("dg.approval.request", "action_cancel", request.ids, "The customer is gone.", user=self.controller)

        self.assertEqual((request.state, request.outcome), ("cancelled", "The customer is gone."))

    def test_many_are_answered_at_once_and_each_says_what_became_of_it(self):
        first, request = self.given_request(tier=self.team)
        second = self.given_order(discount=19)
        second.action_confirm()
        third = self.given_order(discount=20, user=self.lead)
        third.action_confirm()
        requests = request + self.request(second) + self.request(third)

        wizard = self.env["dg.vote.wizard"].with_user(self.lead).create({"request_ids": requests.ids})
        answer = wizard.action_answer()

        self.assert_confirmed(first)
        self.assert_confirmed(second)
        self.assert_held(third, "Discount above 10 %")
        self.assertIn("2 of 3 answered", answer["params"]["title"])
        self.assertIn("rule “requester”", answer["params"]["message"])

    def test_inbox_holds_what_waits_for_me(self):
        _order, request = self.given_request()
        mine = [("is_mine", "=", True)]
        inbox = self.env["dg.approval.request"]

        self.assertEqual(inbox.with_user(self.lead).search(mine), request)
        self.assertFalse(inbox.with_user(self.director).search(mine))
        self.when_voted(request, self.lead)
        self.assertFalse(inbox.with_user(self.lead).search(mine))
        self.assertEqual(inbox.with_user(self.director).search(mine), request)

    def test_approved_order_that_something_else_holds_says_so(self):
        self.given_policy(("Order above 50", "hold", {"amount_untaxed": "> 50"}), name="Size")
        order, request = self.given_request(tier=self.team)
        token = request.seen_now()[request.id]
        dialog = self.env["dg.vote.wizard"].with_user(self.lead).create({"request_ids": request.ids})
        dialog.seen = {str(request.id): token}
        answer = dialog.action_answer()

        self.assert_held(order, "Order above 50")
        self.assertEqual((request.state, request.outcome), ("done", "It is still held: Order above 50."))
        self.assertIn("It is still held: Order above 50.", answer["params"]["message"])

    def test_order_that_is_asked_about_again_overtakes_an_approval_that_failed(self):
        order, request = self.given_request(tier=self.team)
        token = request.seen_now()[request.id]
        self.env["sale.order.line"].create({"order_id": order.id, "name": "Not finished"})
        line = order.order_line[-1]
        self.env.flush_all()
        token = request.seen_now()[request.id]
        self.when_voted(request, self.lead, seen=token)
        self.assertEqual(request.state, "failed")
        line.unlink()
        order.order_line.discount = 25
        order.action_confirm()

        self.rpc("dg.approval.request", "action_retry", request.ids, user=self.lead)

        self.assertEqual(request.state, "overtaken")
        self.assert_held(order, "Discount above 10 %")
