"""Does everybody who is asked have an activity, and does it decide nothing?"""

from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .mirror_case import MirrorCase


@tagged("post_install", "-at_install")
class TestNotices(MirrorCase):
    """Activities of open questions."""

    def test_whoever_is_asked_has_an_activity_on_the_document(self):
        order, request = self.given_request()
        self.lead.tz = "Asia/Tokyo"
        request.step_ids[0]._change({"due_at": fields.Datetime.to_datetime("2026-11-24 18:00:00")})
        self.when_mirrored()

        activity = self.activities(order)
        self.assertEqual(activity.user_id, self.lead)
        self.assertEqual(activity.date_deadline, fields.Date.to_date("2026-11-25"))
        self.assertEqual(activity.summary, f"{order.name}: Discount above 10 %")
        self.assertIn(f"/odoo/action-dg_approvals.dg_approval_request_action_mine/{request.id}", activity.note)
        self.assertTrue(activity.automated)

    def test_nothing_is_made_in_the_transaction_of_the_user(self):
        order, _request = self.given_request()

        self.assertFalse(self.activities(order))
        self.assertFalse(self.notes(order))

    def test_next_tier_has_its_activities_when_it_is_asked(self):
        order, request = self.given_request()
        self.when_mirrored()
        self.when_voted(request, self.lead)
        self.when_mirrored()

        self.assertEqual(self.activities(order).user_id, self.director + self.second_director)

    def test_whoever_has_answered_has_none_while_others_are_still_asked(self):
        self.board.quorum = 2
        order, request = self.given_request()
        self.when_voted(request, self.lead)
        self.when_mirrored()
        self.when_voted(request, self.director)
        self.when_mirrored()

        self.assertEqual(self.activities(order).user_id, self.second_director)

    def test_answer_of_a_delegate_takes_the_activity_of_whose_seat_it_is(self):
        deputy = self._approver("dg_deputy")
        self.given_delegation(self.lead, deputy)
        order, request = self.given_request()
        self.when_mirrored()
        self.assertEqual(self.activities(order).user_id, self.lead)
        self.when_voted(request, deputy)
        self.when_mirrored()

        self.assertFalse(self.activities(order, self.lead))

    def test_end_of_a_request_takes_every_activity(self):
        order, request = self.given_request()
        self.when_mirrored()
        activity = self.activities(order)
        self.rpc("dg.approval.request", "action_withdraw", request.ids, "No need.", user=self.salesperson)
        self.when_mirrored()

        self.assertFalse(activity.exists())
        self.assertFalse(self.env["dg.approval.notice"].search([("request_id", "=", request.id)]).is_waiting)

    def test_late_step_that_is_passed_on_moves_the_activities(self):
        self.team.breach_action = "pass_next"
        order, request = self.given_request()
        self.when_mirrored()
        self.when_it_is(request, "late")
        self.when_mirrored()

        self.assertEqual(self.activities(order).user_id, self.director + self.second_director)

    def test_activity_marked_done_decides_nothing(self):
        order, request = self.given_request()
        self.when_mirrored()
        activity = self.activities(order)
        self.rpc("mail.activity", "action_feedback", activity.ids, feedback="Approved!", user=self.lead)
        self.when_mirrored()

        self.assertFalse(activity.active)
        self.assertEqual((request.state, len(request.vote_ids), self.asked(request)), ("open", 0, self.lead))
        self.assert_held(order, "Discount above 10 %")
        self.assertFalse(self.activities(order))

    def test_activity_marked_done_by_the_salesperson_decides_nothing(self):
        order, request = self.given_request()
        self.when_mirrored()
        activity = self.activities(order)
        for method in ("action_done", "unlink"):
            with self.subTest(method=method):
                self.rpc("mail.activity", method, activity.ids, user=self.salesperson)
                self.when_mirrored()
                self.assertEqual((request.state, len(request.vote_ids), self.asked(request)), ("open", 0, self.lead))
        self.assert_held(order, "Discount above 10 %")

    def test_activity_that_was_deleted_is_not_made_again(self):
        order, request = self.given_request()
        self.when_mirrored()
        self.rpc("mail.activity", "unlink", self.activities(order).ids, user=self.lead)
        request._mark_news()
        self.when_mirrored()

        self.assertFalse(self.activities(order))
        self.when_voted(request, self.lead)
        self.assertEqual(request.vote_ids.voter_id, self.lead)

    def test_activity_that_was_done_stays_in_the_history(self):
        order, request = self.given_request()
        self.when_mirrored()
        activity = self.activities(order)
        activity.with_user(self.lead).action_done()
        self.when_voted(request, self.lead)
        self.when_mirrored()

        self.assertTrue(activity.exists())

    def test_former_approver_loses_the_activity(self):
        order, request = self.given_request()
        self.when_mirrored()
        self.lead.group_ids -= self.env.ref("distribution_governance.group_dg_approver")
        self.when_mirrored()

        self.assertFalse(self.activities(order))
        self.assertEqual(request.state, "open")

    def test_whoever_may_not_read_the_document_gets_no_activity_on_it(self):
        outsider = self._approver("dg_outsider")
        self.team.user_ids = outsider
        order, request = self.given_request()
        outsider.group_ids -= self.env.ref("sales_team.group_sale_salesman_all_leads")
        self.when_mirrored()

        self.assertEqual(self.asked(request), outsider)
        self.assertFalse(self.activities(order))
        self.assertTrue(self.env["dg.approval.notice"].search([("request_id", "=", request.id)]).is_waiting)

    def test_question_that_was_answered_before_the_mirror_came_is_never_shown(self):
        order, request = self.given_request(tier=self.team)
        self.when_voted(request, self.lead)
        self.when_mirrored()

        self.assertFalse(self.activities(order))
        self.assertFalse(self.env["dg.approval.notice"].search([("request_id", "=", request.id)]))

    def test_mirroring_again_makes_nothing_more(self):
        order, request = self.given_request()
        self.when_mirrored()
        before = (self.activities(order), self.notes(order))
        self.assertFalse(self.env["dg.approval.request"]._mirror_next())
        request._mark_news()
        self.when_mirrored()

        self.assertEqual((self.activities(order), self.notes(order)), before)

    def test_no_mail_of_its_own_goes_out_with_an_activity(self):
        before = self.env["mail.mail"].search_count([])
        self.given_request()
        self.when_mirrored()

        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_activity_shows_no_figure_that_is_not_for_everybody(self):
        self.given_routed_policy(("Margin too low", {"margin_percent": "< 30"}, None))
        order = self.given_order(discount=18)
        order.action_confirm()
        self.when_mirrored()

        activity = self.activities(order)
        self.assertEqual(activity.summary, f"{order.name}: Margin too low")
        self.assertNotIn("26.83", f"{activity.summary} {activity.note}")

    def test_screens_of_those_concerned_are_told(self):
        deputy = self._approver("dg_deputy")
        self.given_delegation(self.lead, deputy)
        _order, request = self.given_request()
        self.assertEqual(self._told_on_the_bus(), self.lead + deputy)
        self.when_voted(request, self.lead)
        self.assertEqual(self._told_on_the_bus(), self.lead + deputy + self.director + self.second_director)
        self.assertFalse(self._told_on_the_bus())

    def _told_on_the_bus(self):
        told = []

        def send(users, kind, message, /, **_values):
            if kind == "dg.approval/changed":
                self.assertEqual(message, {})
                told.append(users)

        with patch.object(type(self.env["res.users"]), "_bus_send", send):
            self.when_mirrored()
        return self.env["res.users"].union(*told).sorted("id")

    def test_one_request_that_cannot_be_shown_does_not_stop_the_others(self):
        orders = self.given_held_orders(3)
        story = type(self.env["dg.approval.story"])
        original = story._told_requested

        def told(speaker, request, one):
            if request.document_id == orders[1].id:
                raise ValueError("broken")
            return original(speaker, request, one)

        with (
            patch.object(story, "_told_requested", told),
            self.assertLogs("odoo.addons.dg_approvals.models.dg_approval_mirror", "ERROR"),
        ):
            self.when_mirrored()

        self.assertEqual(set(self.activities(orders).mapped("res_id")), {orders[0].id, orders[2].id})

    def test_notices_are_read_by_auditors_of_the_company_and_written_by_nobody(self):
        _order, request = self.given_request()
        self.when_mirrored()
        notices = self.env["dg.approval.notice"].search([("request_id", "=", request.id)])
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        groups = "base.group_user,distribution_governance.group_dg_auditor"
        stranger = new_test_user(
            self.env, "dg_stranger", groups=groups, company_id=elsewhere.id, company_ids=elsewhere.ids
        )
        found = self.env["dg.approval.notice"].with_user(stranger).with_context(allowed_company_ids=elsewhere.ids)

        self.assertEqual(notices.with_user(self.auditor).read(["user_id"])[0]["user_id"][0], self.lead.id)
        self.assertFalse(found.search([]))
        for user in (self.lead, self.manager, self.auditor):
            for method, args in (("write", ({"is_waiting": False},)), ("unlink", ())):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    self.rpc("dg.approval.notice", method, notices.ids, *args, user=user)
