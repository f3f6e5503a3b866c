"""How many must agree once a step was escalated, and is there always somebody left who can?"""

from odoo.tests import tagged

from .watch_case import WatchCase


@tagged("post_install", "-at_install")
class TestQuorumOfLateSteps(WatchCase):
    """Escalating asks more people, not for more answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_lead = cls._approver("dg_lead2")
        cls.team.write({"user_ids": [(4, cls.second_lead.id)], "quorum": 0})

    def test_step_of_all_wants_as_many_answers_as_before(self):
        _order, request = self.given_late_request("add_next")
        self.when_watched()
        step = request.step_ids[0]
        self.assertEqual((step.quorum, len(step.approver_ids)), (2, 4))

        self.when_voted(request, self.lead)
        self.assertEqual(step.state, "open")
        self.when_voted(request, self.director)
        self.assertEqual(step.state, "approved")
        self.assertEqual(request.step_ids[1].state, "open")

    def test_answer_that_was_given_counts_where_the_rest_is_passed_on(self):
        _order, request = self.given_request()
        self.when_voted(request, self.lead)
        step = request.step_ids[0]
        step.sudo()._change({"breach_action": "pass_next"})
        self.given_lateness(step)
        self.when_watched()
        self.assertEqual((step.state, step.quorum), ("open", 2))
        self.assertEqual(self.asked(request), self.director + self.second_director)

        self.when_voted(request, self.director)
        self.assertEqual(step.state, "approved")

    def test_fewer_people_to_whom_all_is_passed_are_all_that_is_wanted(self):
        self.board.user_ids = self.director
        _order, request = self.given_late_request("pass_next")
        self.when_watched()

        self.assertEqual(request.step_ids[0].quorum, 1)
        self.assertEqual(self.asked(request), self.director)

    def test_number_that_is_wanted_stays(self):
        self.team.quorum = 2
        order, request = self.given_late_request("pass_next")
        self.when_watched()

        self.assertEqual(request.step_ids[0].quorum, 2)
        self.assertEqual(self.escalations(order)[0]["quorum"], 2)
        self.assertFalse(self.exceptions(order, "approval_vacant"))

    def test_step_that_too_few_are_left_for_is_an_exception_and_a_controller_may_release(self):
        self.team.quorum = 2
        self.board.user_ids = self.director
        order, request = self.given_late_request("pass_next")
        self.when_watched()
        self.assertEqual(self.asked(request), self.director)
        self.assertEqual(self.exceptions(order, "approval_vacant").state, "open")

        self.when_released(order)
        self.assert_confirmed(order)
        self.assertEqual(request.state, "overtaken")

    def test_late_step_without_any_people_above_is_an_exception(self):
        self.team.quorum = 2
        order, request = self.given_late_request("add_next")
        (self.second_lead + self.director + self.second_director).write({"active": False})
        self.when_watched()

        self.assertEqual(self.asked(request), self.lead + self.second_lead)
        self.assertEqual(self.exceptions(order, "approval_vacant").state, "open")
