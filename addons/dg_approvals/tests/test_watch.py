"""Is nothing left waiting in silence?"""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestWatch(ApprovalCase):
    """Reminders and escalations."""

    def given_late_request(self, breach_action, **values):
        """Let the first step of a request be late."""
        self.team.breach_action = breach_action
        order, request = self.given_request(**values)
        step = request.step_ids[0]
        past = fields.Datetime.now() - timedelta(hours=1)
        step._change({"due_at": past, "next_at": past})
        return order, request

    def when_watched(self):
        """Let the watch look, several times: each thing is done once."""
        for _time in range(3):
            self.env["dg.approval.step"]._to_do(100)._do_what_is_due()

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
        step._change({"due_at": fields.Datetime.now() + timedelta(hours=1), "next_at": fields.Datetime.now()})
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
