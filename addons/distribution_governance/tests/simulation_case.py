"""The words in which the tests of simulations are written."""

from .common import GovernanceCase


class SimulationCase(GovernanceCase):
    """Policies that can be simulated, and managers who may read orders."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager.group_ids += cls.env.ref("sales_team.group_sale_salesman_all_leads")

    def given_confirmed(self, *discounts, **values):
        """Enter one order per discount and submit it; return the orders in that order."""
        orders = self.env["sale.order"].concat(*(self.given_order(discount=one, **values) for one in discounts))
        for order in orders:
            order.action_confirm()
        return orders

    def given_draft_at(self, policy, test):
        """Change the threshold of the only rule of a policy, without publishing it."""
        policy.rule_ids.condition_ids.test = test

    def given_simulation(self, policy, user=None, **question):
        """Write down a question, without running it."""
        return self.env["dg.simulation"].with_user(user or self.manager).create({"policy_id": policy.id, **question})

    def when_simulated(self, policy, user=None, **question):
        """Ask the question, as a manager does, and return the finished simulation."""
        simulation = self.given_simulation(policy, user, **question)
        simulation.action_run()
        self.assertEqual(simulation.state, "done", simulation.error)
        return simulation

    def counts(self, simulation):
        """Return {effect: (before, simulated)} of the effects that occur."""
        return {
            outcome.effect: (outcome.old_count, outcome.new_count)
            for outcome in simulation.outcome_ids
            if outcome.old_count or outcome.new_count
        }

    def assert_counts(self, simulation, **counts):
        """Exactly so many documents meet with each effect, before and simulated."""
        self.assertEqual(self.counts(simulation), counts)
