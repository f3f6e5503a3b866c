"""The working time of the tests about deadlines: an office, and how moments are written."""

from datetime import datetime, timedelta
from itertools import count

from distribution_governance.logic.sla import Span

MONDAY = datetime(2026, 3, 2)


def at(day, hour, minute=0):
    """Return a moment; day 0 is a Monday."""
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


def hours(number):
    return timedelta(hours=number)


def office():
    """Yield the opening times of an office for ever: Monday to Friday from 8 to 12 and from 13 to 17."""
    for day in count():
        if day % 7 < 5:
            yield Span(at(day, 8), at(day, 12))
            yield Span(at(day, 13), at(day, 17))
