"""What does guarding changes cost those who are not concerned?"""

from odoo.tests import tagged

from .change_case import ChangeCase


@tagged("post_install", "-at_install")
class TestChangesCost(ChangeCase):
    """Queries, counted."""

    def count(self, action):
        """Return how many queries `action` takes, with everything flushed before and after."""
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def writes(self, records, field, *values):
        """Return the number of queries of each write, the first one being the warm-up."""
        return [self.count(lambda value=value: records.write({field: value})) for value in values][1:]

    def test_draft_costs_nothing_more_under_a_policy(self):
        drafts = self.given_order(), self.given_order()
        fields = ("sale.order.line", "discount"), ("sale.order", "note"), ("sale.order", "commitment_date")
        without, under = [], []
        for counts, draft in ((without, drafts[0]), (under, drafts[1])):
            for model, field in fields:
                records = draft.order_line if model == "sale.order.line" else draft
                values = ("2027-01-01", "2027-01-02", "2027-01-03") if "date" in field else (1, 2, 3)
                counts.extend(self.writes(records, field, *values))
            self.given_discount_policy()

        self.assertEqual(under, without)

    def test_confirmed_order_without_a_policy_costs_no_judgement(self):
        draft, confirmed = self.given_order(), self.given_confirmed()

        self.assertEqual(
            self.writes(confirmed.order_line, "discount", 1, 2, 3), self.writes(draft.order_line, "discount", 1, 2, 3)
        )
        self.assertFalse(self.decisions(confirmed))

    def test_ten_orders_in_one_write_take_as_many_queries_as_two(self):
        self.given_discount_policy()
        orders = self.env["sale.order"].concat(*(self.given_confirmed() for _number in range(12)))
        self.writes(orders[:2], "commitment_date", "2027-01-01")

        few = self.count(lambda: orders[:2].write({"commitment_date": "2027-02-01"}))
        many = self.count(lambda: orders[2:].write({"commitment_date": "2027-02-01"}))

        # Odoo itself notes the change in the chatter of each order, and so on.
        self.process.mode = "observe"
        self.assertEqual(len(self.decisions(orders).filtered(lambda decision: decision.gate == "change")), 14)
        self.assertLessEqual(many - few, 8)
