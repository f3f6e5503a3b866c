"""Who is asked how often, and how long do answers take?"""

from odoo.tests import tagged

from .figures_case import FiguresCase, after

LOAD = "dg.approval.load"
COUNTS = ["asked_count:sum", "answered_count:sum", "open_count:sum"]
TIMES = ["answer_p50:avg", "answer_p90:avg", "late_rate:avg"]


@tagged("post_install", "-at_install")
class TestLoad(FiguresCase):
    """The load of each approver."""

    def test_load_of_one_approver_is_counted_and_timed(self):
        self.given_rule()
        for hours in (1, 3, 10):
            self.given_answered(hours)
        self.given_submitted()

        self.assertEqual(self.figures(LOAD, ["user_id"], COUNTS), {(self.lead.id,): (4, 3, 1)})
        # Of 1, 3 and 10 hours the middle is 3, and 0.9 of the way is 3 + 0.8 * 7; one of four was late.
        p50, p90, late = self.figures(LOAD, ["user_id"], TIMES)[(self.lead.id,)]
        self.assertEqual((p50, late), (3.0, 0.25))
        self.assertAlmostEqual(p90, 8.6)

    def test_second_tier_is_asked_when_its_step_opens(self):
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        _order, request = self.given_submitted()
        self.assertEqual(set(self.figures(LOAD, ["user_id"], COUNTS)), {(self.lead.id,)})

        self.when_answered(request, 5)
        self.when_answered(request, 7, user=self.director)

        told = self.figures(LOAD, ["user_id"], [*COUNTS, "answer_p50:avg"])
        self.assertEqual(told[(self.lead.id,)], (1, 1, 0, 5.0))
        self.assertEqual(told[(self.director.id,)], (1, 1, 0, 2.0))
        # One of two directors is enough: the other one was asked, and is not any more.
        self.assertEqual(told[(self.second_director.id,)][:3], (1, 0, 0))

    def test_answer_of_a_delegate_counts_for_whom_it_was_given(self):
        self.given_rule()
        with after(0):
            self.given_delegation(self.lead, self.director)
        _order, request = self.given_submitted()
        self.when_answered(request, 4, user=self.director)

        [row] = self.rpc(
            LOAD, "search_read", [], ["user_id", "voter_id", "delegated_count", "answer_hours"], user=self.auditor
        )
        self.assertEqual((row["user_id"][0], row["voter_id"][0]), (self.lead.id, self.director.id))
        self.assertEqual((row["delegated_count"], row["answer_hours"]), (1, 4.0))

    def test_who_did_not_answer_in_time_was_late_and_who_was_asked_for_help_was_not(self):
        self.team.breach_action = "pass_next"
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        _order, request = self.given_submitted()
        # People who are added are asked from the moment of their row, which the database's own clock writes.
        request.step_ids[0]._change({"due_at": "2020-01-06 10:00:00", "opened_at": "2020-01-06 08:00:00"})
        request.step_ids[0]._breach()

        told = self.figures(LOAD, ["user_id"], ["late_rate:avg", "open_count:sum"])
        self.assertEqual(told[(self.lead.id,)], (1.0, 0))
        self.assertIn(told[(self.director.id,)], [(False, 1), (None, 1)])
