"""How many statements does it cost to ask people, and to look at what one is asked?"""

from odoo import Command
from odoo.tests import tagged

from odoo.addons.distribution_governance.models.dg_policy_in_force import _changing

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestQueries(ApprovalCase):
    """A few statements per batch, however many documents, and however many people are in a group."""

    def cost_of_holding(self, count):
        """Return how many statements it takes to confirm so many orders outside policy in one call."""
        orders = self.env["sale.order"].with_user(self.salesperson)
        for _number in range(count):
            orders += self.given_order(discount=18)
        self.given_memory_of_a_process()
        before = self.env.cr.sql_log_count
        orders.action_confirm()
        self.env.flush_all()
        cost = self.env.cr.sql_log_count - before
        self.assertEqual(set(orders.mapped("dg_gate_state")), {"held"})
        return cost

    def given_memory_of_a_process(self):
        """Forget what this transaction has read, and keep what a process has in memory after its first call."""
        self.env.flush_all()
        self.env.invalidate_all()
        versions, key = self.env["dg.policy.version"], (self.company._dg_lineage(), "sale.order", "confirm")
        versions._active_sets()[key] = versions._read_active_set(*key)
        _changing.discard(self.env.cr)
        self.env.invalidate_all()

    def cost_of(self, action):
        """Return how many statements an action takes, after it was done once in this process."""
        action()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        action()
        return self.env.cr.sql_log_count - before

    def test_asking_people_costs_the_same_few_statements_for_one_order_and_for_ten(self):
        unrouted = self.given_discount_policy()
        self.cost_of_holding(1)
        held = {count: self.cost_of_holding(count) for count in (1, 10)}
        unrouted.action_retire()
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        self.cost_of_holding(1)

        asked = {count: self.cost_of_holding(count) for count in (1, 10)}

        added = {count: asked[count] - held[count] for count in asked}
        self.assertLessEqual(max(added.values()), 11, added)
        self.assertEqual(added[1], added[10])

    def test_list_costs_no_statement_per_request(self):
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        requests = self.env["dg.approval.request"].with_user(self.lead)
        spec = {name: {} for name in ("document_name", "reasons_text", "amount", "due_at", "waits_for", "state")}
        costs = []
        for _round in range(2):
            for _number in range(4):
                self.given_order(discount=18).action_confirm()
            costs.append(
                self.cost_of(lambda: requests.web_search_read([("is_mine", "=", True)], spec, limit=80)["length"])
            )

        self.assertEqual(*costs)

    def test_new_member_of_a_group_costs_nothing_for_what_is_closed(self):
        def cost_of_joining(group):
            group.user_ids += self.second_director
            group.user_ids -= self.second_director
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            group.user_ids += self.second_director
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        alone = cost_of_joining(self.env["res.groups"].create({"name": "Of no route"}))
        group = self.env["res.groups"].create({"name": "Board", "user_ids": [Command.set(self.director.ids)]})
        self.board.write({"approver_kind": "group", "group_id": group.id})
        _order, request = self.given_request()
        self.when_voted(request, self.lead)
        self.when_voted(request, self.director)

        self.assertLessEqual(cost_of_joining(group), alone + 1)
        self.assertEqual(request.step_ids[1].approver_ids, self.director)
