"""How many statements does it take to find out when something is due?"""

from odoo.tests import tagged

from .sla_case import SlaCase, brussels


@tagged("post_install", "-at_install")
class TestSlaCost(SlaCase):
    """A calendar is read once for many deadlines, and no further than they lie ahead."""

    def cost(self, *openings, calendar=None):
        """Return how many statements it takes to find out when these are due, with nothing in memory."""
        calendar = self.office if calendar is None else calendar
        for _text in ("warm", "measured"):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.sla._due_each(calendar, list(openings))
        return self.env.cr.sql_log_count - before

    def test_many_deadlines_come_back_in_the_order_in_which_they_were_asked(self):
        friday, monday = brussels("2026-03-06 16:00"), brussels("2026-03-09 09:00")

        self.assertEqual(
            self.sla._due_each(self.office, [(monday, 1), (friday, 4), (friday, 0.5)]),
            [brussels("2026-03-09 10:00"), brussels("2026-03-09 11:00"), brussels("2026-03-06 16:30")],
        )
        self.assertEqual(self.sla._due_each(self.office, []), [])

    def test_many_deadlines_of_a_calendar_cost_as_much_as_one(self):
        self.given_holiday("2026-03-09", self.office)
        opened = brussels("2026-03-06 16:00")

        one = self.cost((opened, 4))

        self.assertEqual(self.cost(*[(opened, number) for number in range(1, 51)]), one)
        self.assertLessEqual(one, 6)

    def test_calendar_is_read_no_further_than_the_deadline(self):
        opened = brussels("2026-03-06 16:00")

        self.assertLessEqual(self.cost((opened, 104 * 40)), self.cost((opened, 4)) + 8)

    def test_deadlines_without_a_calendar_cost_nothing(self):
        nothing = self.env["resource.calendar"]

        self.assertEqual(self.cost((brussels("2026-03-06 16:00"), 4), calendar=nothing), 0)
