"""How many statements does a decision cost, for one order and for many?"""

from odoo.tests import tagged

from ..models.dg_policy_in_force import _changing
from .common import GovernanceCase

RULES = (
    ("Discount", "hold", {"deepest_discount": "> 50"}),
    ("Margin", "hold", {"margin_percent": "< -50"}),
    ("Amount", "hold", {"amount_untaxed": "> 1000000"}),
)


@tagged("post_install", "-at_install")
class TestQueries(GovernanceCase):
    """A decision costs a few statements per batch, and none without a policy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assembly = cls._product("Assembly", 100.0, 60.0, type="service")

    def given_service_orders(self, count):
        """Enter orders of services as a salesperson, and forget what is in memory."""
        orders = self.env["sale.order"].with_user(self.salesperson)
        for _number in range(count):
            orders += self.given_order(product=self.assembly, date_order="2024-01-02 08:00:00")
        self.env.flush_all()
        self.env.invalidate_all()
        return orders

    def cost_of_confirming(self, count):
        """Return how many statements confirming so many orders in one call takes."""
        self.given_service_orders(1).action_confirm()  # what is read once per process is read
        orders = self.given_service_orders(count)
        self.given_active_set_in_memory()
        before = self.env.cr.sql_log_count
        orders.action_confirm()
        self.env.flush_all()
        self.assertEqual(set(orders.mapped("state")), {"sale"})
        return self.env.cr.sql_log_count - before

    def cost_of_writing(self):
        """Return how many statements changing one field of a draft takes."""
        order = self.given_service_orders(1)
        self.given_active_set_in_memory()
        for text in ("warm", "measured"):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            order.client_order_ref = text
            self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def given_active_set_in_memory(self):
        """Let the policy be known as after its commit; a transaction that publishes reads the tables each time."""
        versions, key = self.env["dg.policy.version"], (self.company._dg_lineage(), "sale.order", "confirm")
        versions._active_sets()[key] = versions._read_active_set(*key)
        _changing.discard(self.env.cr)

    def test_prices_decision_and_event_are_one_statement_each_however_many_orders(self):
        free = {count: self.cost_of_confirming(count) for count in (1, 10)}
        self.given_policy(*RULES)

        governed = {count: self.cost_of_confirming(count) for count in (1, 10)}

        self.assertEqual({count: governed[count] - free[count] for count in free}, {1: 3, 10: 3})

    def test_policy_that_is_about_other_orders_costs_nothing(self):
        free = self.cost_of_confirming(5)
        self.given_policy(*RULES, domain=[("amount_untaxed", ">", 1000000)])

        self.assertEqual(self.cost_of_confirming(5), free)

    def test_draft_is_written_without_a_statement_of_ours(self):
        free = self.cost_of_writing()
        self.given_policy(*RULES)

        self.assertEqual(self.cost_of_writing(), free)
