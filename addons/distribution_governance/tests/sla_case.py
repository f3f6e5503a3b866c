"""The words in which the tests of deadlines are written."""

from datetime import datetime, timedelta

from pytz import timezone, utc

from odoo import Command
from odoo.tests import TransactionCase

BRUSSELS = timezone("Europe/Brussels")
OFFICE = [(day, hours) for day in range(5) for hours in ((8, 12), (13, 17))]
NIGHTS = [(day, hours) for day in range(7) for hours in ((0, 6), (22, 24))]


def hours(number):
    """Return so many hours as a time."""
    return timedelta(hours=number)


def moment(text):
    """Return a moment that is given in UTC."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


def brussels(text):
    """Return the moment at which the clocks of Brussels show this."""
    return BRUSSELS.localize(moment(text)).astimezone(utc).replace(tzinfo=None)


class SlaCase(TransactionCase):
    """An office in Brussels, open from Monday to Friday, 8 to 12 and 13 to 17."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Test Wholesale"})
        cls.sla = cls.env["dg.sla"]
        cls.office = cls._calendar("Office", OFFICE)

    @classmethod
    def _calendar(cls, name, times, **values):
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "Europe/Brussels",
                "company_id": cls.company.id,
                "attendance_ids": [
                    Command.create({"name": name, "dayofweek": str(day), "hour_from": start, "hour_to": end})
                    for day, (start, end) in times
                ],
                **values,
            }
        )

    def given_holiday(self, day, calendar=None, company=None, **values):
        """Enter a day off in Brussels, as Odoo's screen does: until the last second of the day."""
        leaves = self.env["resource.calendar.leaves"].with_company(company or self.company)
        holiday = leaves.create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id if calendar else False,
                "date_from": brussels(f"{day} 00:00"),
                "date_to": brussels(f"{day} 23:59") + timedelta(seconds=59),
                **values,
            }
        )
        # Odoo computes whose holiday it is, from the company at that moment.
        holiday.flush_recordset()
        return holiday
