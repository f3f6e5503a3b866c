"""Are the figures of approvals those that one finds by counting?"""

from odoo.tests import tagged

from .figures_case import FiguresCase, after

ANALYSIS = "dg.approval.analysis"
RATES = ["breach_rate:avg", "approval_rate:avg", "untouched_rate:avg", "reapproval_rate:avg"]


@tagged("post_install", "-at_install")
class TestAnalysis(FiguresCase):
    """Cycle times and rates, whatever they are grouped by."""

    def given_five_answers(self):
        """Four are approved after 1, 2, 3 and 4 hours, one is rejected after 10: when it was due after 8."""
        for hours in (1, 2, 3, 4):
            self.given_answered(hours)
        self.given_answered(10, "reject")

    def test_percentiles_are_those_of_the_group(self):
        self.given_rule()
        self.given_five_answers()

        measures = ["request_key:count_distinct", "cycle_p50:avg", "cycle_p90:avg", "cycle_hours:avg"]
        # 0.9 of the way over five values lies 0.6 between the fourth (4) and the fifth (10).
        requests, p50, p90, mean = self.total(ANALYSIS, measures)
        self.assertEqual((requests, p50, mean), (5, 3.0, 4.0))
        self.assertAlmostEqual(p90, 7.6)

    def test_rates_are_shares_of_what_was_answered(self):
        self.given_rule()
        self.given_five_answers()
        self.given_submitted()

        late, approved, untouched, again = self.total(ANALYSIS, RATES)
        # One of six was late; of five that were answered four were approved, all of them untouched.
        self.assertAlmostEqual(late, 1 / 6)
        self.assertEqual((approved, untouched, again), (0.8, 0.8, 0.0))

    def test_pivot_gets_the_same_figures_for_each_group_and_in_total(self):
        self.given_rule()
        self.given_answered(1)
        self.given_answered(3)
        self.given_answered(9, "reject", user=self.other_salesperson)

        by_person, total = self.rpc(
            ANALYSIS,
            "formatted_read_grouping_sets",
            [],
            [["requester_id"], []],
            ["cycle_p50:avg", "approval_rate:avg"],
            user=self.auditor,
        )
        told = {row["requester_id"][0]: (row["cycle_p50:avg"], row["approval_rate:avg"]) for row in by_person}
        self.assertEqual(told, {self.salesperson.id: (2.0, 1.0), self.other_salesperson.id: (9.0, 0.0)})
        self.assertEqual(total[0]["cycle_p50:avg"], 3.0)
        self.assertAlmostEqual(total[0]["approval_rate:avg"], 2 / 3)

    def test_request_with_two_rules_counts_once_in_total_and_once_for_each(self):
        self.given_routed_policy(
            ("Discount above 10 %", {"deepest_discount": "> 10"}, self.team),
            ("Margin below 20 %", {"margin_percent": "< 20"}, self.team),
        )
        self.given_answered(2)
        with_both, _request = self.given_answered(8, "reject", line={"discount": 40})

        measures = ["request_key:count_distinct", "cycle_hours:avg", "cycle_p50:avg", "approval_rate:avg"]
        self.assertEqual(self.total(ANALYSIS, measures), (2, 5.0, 5.0, 0.5))
        self.assertEqual(
            self.figures(ANALYSIS, ["rule_name"], measures),
            {("Discount above 10 %",): (2, 5.0, 5.0, 0.5), ("Margin below 20 %",): (1, 8.0, 8.0, 0.0)},
        )
        amounts = self.env["dg.approval.request"].search([]).mapped("amount")
        self.assertEqual(self.total(ANALYSIS, ["amount:sum"]), (sum(amounts),))
        self.assertEqual(len(self.rows_of(with_both)), 2)

    def rows_of(self, order):
        """Return the rows about an order, as an auditor finds them."""
        rows = self.env[ANALYSIS].with_user(self.auditor)
        return rows.search([("request_key", "=", self.request(order).id)])

    def test_row_is_found_again_by_its_id_and_opens_its_request(self):
        self.given_rule()
        order, request = self.given_answered(1)
        row = self.rows_of(order)

        read = self.rpc(ANALYSIS, "read", row.ids, ["rule_name", "state"], user=self.auditor)
        self.assertEqual([(one["rule_name"], one["state"]) for one in read], [("Discount above 10 %", "done")])
        self.assertEqual(row.action_open_request()["res_id"], request.id)

    def test_document_that_was_sent_back_is_asked_again_and_not_untouched(self):
        self.given_rule()
        order, _first = self.given_answered(1, "return")
        with after(2):
            order.action_confirm()
        self.when_answered(self.request(order), 3)

        # Of two requests one was returned, and the other approved after that.
        self.assertEqual(self.total(ANALYSIS, RATES), (0.0, 0.5, 0.0, 0.5))

    def test_document_that_was_submitted_with_other_figures_is_not_untouched(self):
        self.given_rule()
        order, first = self.given_submitted()
        order.order_line.discount = 15
        with after(1):
            order.action_confirm()
        self.when_answered(self.request(order), 2)

        self.assertEqual(first.state, "overtaken")
        # What was overtaken nobody answered: the rates are those of the second request alone.
        self.assertEqual(self.total(ANALYSIS, RATES), (0.0, 1.0, 0.0, 0.5))

    def test_vote_on_changed_content_is_not_untouched(self):
        self.given_rule()
        order, request = self.given_submitted()
        order.order_line.discount = 17
        self.when_answered(request, 1)

        self.assertEqual(self.total(ANALYSIS, RATES), (0.0, 1.0, 0.0, 0.0))

    def test_step_that_the_watch_found_late_counts_while_it_is_open(self):
        self.given_rule()
        self.given_submitted()
        _order, request = self.given_submitted()
        with after(48):
            request.step_ids._breach()

        self.assertEqual(self.total(ANALYSIS, ["breach_rate:avg"]), (0.5,))

    def test_rows_can_be_grouped_by_everything_a_person_may_choose(self):
        self.given_rule()
        self.given_answered(1)

        for spec in ("policy_id", "process_id", "team_id", "requester_id", "company_id", "state", "submitted_at:month"):
            with self.subTest(spec=spec):
                self.assertEqual(list(self.figures(ANALYSIS, [spec], ["cycle_p90:avg"]).values()), [(1.0,)])


