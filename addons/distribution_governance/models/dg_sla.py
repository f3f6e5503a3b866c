from contextlib import contextmanager
from datetime import datetime, time, timedelta
from decimal import Decimal

from pytz import timezone, utc

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import ormcache

from ..logic.sla import CalendarEnds, Span, due, elapsed, milestones

# How many weeks of a calendar are read first; most deadlines lie within. Each further piece is twice as long.
FIRST_WEEKS = 8

# How far a deadline may lie ahead of what it is counted from; a calendar without working time is read no further.
LONGEST = timedelta(days=3 * 366)

WEEK = timedelta(weeks=1)


class DgSla(models.AbstractModel):
    """When something is due by the working time of a calendar, its holidays and its time zone.

    All moments are naive datetimes in UTC. Without a calendar (an empty recordset) hours are hours of the wall clock.
    Hours are a number or a timedelta. Holidays without a calendar of their own count where they belong to the
    calendar's company; for a calendar of all companies, to the company that `dg.sla` is called with.
    """

    _name = "dg.sla"
    _description = "SLA Clock"

    @api.model
    def _due(self, calendar, opened, hours):
        """Return when `hours` of working time have passed since `opened`."""
        return self._due_each(calendar, [(opened, hours)])[0]

    @api.model
    def _due_each(self, calendar, openings):
        """Return when each of the pairs (opened, hours) is due, in their order; the calendar is read once for all."""
        if not openings:
            return []
        moments = [opened for opened, _hours in openings]
        working = self._working(calendar, min(moments), max(moments) + LONGEST)
        with self._explained(calendar):
            return [due(opened, _exact(hours), working) for opened, hours in openings]

    @api.model
    def _milestones(self, calendar, opened, hours, points):
        """Return the moments of reminders strictly between opened and due, sorted.

        A point is a share of the hours (a number: 0.5) or the working time left before it is due (a timedelta).
        """
        working = self._working(calendar, opened, opened + LONGEST)
        with self._explained(calendar):
            return list(milestones(opened, _exact(hours), [_exact(point) for point in points], working))

    @api.model
    def _elapsed(self, calendar, since, until):
        """Return the working time between two moments as a timedelta."""
        return elapsed(since, until, self._working(calendar, since, until))

    @api.model
    def _resume(self, calendar, clock, at, hours):
        """Return the paused `clock` (logic.sla.Clock) as it runs again, and when it will have run for `hours`."""
        working = self._working(calendar, clock.segments[0].start, at + LONGEST)
        with self._explained(calendar):
            return clock.resumed(at, _exact(hours), working)

    def _working(self, calendar, since, until):
        """Return the working time of the calendar as spans that may be read several times; None without a calendar."""
        if not calendar:
            return None
        calendar.ensure_one()
        zone, own_company_id = self._home(calendar.id)
        return _WorkingTime(self._spans, calendar.id, own_company_id or self.env.company.id, zone, since, until)

    @api.model
    @ormcache("calendar_id")
    def _home(self, calendar_id):
        """Return (name of the time zone, id of the company or False) of a calendar."""
        # A deadline is the same whoever's action starts it, and customers in the portal may not read calendars.
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id)
        return calendar.tz, calendar.company_id.id

    @api.model
    @ormcache("calendar_id", "company_id", "start", "end")
    def _spans(self, calendar_id, company_id, start, end):
        """Return the spans of working time from the beginning of the day `start` until that of `end`."""
        # The same as above.
        calendar = self.env["resource.calendar"].sudo().browse(calendar_id)
        zone = timezone(calendar.tz)
        bounds = (zone.localize(datetime.combine(day, time.min)) for day in (start, end))
        # Odoo itself would count the holidays of every company that have no calendar, and would take the time zone of
        # an employee from the context.
        leaves = [
            ("time_type", "=", "leave"),
            "|",
            ("calendar_id", "=", calendar.id),
            ("company_id", "in", [company_id, False]),
        ]
        found = calendar._work_intervals_batch(*bounds, domain=leaves, tz=zone)[False]
        return tuple(Span(_minute(first), _minute(last)) for first, last, _attendance in found)

    @contextmanager
    def _explained(self, calendar):
        """Say in words that a calendar has too little working time, and what to do."""
        try:
            yield
        except CalendarEnds as end:
            raise UserError(
                self.env._(
                    "The working schedule “%(calendar)s” has too little working time within three years: %(hours)s "
                    "hours are missing before the deadline. Ask an administrator to add working hours to it, or choose "
                    "another working schedule.",
                    # The reader need not be able to read the schedule to be told which one it is.
                    calendar=calendar.sudo().name,
                    hours=f"{end.missing / timedelta(hours=1):g}",
                )
            ) from end


class _WorkingTime:
    """The spans of one calendar's working time, read piece by piece as far as somebody asks, and kept.

    Pieces start on Mondays of the calendar: a flexible schedule spreads its hours over the week from the start of the
    piece on, and would count other hours for every other start.
    """

    def __init__(self, read, calendar_id, company_id, zone, since, until):
        """Begin with the week of `since` and end with the week of `until`, whatever is asked for."""
        self._read, self._calendar_id, self._company_id = read, calendar_id, company_id
        self._timezone = timezone(zone)
        self._spans = []
        self._monday = self._monday_before(since)
        self._end = self._monday_before(until) + WEEK
        self._weeks = FIRST_WEEKS

    def __iter__(self):
        position = 0
        while position < len(self._spans) or self._read_on():
            # Somebody else may read on meanwhile: what is added then comes in the next round.
            known = self._spans[position:]
            yield from known
            position += len(known)

    def _read_on(self):
        """Read the next piece that has working time; return whether there was one."""
        before = len(self._spans)
        while len(self._spans) == before and self._monday < self._end:
            until = min(self._monday + self._weeks * WEEK, self._end)
            self._spans += self._read(self._calendar_id, self._company_id, self._monday, until)
            self._monday, self._weeks = until, self._weeks * 2
        return len(self._spans) > before

    def _monday_before(self, moment):
        """Return the day on which the week of a moment begins where the calendar is."""
        day = utc.localize(moment).astimezone(self._timezone).date()
        return day - timedelta(days=day.weekday())


def _minute(moment):
    """Return a moment with a time zone as Odoo stores it, to the nearest minute.

    Schedules are written in minutes, but Odoo ends a day with its last second (holidays) or microsecond (attendances):
    left alone, a night shift would pause at midnight and a holiday would end a second too early.
    """
    return (moment.astimezone(utc).replace(tzinfo=None) + timedelta(seconds=30)).replace(second=0, microsecond=0)


def _exact(number):
    """Return hours or a point as the clock takes them: numbers exactly as they are written, times as they are."""
    return number if isinstance(number, timedelta) else Decimal(str(number))
