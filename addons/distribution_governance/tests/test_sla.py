"""Does the SLA clock keep the working time of a calendar: its weekends, holidays, nights and changes of the clock?"""

from pytz import timezone

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..logic.sla import Clock
from .sla_case import NIGHTS, OFFICE, SlaCase, brussels, hours, moment


@tagged("post_install", "-at_install")
class TestSla(SlaCase):
    """Deadlines, passed time and reminders by calendars in Brussels."""

    # ---- weekends and holidays ----

    def test_weekend_does_not_count(self):
        opened = brussels("2026-03-06 16:00")

        self.assertEqual(self.sla._due(self.office, opened, 4), brussels("2026-03-09 11:00"))
        self.assertEqual(self.sla._elapsed(self.office, opened, brussels("2026-03-09 11:00")), hours(4))

    def test_what_is_opened_at_the_weekend_starts_on_monday(self):
        self.assertEqual(self.sla._due(self.office, brussels("2026-03-07 10:00"), 1.5), brussels("2026-03-09 09:30"))

    def test_zero_hours_are_due_at_once_even_at_the_weekend(self):
        opened = brussels("2026-03-07 10:00")

        self.assertEqual(self.sla._due(self.office, opened, 0), opened)

    def test_holiday_of_the_calendar_does_not_count(self):
        self.given_holiday("2026-03-09", self.office)

        self.assertEqual(self.sla._due(self.office, brussels("2026-03-06 16:00"), 4), brussels("2026-03-10 11:00"))

    def test_holiday_of_the_whole_company_does_not_count(self):
        self.given_holiday("2026-03-09")

        self.assertEqual(self.sla._due(self.office, brussels("2026-03-06 16:00"), 4), brussels("2026-03-10 11:00"))

    def test_holidays_of_other_companies_calendars_and_people_count_as_work(self):
        elsewhere = self.env["res.company"].create({"name": "Test Elsewhere"})
        person = self.env["resource.resource"].create(
            {"name": "Ada", "calendar_id": self.office.id, "company_id": self.company.id}
        )
        self.given_holiday("2026-03-09", company=elsewhere)
        self.given_holiday("2026-03-09", self._calendar("Other office", OFFICE))
        self.given_holiday("2026-03-09", self.office, resource_id=person.id)
        self.given_holiday("2026-03-09", self.office, time_type="other")

        self.assertEqual(self.sla._due(self.office, brussels("2026-03-06 16:00"), 4), brussels("2026-03-09 11:00"))

    def test_calendar_of_all_companies_keeps_the_holidays_of_the_company_at_work(self):
        shared = self._calendar("Shared", OFFICE, company_id=False)
        elsewhere = self.env["res.company"].create({"name": "Test Elsewhere"})
        self.given_holiday("2026-03-09")
        opened = brussels("2026-03-06 16:00")

        self.assertEqual(self.sla.with_company(self.company)._due(shared, opened, 4), brussels("2026-03-10 11:00"))
        self.assertEqual(self.sla.with_company(elsewhere)._due(shared, opened, 4), brussels("2026-03-09 11:00"))

    # ---- changes of the clock, nights ----

    def test_weekend_of_summer_time_keeps_the_hours_of_the_office(self):
        self.assertEqual(
            self.sla._due(self.office, moment("2026-03-27 15:00"), 4), moment("2026-03-30 09:00"), "16:00 to 11:00"
        )

    def test_weekend_of_winter_time_keeps_the_hours_of_the_office(self):
        self.assertEqual(
            self.sla._due(self.office, moment("2026-10-23 14:00"), 4), moment("2026-10-26 10:00"), "16:00 to 11:00"
        )

    def test_night_shift_goes_on_over_midnight(self):
        nights = self._calendar("Nights", NIGHTS)
        opened = brussels("2026-03-02 21:00")

        self.assertEqual(self.sla._due(nights, opened, 2), brussels("2026-03-03 00:00"))
        self.assertEqual(self.sla._due(nights, opened, 5), brussels("2026-03-03 03:00"))
        self.assertEqual(self.sla._due(nights, opened, 8), brussels("2026-03-03 06:00"))
        self.assertEqual(self.sla._elapsed(nights, opened, opened + hours(24)), hours(8))

    def test_night_of_summer_time_is_an_hour_shorter(self):
        nights = self._calendar("Nights", NIGHTS)

        self.assertEqual(self.sla._due(nights, moment("2026-03-28 21:00"), 7), moment("2026-03-29 04:00"))
        self.assertEqual(self.sla._elapsed(nights, moment("2026-03-28 12:00"), moment("2026-03-29 12:00")), hours(7))

    def test_night_of_winter_time_is_an_hour_longer(self):
        nights = self._calendar("Nights", NIGHTS)

        self.assertEqual(self.sla._due(nights, moment("2026-10-24 20:00"), 9), moment("2026-10-25 05:00"))
        self.assertEqual(self.sla._elapsed(nights, moment("2026-10-24 12:00"), moment("2026-10-25 12:00")), hours(9))

    def test_holiday_ends_at_midnight_and_not_a_second_before(self):
        nights = self._calendar("Nights", NIGHTS)
        self.given_holiday("2026-03-08", nights)

        self.assertEqual(self.sla._due(nights, brussels("2026-03-08 12:00"), 2), brussels("2026-03-09 02:00"))

    def test_flexible_schedule_counts_the_same_hours_from_any_day_of_the_week(self):
        flexible = self._calendar(
            "Flexible", [], schedule_type="flexible", hours_per_day=8, full_time_required_hours=40
        )
        opened = brussels("2026-03-04 15:00")

        self.assertEqual(self.sla._due(flexible, opened, 9), brussels("2026-03-05 16:00"))
        self.assertEqual(self.sla._elapsed(flexible, opened, brussels("2026-03-06 09:00")), hours(10))

    # ---- who asks, and for what ----

    def test_deadline_is_the_same_whoever_asks(self):
        self.given_holiday("2026-03-09", self.office)
        customer = new_test_user(
            self.env(context={**self.env.context, "no_reset_password": True}), "dg_customer", groups="base.group_portal"
        )
        context = {"tz": "Asia/Tokyo", "employee_timezone": timezone("Asia/Tokyo")}
        asked = self.sla.with_user(customer).with_context(**context)
        office = self.office.with_env(asked.env)

        self.assertEqual(asked._due(office, brussels("2026-03-06 16:00"), 4), brussels("2026-03-10 11:00"))

    def test_without_a_calendar_every_hour_counts(self):
        nothing = self.env["resource.calendar"]
        opened = brussels("2026-03-06 16:00")

        self.assertEqual(self.sla._due(nothing, opened, 48), opened + hours(48))
        self.assertEqual(self.sla._elapsed(nothing, opened, opened + hours(30)), hours(30))
        self.assertEqual(self.sla._milestones(nothing, opened, 48, [0.5]), [opened + hours(24)])

    def test_reminders_follow_the_calendar(self):
        self.given_holiday("2026-03-09", self.office)
        opened = brussels("2026-03-06 13:00")

        self.assertEqual(
            self.sla._milestones(self.office, opened, 10, [0.8, 0.5, hours(2), 1]),
            [brussels("2026-03-10 09:00"), brussels("2026-03-10 12:00")],
        )

    def test_resumed_clock_gets_a_deadline_of_its_own(self):
        clock = Clock.started(brussels("2026-03-06 09:00")).paused(brussels("2026-03-06 10:00"))

        running, new = self.sla._resume(self.office, clock, brussels("2026-03-13 16:00"), 3)

        self.assertTrue(running.is_running)
        self.assertEqual(new, brussels("2026-03-16 09:00"))

    def test_calendar_without_working_time_says_what_to_do(self):
        self.office.attendance_ids.unlink()
        opened = brussels("2026-03-06 16:00")

        for ask in (
            lambda: self.sla._due(self.office, opened, 4),
            lambda: self.sla._milestones(self.office, opened, 4, [0.5]),
            lambda: self.sla._resume(self.office, Clock.started(opened).paused(opened), opened, 4),
        ):
            with self.assertRaisesRegex(UserError, "“Office” has too little working time.*add working hours"):
                ask()
        self.assertEqual(self.sla._elapsed(self.office, opened, opened + hours(100)), hours(0))
