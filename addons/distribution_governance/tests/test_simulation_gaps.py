"""What does a simulation say where a fact was not recorded?"""

from odoo.tests import tagged

from .simulation_case import SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationGaps(SimulationCase):
    """A draft may ask what nobody measured at the time."""

    def setUp(self):
        super().setUp()
        self.policy = self.given_discount_policy()
        self.orders = self.given_confirmed(3, 18)

    def test_document_without_a_fact_that_the_draft_asks_for_is_not_decidable(self):
        draft = self.given_draft(("Thin margin", "hold", {"margin_percent": "< 50"}), name="Margin")

        simulation = self.when_simulated(draft)

        self.assertEqual((simulation.considered_count, simulation.undecided_count), (2, 2))
        self.assertEqual(simulation.missing_text, "Order margin (2)")
        self.assert_counts(simulation)
        self.assertFalse(simulation.line_ids)

    def test_fact_is_not_needed_where_the_recorded_ones_decide(self):
        draft = self.given_draft(
            ("Discount without margin", "hold", {"deepest_discount": "> 10", "margin_percent": "< 50"}), name="Both"
        )

        simulation = self.when_simulated(draft)

        self.assertEqual(simulation.undecided_count, 1)
        self.assert_counts(simulation, allow=(1, 1))

    def test_missing_fact_is_measured_on_the_document_of_today_when_asked_for(self):
        draft = self.given_draft(("Thin margin", "hold", {"margin_percent": "< 35"}), name="Margin")

        simulation = self.when_simulated(draft, is_measured_now=True)

        self.assertEqual((simulation.undecided_count, simulation.measured_count), (0, 2))
        self.assert_counts(simulation, allow=(2, 1), hold=(0, 1))
        self.assertEqual(simulation.line_ids.mapped("document_id"), self.orders[1].ids)
        self.assertFalse(simulation.is_exact or simulation.line_ids.is_exact)

    def test_document_that_is_gone_cannot_be_measured(self):
        draft = self.given_draft(("Thin margin", "hold", {"margin_percent": "< 35"}), name="Margin")
        self.orders[1].unlink()

        simulation = self.when_simulated(draft, is_measured_now=True)

        self.assertEqual((simulation.considered_count, simulation.undecided_count), (2, 1))

    def test_fact_that_failed_then_is_held_now(self):
        decision = self.decisions(self.orders[0])
        self.env.cr.execute("ALTER TABLE dg_decision DISABLE TRIGGER USER")
        self.env.cr.execute(
            "UPDATE dg_decision SET facts = %s WHERE id = %s",
            ['{"deepest_discount": {"value": null, "where": "no rate", "failed": true}}', decision.id],
        )
        self.env.cr.execute("ALTER TABLE dg_decision ENABLE TRIGGER USER")
        self.env.invalidate_all()

        simulation = self.when_simulated(self.policy)

        self.assert_counts(simulation, hold=(2, 2))
        self.assertIn("“Deepest line discount” could not be computed", simulation.rule_ids.mapped("name"))
