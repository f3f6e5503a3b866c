"""Who may simulate, and who sees what of it?"""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .simulation_case import SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationAccess(SimulationCase):
    """Managers and auditors ask; counts are for them, examples for whoever may read the document."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_policy(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Margin below 20 %", "hold", {"margin_percent": "< 20"}),
        )
        self.order = self.given_confirmed(8)
        self.policy.rule_ids[1].condition_ids.test = "< 37"
        self.simulation = self.when_simulated(self.policy)

    def test_salesperson_and_controller_can_neither_ask_nor_read(self):
        for user in (self.salesperson, self.controller):
            for model, method, args in (
                ("dg.simulation", "create", [{"policy_id": self.policy.id}]),
                ("dg.simulation", "read", [self.simulation.ids, ["newly_stopped_count"]]),
                ("dg.simulation", "action_run", [self.simulation.ids]),
                ("dg.simulation", "action_cancel", [self.simulation.ids]),
                ("dg.simulation", "action_continue", [self.simulation.ids]),
                ("dg.simulation", "action_again", [self.simulation.ids]),
                ("dg.simulation", "unlink", [self.simulation.ids]),
                ("dg.simulation.line", "search_read", [[]]),
                ("dg.simulation.line", "read", [self.simulation.line_ids.ids, ["new_reasons"]]),
                ("dg.simulation.outcome", "search_read", [[]]),
                ("dg.simulation.rule", "search_read", [[]]),
                ("dg.policy", "action_simulate", [self.policy.ids]),
                ("dg.policy", "read", [self.policy.ids, ["simulation_count"]]),
            ):
                with self.subTest(user=user.login, call=f"{model}.{method}"), self.assertRaises(AccessError):
                    self.rpc(model, method, *args, user=user)

    def test_manager_writes_the_question_and_nothing_else(self):
        for values in (
            {"state": "done"},
            {"newly_stopped_count": 0},
            {"candidate_definition": "{}"},
            {"tally": {}},
            {"line_ids": [Command.clear()]},
            {"last_decision_id": 1},
        ):
            with self.subTest(values=values):
                with self.assertRaises(AccessError):
                    self.rpc("dg.simulation", "create", {"policy_id": self.policy.id, **values}, user=self.manager)
                draft = self.given_simulation(self.policy)
                with self.assertRaises(AccessError):
                    self.rpc("dg.simulation", "write", draft.ids, values, user=self.manager)

    def test_context_of_a_client_sets_nothing_but_the_question(self):
        forged = {"default_state": "done", "default_considered_count": 99, "default_error": "x", "default_days": 7}

        (created,) = self.rpc(
            "dg.simulation", "create", [{"policy_id": self.policy.id}], user=self.manager, context=forged
        )

        simulation = self.env["dg.simulation"].browse(created)
        self.assertEqual((simulation.state, simulation.considered_count, simulation.days), ("draft", 0, 7))
        self.assertFalse(simulation.error)

    def test_question_of_a_finished_simulation_stays(self):
        with self.assertRaisesRegex(AccessError, "stays as it was asked"):
            self.rpc("dg.simulation", "write", self.simulation.ids, {"days": 1}, user=self.manager)
        with self.assertRaisesRegex(UserError, "cannot go from “done” to “running”"):
            self.rpc("dg.simulation", "action_run", self.simulation.ids, user=self.manager)

    def test_raw_figures_are_closed_to_everybody(self):
        for model, record, field in (
            ("dg.simulation", self.simulation, "tally"),
            ("dg.simulation.line", self.simulation.line_ids, "reasons"),
        ):
            for user in (self.manager, self.auditor):
                with self.subTest(field=field, user=user.login), self.assertRaises(AccessError):
                    self.rpc(model, "read", record.ids, [field], user=user)

    def test_lines_and_figures_are_written_by_nobody(self):
        for model, record in (
            ("dg.simulation.line", self.simulation.line_ids),
            ("dg.simulation.outcome", self.simulation.outcome_ids),
            ("dg.simulation.rule", self.simulation.rule_ids),
        ):
            for method, args in (("write", [record.ids, {}]), ("unlink", [record.ids]), ("create", [{}])):
                with self.subTest(model=model, method=method), self.assertRaises(AccessError):
                    self.rpc(model, method, *args, user=self.manager)

    def test_reader_without_margin_rights_sees_the_reason_without_the_figure(self):
        self.assertFalse(self.manager.has_group("sales_team.group_sale_manager"))

        reasons = self.simulation.line_ids.with_user(self.manager).new_reasons

        self.assertIn(
            "Margin below 20 %. A rule on “Order margin” is not met; the figure is not shown to you.", reasons
        )
        self.assertNotIn("34.78", reasons)
        self.assertIn("Order margin is 34.78 %", self.simulation.line_ids.with_user(self.auditor).new_reasons)

    def test_examples_are_only_documents_the_manager_may_read_while_counts_are_all(self):
        outsider = self.second_manager
        self.assertFalse(self.env["sale.order"].with_user(outsider).has_access("read"))
        self.env.invalidate_all()
        seen = self.simulation.with_user(outsider)

        self.assertEqual(seen.newly_stopped_count, 1)
        self.assertFalse(seen.line_ids)
        self.assertEqual(self.env["dg.simulation.line"].with_user(outsider).search_count([]), 0)
        with self.assertRaises(AccessError):
            self.simulation.line_ids.with_user(outsider).read(["document_name"])
        self.assertEqual(len(self.simulation.with_user(self.auditor).line_ids), 1)

    def test_auditor_may_ask_too(self):
        simulation = self.when_simulated(self.policy, user=self.auditor)

        self.assertEqual(simulation.newly_stopped_count, 1)

    def test_only_documents_of_the_company_count(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids = [Command.link(elsewhere.id)]
        other = self.env(context={**self.env.context, "allowed_company_ids": elsewhere.ids})
        process = other["dg.process"].create({"name": "Sales", "company_id": elsewhere.id, "mode": "enforce"})
        self.given_discount_policy(process_id=process.id, company_id=elsewhere.id)
        order = other["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [Command.create({"product_id": self.shelf.id, "discount": 30})],
            }
        )
        order.action_confirm()
        self.assertEqual(len(self.decisions(order)), 1)

        self.assertEqual(self.when_simulated(self.policy).considered_count, 1)

    def test_manager_of_another_company_finds_nothing(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "dg_stranger",
            groups="base.group_user,distribution_governance.group_dg_manager",
            company_id=elsewhere.id,
            company_ids=elsewhere.ids,
        )

        for record in (self.simulation, self.simulation.outcome_ids, self.simulation.rule_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                self.rpc(record._name, "read", record.ids, ["company_id"], user=stranger)
        with self.assertRaises(AccessError):
            self.rpc("dg.simulation", "create", {"policy_id": self.policy.id}, user=stranger)