@tagged("post_install", "-at_install")
class TestCandidates(FiguresCase):
    """Which rules only cost time?"""

    def listed(self):
        """Return (requests, approved, untouched) of every rule, as a manager finds them with the filter of the menu."""
        rows = self.env["dg.approval.candidate"].with_user(self.manager)
        found = rows.search([("untouched_rate", ">=", 0.95), ("request_count", ">=", 20)])
        return found, [(row.request_count, row.approval_rate, row.untouched_rate) for row in found]

    def given_approved(self, count):
        """Let so many orders be approved as they were submitted, just now."""
        for _number in range(count):
            order = self.given_order(discount=18)
            order.action_confirm()
            self.when_voted(self.request(order), self.lead)

    def test_rule_that_is_always_approved_is_named_and_leads_to_its_policy(self):
        policy = self.given_rule()
        self.given_approved(19)
        self.assertEqual(self.listed()[1], [])

        self.given_approved(1)
        found, figures = self.listed()
        self.assertEqual(figures, [(20, 1.0, 1.0)])
        self.assertEqual((found.rule_name, found.policy_id), ("Discount above 10 %", policy))
        self.assertEqual(found.action_open_policy()["res_id"], policy.id)
        counted = (
            self.env["dg.approval.analysis"].with_user(self.manager).search(found.action_open_requests()["domain"])
        )
        self.assertEqual(len(counted), 20)

        policy.with_user(self.manager).action_retire()
        self.assertEqual(self.listed()[1], [])
