"""What would a draft have done to the decisions that were recorded?"""

from datetime import timedelta

from psycopg2.errors import CheckViolation

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .simulation_case import SimulationCase


@tagged("post_install", "-at_install")
class TestSimulation(SimulationCase):
    """Drafts against what is in force, versions against each other, and against what was really decided."""

    def test_stricter_draft_would_hold_more(self):
        policy = self.given_discount_policy()
        _plain, newly, held = self.given_confirmed(3, 8, 18)
        self.given_draft_at(policy, "> 5")

        simulation = self.when_simulated(policy)

        self.assert_counts(simulation, allow=(2, 1), hold=(1, 2))
        self.assertEqual((simulation.newly_stopped_count, simulation.newly_passing_count), (1, 0))
        self.assertEqual(simulation.newly_stopped_money, 92.0)
        self.assertEqual(simulation.line_ids.mapped("document_id"), newly.ids)
        self.assertEqual((simulation.line_ids.old_effect, simulation.line_ids.new_effect), ("allow", "hold"))
        self.assertEqual(simulation.rule_ids.mapped(lambda rule: (rule.old_count, rule.new_count)), [(1, 2)])
        self.assertTrue(simulation.is_exact)
        self.assert_held(held, "Discount above 10 %")

    def test_milder_draft_would_let_more_pass(self):
        policy = self.given_discount_policy()
        self.given_confirmed(3, 12, 18)
        self.given_draft_at(policy, "> 15")

        simulation = self.when_simulated(policy)

        self.assert_counts(simulation, allow=(1, 2), hold=(2, 1))
        self.assertEqual((simulation.newly_passing_count, simulation.newly_passing_money), (1, 88.0))
        self.assertIn("1 more would pass", simulation.summary)
        self.assertEqual(simulation.line_ids.change, "newly_passing")
        self.assertIn("Deepest line discount is 12 %", simulation.line_ids.old_reasons)
        self.assertFalse(simulation.line_ids.new_reasons)

    def test_unchanged_draft_changes_nothing(self):
        policy = self.given_discount_policy()
        self.given_confirmed(3, 18)

        simulation = self.when_simulated(policy)

        self.assert_counts(simulation, allow=(1, 1), hold=(1, 1))
        self.assertFalse(simulation.line_ids)
        self.assertIn("none would be stopped", simulation.summary)

    def test_threshold_itself_is_decided_exactly(self):
        policy = self.given_discount_policy()
        self.given_confirmed(8)
        for test, held in (("> 8", 0), (">= 8", 1), ("> 7.99", 1), ("> 8.01", 0)):
            with self.subTest(test=test):
                self.given_draft_at(policy, test)
                self.assertEqual(self.when_simulated(policy).newly_stopped_count, held)

    def test_draft_that_was_never_published_is_compared_with_nothing(self):
        self.given_discount_policy()
        self.given_confirmed(3, 18)
        draft = self.given_draft(("Any discount", "block", {"deepest_discount": "> 0"}), name="Second")

        simulation = self.when_simulated(draft)

        self.assert_counts(simulation, allow=(2, 0), block=(0, 2))
        self.assertEqual(simulation.new_load, 0, "a block is no work for approvers")

    def test_retired_policy_is_compared_with_nothing(self):
        policy = self.given_discount_policy()
        self.given_confirmed(18)
        policy.action_retire()

        self.assert_counts(self.when_simulated(policy), allow=(1, 0), hold=(0, 1))

    def test_two_versions_are_compared(self):
        policy = self.given_discount_policy()
        self.given_draft_at(policy, "> 5")
        policy.action_publish()
        second, first = policy.version_ids.sorted("number", reverse=True)
        self.given_confirmed(3, 8, 18)

        simulation = self.when_simulated(
            policy,
            candidate="version",
            candidate_version_id=first.id,
            baseline="version",
            baseline_version_id=second.id,
        )

        self.assert_counts(simulation, allow=(1, 2), hold=(2, 1))

    def test_version_of_another_policy_is_refused(self):
        policy, other = self.given_discount_policy(), self.given_discount_policy(name="Other")
        simulation = self.given_simulation(policy, candidate="version", candidate_version_id=other.version_ids.id)

        with self.assertRaisesRegex(UserError, "Choose a version of policy"):
            simulation.action_run()

    def test_what_was_really_decided_is_what_this_policy_said(self):
        policy = self.given_discount_policy()
        self.given_policy(("Large order", "hold", {"amount_untaxed": "> 1000"}), name="Value")
        self.given_confirmed(3, quantity=20)
        released = self.given_confirmed(18)
        self.when_released(released)
        self.process.mode = "observe"
        self.given_confirmed(18)

        simulation = self.when_simulated(policy, baseline="actual")

        # The large order was held by another policy; the released one was stopped; the observed one was not.
        self.assert_counts(simulation, allow=(2, 1), hold=(1, 2))
        self.assertFalse(simulation.line_ids.old_reasons)

    def test_each_document_counts_once_with_its_latest_decision(self):
        policy = self.given_discount_policy()
        order = self.given_confirmed(18)
        order.order_line.discount = 4
        order.action_confirm()
        self.assertEqual(len(self.decisions(order)), 2)

        self.assert_counts(self.when_simulated(policy), allow=(1, 1))

    def test_decisions_before_the_period_are_left_out(self):
        policy = self.given_discount_policy()
        with freeze_time(fields.Datetime.now() + timedelta(days=10)):
            self.given_confirmed(18)
        with freeze_time(fields.Datetime.now() + timedelta(days=20)):
            self.given_confirmed(18)
            self.assertEqual(self.when_simulated(policy, days=5).considered_count, 1)
            self.assertEqual(self.when_simulated(policy, days=15).considered_count, 2)

    def test_period_must_make_sense(self):
        policy = self.given_discount_policy()
        for days in (0, -1, 5000):
            with (
                self.subTest(days=days),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.given_simulation(policy, days=days)

    def test_no_decision_at_all_is_said(self):
        simulation = self.when_simulated(self.given_discount_policy())

        self.assertEqual((simulation.considered_count, simulation.progress), (0, 100))
        self.assertIn("Choose a longer period", simulation.summary)

    def test_load_counts_holds_per_working_day(self):
        policy = self.given_discount_policy()
        self.given_draft_at(policy, "> 5")
        calendar = self.company.resource_calendar_id
        self.assertEqual(len(set(calendar.attendance_ids.mapped("dayofweek"))), 5)
        self.given_confirmed(8, 18)

        simulation = self.when_simulated(policy, days=14)

        self.assertEqual(simulation.owner_id, self.sales_manager)
        self.assertEqual(simulation.working_days, 10)
        self.assertEqual((simulation.old_load, simulation.new_load), (0.1, 0.2))
        self.assertEqual((simulation.old_peak, simulation.new_peak), (1, 2))

    def test_company_without_a_calendar_works_from_monday_to_friday(self):
        self.company.resource_calendar_id = False
        policy = self.given_discount_policy()
        self.given_confirmed(18)

        self.assertEqual(self.when_simulated(policy, days=14).working_days, 10)

    def test_money_of_an_order_in_another_currency_is_in_company_currency(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        dollar.rate_ids = [
            Command.create({"name": "2020-01-01", "company_rate": 2.0, "company_id": self.company.id}),
        ]
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": dollar.id, "company_id": self.company.id}
        )
        policy = self.given_discount_policy()
        order = self.given_confirmed(8, pricelist_id=pricelist.id)
        self.given_draft_at(policy, "> 5")

        self.assertEqual(order.currency_id, dollar)
        self.assertEqual(self.when_simulated(policy).newly_stopped_money, order.amount_untaxed / 2)

    def test_deleted_document_counts_and_is_no_example(self):
        policy = self.given_discount_policy()
        order = self.given_confirmed(18)
        self.given_draft_at(policy, "> 20")
        order.unlink()

        simulation = self.when_simulated(policy)

        self.assertEqual((simulation.newly_passing_count, simulation.newly_passing_money), (1, 0))
        self.assertFalse(simulation.line_ids)
