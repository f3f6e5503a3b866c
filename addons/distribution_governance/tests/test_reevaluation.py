"""Which open documents would a version or a draft hold now?"""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from ..models import dg_simulation_run
from .simulation_case import SimulationCase


@tagged("post_install", "-at_install")
class TestReevaluation(SimulationCase):
    """Columns are searched; recorded facts are replayed; what is missing is measured now."""

    def given_amount_policy(self, test="> 1000"):
        """Publish a policy on a fact that stands in a column."""
        return self.given_policy(("Large order", "hold", {"amount_untaxed": test}), name="Value")

    def when_open_simulated(self, policy, **question):
        """Ask about the open documents."""
        return self.when_simulated(policy, subject="open", **question)

    def test_facts_in_columns_need_no_decision(self):
        policy = self.given_amount_policy()
        for quantity in (1, 8, 11):
            self.given_order(quantity=quantity)
        self.given_draft_at(policy, "> 700")

        simulation = self.when_open_simulated(policy)

        self.assert_counts(simulation, allow=(2, 1), hold=(1, 2))
        self.assertEqual((simulation.measured_count, simulation.total), (0, 0))
        self.assertEqual(simulation.line_ids.mapped("money"), [800.0])
        self.assertIn("Untaxed amount is", simulation.line_ids.new_reasons)
        self.assertTrue(simulation.is_exact)

    def test_confirmed_and_cancelled_orders_are_not_open(self):
        policy = self.given_amount_policy()
        self.given_order(quantity=5).action_confirm()
        self.given_order(quantity=5).action_cancel()
        self.given_order(quantity=5)
        self.given_draft_at(policy, "> 100")

        self.assertEqual(self.when_open_simulated(policy).considered_count, 1)

    def test_columns_are_searched_in_four_queries_for_any_number_of_orders(self):
        policy = self.given_amount_policy()
        for _ in range(8):
            self.given_order(quantity=11)
        simulation = self.given_simulation(policy, subject="open").sudo()
        simulation._freeze()
        backtest = simulation._backtest()
        self.env.flush_all()
        simulation._run_columns(backtest)
        self.env.invalidate_all()
        _ = simulation.company_id.currency_id, simulation.policy_id.gate, simulation.candidate_definition
        _ = simulation._companies()
        with self.assertQueryCount(4):  # one of them finds the branches of the company
            tally, changes = simulation._run_columns(backtest)

        self.assertEqual((tally.considered, changes), (8, []))

    def test_order_in_another_currency_is_measured(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        dollar.rate_ids = [Command.create({"name": "2020-01-01", "company_rate": 2.0, "company_id": self.company.id})]
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": dollar.id, "company_id": self.company.id}
        )
        policy = self.given_amount_policy("> 800")
        order = self.given_order(quantity=10, pricelist_id=pricelist.id)
        in_euro = self.given_order(line={"price_unit": 1000.0})
        self.assertEqual((order.currency_id, order.amount_untaxed), (dollar, in_euro.amount_untaxed))

        simulation = self.when_open_simulated(policy)

        self.assertEqual((simulation.total, simulation.measured_count), (1, 1))
        self.assert_counts(simulation, allow=(1, 1), hold=(1, 1))

    def test_facts_of_the_latest_decision_are_replayed(self):
        policy = self.given_discount_policy()
        self.given_confirmed(12, 18)
        self.given_draft_at(policy, "> 15")

        with patch.object(type(self.env["sale.order"]), "_dg_measure", side_effect=AssertionError("measured")):
            simulation = self.when_open_simulated(policy)

        self.assert_counts(simulation, allow=(0, 1), hold=(2, 1))
        self.assertEqual(simulation.measured_count, 0)

    def test_order_without_a_decision_is_measured(self):
        policy = self.given_discount_policy()
        self.given_order(discount=18)

        simulation = self.when_open_simulated(policy)

        self.assert_counts(simulation, hold=(1, 1))
        self.assertEqual(simulation.measured_count, 1)

    def test_order_that_was_changed_since_its_decision_is_measured(self):
        policy = self.given_discount_policy()
        order = self.given_confirmed(18)
        order.order_line.discount = 2
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order_line SET write_date = %s WHERE order_id = %s",
            [self.decisions(order).decided_at + timedelta(seconds=5), order.id],
        )
        self.env.invalidate_all()

        simulation = self.when_open_simulated(policy)

        self.assert_counts(simulation, allow=(1, 1))
        self.assertEqual(simulation.measured_count, 1)

    def test_what_holds_them_now_is_the_other_side(self):
        policy = self.given_discount_policy()
        self.given_confirmed(12, 18)
        self.given_order(discount=20)
        self.given_draft_at(policy, "> 15")

        simulation = self.when_open_simulated(policy, baseline="actual")

        self.assert_counts(simulation, allow=(1, 1), hold=(2, 2))
        self.assertEqual((simulation.newly_stopped_count, simulation.newly_passing_count), (1, 1))

    def test_what_holds_them_now_is_known_where_columns_are_searched(self):
        policy = self.given_amount_policy()
        order = self.given_order(quantity=11)
        order.action_confirm()
        self.given_draft_at(policy, "> 5000")

        simulation = self.when_open_simulated(policy, baseline="actual")

        self.assert_counts(simulation, allow=(0, 1), hold=(1, 0))
        self.assertEqual(simulation.line_ids.document_id, order.id)

    def test_only_documents_in_scope_are_looked_at(self):
        policy = self.given_amount_policy("> 100")
        policy.domain = "[('client_order_ref', '=', 'tender')]"
        self.given_order(quantity=5, client_order_ref="tender")
        self.given_order(quantity=5)

        simulation = self.when_open_simulated(policy, baseline="in_force")

        self.assert_counts(simulation, allow=(0, 1), hold=(2, 1))
        self.assertEqual(simulation.guessed_count, 0, "the scope of an open document is known")

    def test_rule_without_conditions_speaks_about_every_open_document(self):
        policy = self.given_policy(("Everything", "warn", {}), name="Pilot")
        for _ in range(2):
            self.given_order()

        self.assert_counts(self.when_open_simulated(policy), warn=(2, 2))

    def test_rule_of_both_kinds_of_facts_is_measured(self):
        policy = self.given_policy(
            ("Large and cheap", "hold", {"amount_untaxed": "> 500", "deepest_discount": "> 10"}), name="Both"
        )
        for discount in (20, 0):
            self.given_order(quantity=10, discount=discount)

        simulation = self.when_open_simulated(policy)

        self.assert_counts(simulation, allow=(1, 1), hold=(1, 1))
        self.assertEqual(simulation.measured_count, 2)

    def test_many_documents_are_measured_in_the_background(self):
        policy = self.given_discount_policy()
        for discount in (3, 12, 18):
            self.given_order(discount=discount)
        with patch.multiple(dg_simulation_run, OPEN_BATCH=2, SMALL_MEASURED=2):
            simulation = self.given_simulation(policy, subject="open")
            simulation.action_run()
            self.assertEqual((simulation.state, simulation.total), ("running", 3))
            with self.enter_registry_test_mode():
                self.env.ref("distribution_governance.ir_cron_dg_run_jobs").method_direct_trigger()
        self.env.invalidate_all()

        self.assert_counts(simulation, allow=(1, 1), hold=(2, 2))
        self.assertEqual((simulation.state, simulation.processed), ("done", 3))
