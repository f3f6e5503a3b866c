"""Is everybody refused who may not decide, by whatever way, and is the rule named?"""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..exceptions import VoteRefused
from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestVotesRefused(ApprovalCase):
    """Attempts to decide without being asked."""

    def test_requester_does_not_decide_on_his_own_order(self):
        self.salesperson.group_ids += self.env.ref("distribution_governance.group_dg_approver")
        _order, request = self.given_request()

        self.assert_refused("requester", request, self.salesperson)

    def test_nobody_decides_who_had_a_hand_in_the_order(self):
        order, request = self.given_request()
        order.with_user(self.lead).client_order_ref = "changed"
        self.env.flush_all()

        self.assert_refused("hand", request, self.lead)

    def test_nobody_decides_who_is_not_asked(self):
        _order, request = self.given_request()

        self.assert_refused("not_asked", request, self.director)
        self.assert_refused("not_asked", request, self.controller)

    def test_nobody_decides_on_two_tiers(self):
        self.board.user_ids += self.lead
        _order, request = self.given_request()
        self.when_voted(request, self.lead)

        self.assert_refused("second_tier", request, self.lead)

    def test_nobody_answers_twice(self):
        self.board.write({"quorum": 2, "sequence": 5})
        _order, request = self.given_request()
        self.when_voted(request, self.director)

        self.assert_refused("twice", request, self.director)

    def test_former_approver_does_not_decide(self):
        _order, request = self.given_request()
        self.lead.group_ids -= self.env.ref("distribution_governance.group_dg_approver")

        self.assert_refused("no_approver", request, self.lead)

    def test_vote_on_another_version_is_refused_and_names_what_changed(self):
        order, request = self.given_request()
        seen = self.rpc("dg.approval.request", "seen_now", request.ids, user=self.lead)[request.id]
        for values in ({"discount": 30}, {"product_uom_qty": 50}, {"price_unit": 1}):
            with self.subTest(values=values):
                order.order_line.write(values)
                self.assert_refused("changed_since", request, self.lead, seen=seen)

    def test_approved_small_then_changed_large_is_held_again(self):
        order, request = self.given_request(tier=self.team)
        order.order_line.discount = 45
        self.env.flush_all()
        seen = self.rpc("dg.approval.request", "seen_now", request.ids, user=self.lead)[request.id]

        self.when_voted(request, self.lead, seen=seen)

        self.assert_held(order, "Discount above 10 %")
        self.assertNotEqual(self.request(order), request)

    def test_no_needs_a_reason(self):
        _order, request = self.given_request()

        self.assert_refused("reason_missing", request, self.lead, choice="reject", comment=" ")
        self.assert_refused("choice", request, self.lead, choice="maybe")

    def test_vote_after_the_end_is_refused(self):
        _order, request = self.given_request()
        self.when_voted(request, self.lead, "reject", "No.")

        self.assert_refused("not_open", request, self.lead)

    def test_nothing_is_written_or_made_past_the_methods(self):
        _order, request = self.given_request()
        step, seat = request.step_ids[0], request.step_ids[0].assignment_ids
        for user in (self.salesperson, self.lead, self.controller, self.manager):
            for record, values in (
                (request, {"state": "approved"}),
                (step, {"state": "approved"}),
                (seat, {"user_id": user.id}),
            ):
                with self.subTest(user=user.login, model=record._name), self.assertRaises(AccessError):
                    self.rpc(record._name, "write", record.ids, values, user=user)
                with self.subTest(user=user.login, model=record._name), self.assertRaises(AccessError):
                    self.rpc(record._name, "unlink", record.ids, user=user)
            vote = {"request_id": request.id, "step_id": step.id, "voter_id": self.lead.id, "choice": "approve"}
            for model, values in (("dg.approval.vote", vote), ("dg.approval.request", {"state": "approved"})):
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.rpc(model, "create", [values], user=user)

    def test_superuser_code_does_not_edit_either(self):
        _order, request = self.given_request()
        for record, values in ((request, {"state": "approved"}), (request.step_ids, {"state": "approved"})):
            with self.assertRaises(AccessError):
                record.sudo().write(values)
        with self.assertRaises(AccessError):
            request.sudo().unlink()

    def test_private_methods_are_closed_to_remote_calls(self):
        _order, request = self.given_request()
        for method in ("_release", "_after_vote", "_change", "_move_to"):
            with self.subTest(method=method), self.assertRaises(AccessError):
                self.rpc("dg.approval.request", method, request.ids, user=self.lead)

    def test_context_opens_nothing(self):
        _order, request = self.given_request()
        forged = {"uid": self.lead.id, "su": True, "default_state": "approved", "dg_vote": True}
        with self.assertRaises(VoteRefused):
            self.rpc(
                "dg.approval.request",
                "vote",
                request.ids,
                "approve",
                request.seen_now()[request.id],
                user=self.controller,
                context=forged,
            )

    def test_stranger_withdraws_and_cancels_nothing(self):
        _order, request = self.given_request()
        with self.assertRaises(VoteRefused):
            self.rpc("dg.approval.request", "action_withdraw", request.ids, user=self.lead)
        with self.assertRaises(VoteRefused):
            self.rpc("dg.approval.request", "action_cancel", request.ids, "why not", user=self.salesperson)
        with self.assertRaises(VoteRefused):
            self.rpc("dg.approval.request", "action_cancel", request.ids, "", user=self.controller)

    def test_whoever_is_asked_reads_the_figures_and_others_do_not(self):
        self.given_routed_policy(("Margin below 30 %", {"margin_percent": "< 30"}, None))
        order = self.given_order(discount=18)
        order.action_confirm()
        request = self.request(order)

        self.assertIn("26.83", str(request.with_user(self.lead).reasons))
        self.assertNotIn("26.83", str(request.with_user(self.salesperson).reasons))
        self.assertNotIn("26.83", str(request.with_user(self.other_director()).reasons))

    def other_director(self):
        """Return an approver who is not asked about anything."""
        return self._approver("dg_bystander")

    def test_request_about_an_order_one_may_not_read_is_closed(self):
        _order, request = self.given_request()

        self.assertFalse(self.env["dg.approval.request"].with_user(self.other_salesperson).search([]))
        with self.assertRaises(AccessError):
            self.when_voted(request, self.other_salesperson, seen="x")
