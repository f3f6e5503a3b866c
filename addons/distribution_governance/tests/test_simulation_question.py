"""Is exactly that simulated which was asked for, and does the answer say when it is not exact?"""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .simulation_case import SimulationCase


@tagged("post_install", "-at_install")
class TestSimulationQuestion(SimulationCase):
    """Both sides are frozen at the start; the scope is taken from the decisions where they name it."""

    def test_draft_is_frozen_and_an_edit_since_is_said(self):
        policy = self.given_discount_policy()
        self.given_confirmed(8)
        simulation = self.when_simulated(policy)
        self.assertFalse(simulation.is_outdated)

        self.given_draft_at(policy, "> 5")
        simulation.invalidate_recordset()

        self.assertTrue(simulation.is_outdated)
        self.assertEqual(simulation.newly_stopped_count, 0)

    def test_published_version_has_the_digest_that_was_simulated(self):
        policy = self.given_discount_policy()
        self.given_draft_at(policy, "> 5")
        simulation = self.when_simulated(policy)

        policy.action_publish()

        self.assertEqual(policy.current_version_id.digest, simulation.candidate_digest)
        event = self.env["dg.event"].search([("event_type_id.code", "=", "policy.simulated")], limit=1)
        self.assertEqual((event.document_id, event.actor_id), (policy.id, self.manager))
        self.assertIn(simulation.candidate_digest, event.payload)

    def test_draft_that_cannot_be_read_is_refused_with_the_reason(self):
        policy = self.given_discount_policy()
        self.env.cr.execute("UPDATE dg_policy_condition SET test = '> ten' WHERE rule_id IN %s", [policy.rule_ids._ids])
        self.env.invalidate_all()

        with self.assertRaisesRegex(UserError, "cannot be simulated.*Discount above 10 %"):
            self.when_simulated(policy)

    def test_scope_of_a_version_that_was_in_force_is_known(self):
        policy = self.given_discount_policy(domain="[('client_order_ref', '=', 'tender')]")
        self.given_policy(("Never", "hold", {"deepest_discount": "> 99"}), name="Everywhere")
        self.given_confirmed(18, client_order_ref="tender")
        self.given_confirmed(18)
        policy.rule_ids.condition_ids.test = "> 20"

        simulation = self.when_simulated(policy)

        self.assert_counts(simulation, allow=(0, 1), hold=(1, 0))

    def test_scope_that_was_not_recorded_is_read_from_today_and_marked(self):
        policy = self.given_discount_policy()
        self.given_confirmed(18, client_order_ref="tender")
        self.given_confirmed(18)
        policy.domain = "[('client_order_ref', '=', 'tender')]"

        simulation = self.when_simulated(policy)

        self.assert_counts(simulation, allow=(0, 1), hold=(2, 1))
        self.assertEqual(simulation.guessed_count, 2)
        self.assertFalse(simulation.is_exact or simulation.line_ids.is_exact)
