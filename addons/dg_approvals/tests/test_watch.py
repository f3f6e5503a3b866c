"""Is nothing left waiting in silence?"""

from datetime import timedelta

from odoo.tests import tagged
from odoo.tools import mute_logger

from .watch_case import WatchCase


@tagged("post_install", "-at_install")
class TestWatch(WatchCase):
    """Reminders and escalations."""

    def test_step_is_due_after_its_working_hours(self):
        _order, request = self.given_request()
        step = request.step_ids[0]

        expected = self.env["dg.sla"].with_company(self.company)._due(step.calendar_id, step.opened_at, 8)
        self.assertEqual((request.due_at, step.due_at), (expected, expected))
        self.assertLess(step.opened_at, step.remind_at)
        self.assertLess(step.remind_at, step.due_at)

    def test_calendar_without_working_time_stops_nobody_and_still_ends(self):
        self.team.calendar_id = self.env["resource.calendar"].create({"name": "Closed", "attendance_ids": []})
        with mute_logger("odoo.addons.dg_approvals.models.dg_approval_step"):
            _order, request = self.given_request()
        step = request.step_ids[0]

        self.assertEqual(step.due_at, step.opened_at + timedelta(hours=8))

    def test_changed_hours_move_no_deadline_that_runs(self):
        _order, request = self.given_request()
        due = request.due_at
        self.team.sla_hours = 100

        self.assertEqual(request.step_ids[0].due_at, due)

    def test_reminder_comes_once_and_then_the_end_is_awaited(self):
        order, request = self.given_request()
        step = request.step_ids[0]
        self.given_remind_soon(step)
        self.when_watched()

        self.assertEqual(self.journal(order).count("approval.reminded"), 1)
        self.assertEqual(step.next_at, step.due_at)

    def test_late_step_asks_the_next_people_as_well(self):
        order, request = self.given_late_request("add_next")
        self.when_watched()

        self.assertEqual(self.asked(request), self.lead + self.director + self.second_director)
        self.assertEqual(self.journal(order).count("approval.escalated"), 1)
        self.assertTrue(request.step_ids[0].breached_at)

    def test_late_step_is_passed_on(self):
        _order, request = self.given_late_request("pass_next")
        self.when_watched()

        seats = request.step_ids[0].assignment_ids
        self.assertEqual(seats.filtered("is_open").user_id, self.director + self.second_director)
        self.assertFalse(self.env["dg.approval.request"].with_user(self.lead).search([("is_mine", "=", True)]))

    def test_late_step_is_rejected_where_silence_is_a_no(self):
        order, request = self.given_late_request("reject")
        self.when_watched()

        self.assertEqual(request.state, "rejected")
        self.assert_held(order, "Discount above 10 %")

    def test_what_is_in_time_is_left_alone(self):
        order, _request = self.given_request()
        self.when_watched()

        self.assertNotIn("approval.escalated", self.journal(order))

    def test_late_answer_is_noted_with_its_step_and_who_is_asked(self):
        order, request = self.given_late_request("add_next")
        self.when_watched()

        self.assertEqual(
            self.escalations(order),
            [
                {
                    "request_id": request.id,
                    "step": "Team",
                    "step_id": request.step_ids[0].id,
                    "action": "add_next",
                    "asked": (self.director + self.second_director).ids,
                    "quorum": 1,
                }
            ],
        )

    def test_people_who_left_the_company_are_not_asked_in_others_places(self):
        _order, request = self.given_late_request("pass_next")
        self.director.active = False
        self.when_watched()

        self.assertEqual(self.asked(request), self.second_director)

    def test_late_steps_of_one_request_are_noted_one_after_the_other(self):
        self.board.is_parallel = True
        third = self._approver("dg_chair")
        self.process.owner_id = third
        order, request = self.given_late_request("add_next")
        self.given_lateness(request.step_ids)
        self.when_watched()

        self.assertEqual(sorted(said["step_id"] for said in self.escalations(order)), request.step_ids.ids)
        self.assertIn(third, request.step_ids[1].approver_ids)

    def test_no_of_one_late_step_leaves_nothing_to_ask_on_another(self):
        self.board.write({"is_parallel": True, "breach_action": "reject"})
        order, request = self.given_late_request("add_next")
        self.given_lateness(request.step_ids)
        self.when_watched()

        self.assertEqual(request.state, "rejected")
        self.assertEqual([said["action"] for said in self.escalations(order)], ["reject"])
        self.assertEqual(request.step_ids.mapped("state"), ["closed", "rejected"])

    def test_two_late_steps_that_both_mean_no_reject_once(self):
        self.board.write({"is_parallel": True, "breach_action": "reject"})
        order, request = self.given_late_request("reject")
        self.given_lateness(request.step_ids)
        self.when_watched()

        self.assertEqual(self.journal(order).count("approval.rejected"), 1)
        self.assertEqual(len(self.escalations(order)), 1)
        self.assertFalse(any(request.step_ids.mapped("next_at")))

    def test_lateness_is_news_on_the_late_step_only(self):
        self.board.write({"name": self.team.name, "is_parallel": True})
        _order, request = self.given_request()
        self.when_mirrored()
        self.when_it_is(request, "late")
        self.when_mirrored()

        notices = self.env["dg.approval.notice"].search([("request_id", "=", request.id), ("news", "=", "late")])
        self.assertEqual(notices.user_id, self.lead)
