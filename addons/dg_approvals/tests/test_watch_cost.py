"""How many statements does the watch take, and does it find what is due without reading what is not?"""

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .watch_case import WatchCase

# Odoo writes a hundred rows in one statement.
ROWS = 100


@tagged("post_install", "-at_install")
class TestCostOfWatching(WatchCase):
    """The price of a batch, in statements."""

    def statements(self):
        """Return how many statements one batch takes."""
        due = self.env["dg.approval.step"]._to_do(500)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        due._do_what_is_due()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def cost_of(self, count, breach_action):
        """Return how many statements it takes to escalate so many steps."""
        self.given_late_orders(count, breach_action)
        return self.statements()

    def assert_flat(self, costs, most):
        """The larger batch takes as many statements as the smaller, and neither takes many."""
        self.assertEqual(*costs)
        self.assertLessEqual(costs[0], most)

    def test_200_late_steps_take_the_statements_of_20(self):
        self.cost_of(1, "add_next")
        few, many = self.cost_of(20, "add_next"), self.cost_of(200, "add_next")

        self.assertLessEqual(few, 30)
        # Two people are asked on each step, so 400 rows are made and 200 changed; one statement writes a hundred.
        self.assertLessEqual(many, few + (400 + 200) // ROWS)

    def test_passing_on_and_rejecting_cost_no_statement_per_step(self):
        for action in ("pass_next", "reject"):
            self.cost_of(1, action)
            self.assert_flat([self.cost_of(count, action) for count in (4, 40)], 30)

    def test_step_of_all_beneath_limits_of_authority_costs_no_statement_per_step(self):
        for person in self.lead + self.director + self.second_director:
            self.given_limit(person, 90)
        self.team.quorum = 0
        self.cost_of(1, "pass_next")

        self.assert_flat([self.cost_of(count, "pass_next") for count in (4, 40)], 40)

    def test_reminders_cost_no_statement_each(self):
        costs = []
        for count in (1, 4, 40):
            self.given_remind_soon(self.steps(self.given_held_orders(count)).filtered("next_at"))
            costs.append(self.statements())

        self.assert_flat(costs[1:], 15)

    def test_due_steps_among_100_000_are_found_by_their_index(self):
        _order, request = self.given_request()
        [step] = request.step_ids[0]
        names = [
            name
            for name, field in step._fields.items()
            if field.store and field.column_type and name not in ("id", "next_at")
        ]
        columns = SQL(", ").join(map(SQL.identifier, names))
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """INSERT INTO dg_approval_step (next_at, %(columns)s)
                   SELECT %(now)s::timestamp + (number - 50) * interval '1 minute', %(columns)s
                     FROM dg_approval_step, generate_series(1, 100000) AS number WHERE id = %(step)s""",
                columns=columns,
                now=fields.Datetime.now(),
                step=step.id,
            )
        )
        self.env.cr.execute("ANALYZE dg_approval_step")
        steps = self.env["dg.approval.step"]
        due = [("state", "=", "open"), ("next_at", "<=", fields.Datetime.now())]
        query = steps._search(due, order="next_at, id", limit=500)
        plan = "\n".join(row[0] for row in self.env.execute_query(SQL("EXPLAIN %s", query.select())))

        self.assertEqual(len(steps._to_do(500)), 50)
        self.assertIn("dg_approval_step_next_idx", plan)
        self.assertNotIn("Seq Scan", plan)
