"""Does the clock agree with counting minutes one by one, and with itself?"""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from distribution_governance.logic.sla import CalendarEnds, Clock, Segment, Span, due, elapsed, milestones
from hypothesis import assume, given
from hypothesis import strategies as st
from office_hours import at, office

MINUTE = timedelta(minutes=1)
MINUTES = st.integers(0, 120)
SPANS = st.lists(st.tuples(MINUTES, st.integers(0, 30)), max_size=6).map(
    lambda rows: [Span(at(0, 0, start), at(0, 0, start + length)) for start, length in sorted(rows)]
)
MOMENTS = MINUTES.map(lambda minute: at(0, 0, minute))
LENGTHS = st.integers(0, 60).map(lambda minutes: minutes * MINUTE)


def counted(runs, working):
    """Return the starts of all minutes that lie in a run and in a span of working time, one by one."""
    moments = [at(0, 0, minute) for minute in range(200)]
    return [
        moment
        for moment in moments
        if any(start <= moment < end for start, end in runs) and any(start <= moment < end for start, end in working)
    ]


@given(opened=MOMENTS, length=LENGTHS, working=SPANS)
def test_due_is_the_end_of_the_last_minute_counted(opened, length, working):
    minutes = counted([(opened, datetime.max)], working)
    needed = length // MINUTE

    if needed > len(minutes):
        with pytest.raises(CalendarEnds) as ended:
            due(opened, length, iter(working))
        assert ended.value.missing == (needed - len(minutes)) * MINUTE
    else:
        expected = minutes[needed - 1] + MINUTE if needed else opened
        assert due(opened, length, iter(working)) == expected


@given(since=MOMENTS, until=MOMENTS, working=SPANS)
def test_elapsed_is_the_number_of_minutes_counted(since, until, working):
    assert elapsed(since, until, iter(working)) == len(counted([(since, until)], working)) * MINUTE


@given(opened=MOMENTS, length=LENGTHS, working=SPANS | st.none())
def test_what_has_elapsed_when_something_is_due_are_its_hours(opened, length, working):
    try:
        moment = due(opened, length, working)
    except CalendarEnds:
        assume(False)

    assert elapsed(opened, moment, working) == length
    if length:
        assert elapsed(opened, moment - MINUTE, working) == length - MINUTE


@given(opened=st.tuples(MOMENTS, MOMENTS), lengths=st.tuples(LENGTHS, LENGTHS))
def test_what_opens_later_or_takes_longer_is_not_due_earlier(opened, lengths):
    moments = [due(moment, length, office()) for moment, length in zip(sorted(opened), sorted(lengths), strict=True)]

    assert moments == sorted(moments)


@given(moments=st.lists(MOMENTS, min_size=3, max_size=3).map(sorted), working=SPANS)
def test_time_adds_up_over_any_moment_between(moments, working):
    first, middle, last = moments

    assert elapsed(first, middle, working) + elapsed(middle, last, working) == elapsed(first, last, working)


@given(
    opened=MOMENTS,
    length=LENGTHS,
    points=st.lists(st.integers(-1, 11).map(lambda tenth: Decimal(tenth) / 10) | LENGTHS, max_size=5),
)
def test_reminders_are_in_order_and_strictly_between_opened_and_due(opened, length, points):
    found = milestones(opened, length, points, office())

    assert all(earlier < later for earlier, later in pairwise([opened, *found]))
    assert all(moment < due(opened, length, office()) for moment in found)


@given(moments=st.lists(MOMENTS, min_size=1, max_size=7, unique=True).map(sorted), length=LENGTHS, working=SPANS)
def test_clock_counts_the_minutes_of_its_segments(moments, length, working):
    ends = [*moments[1::2], None] if len(moments) % 2 else moments[1::2]
    clock = Clock(tuple(Segment(*pair) for pair in zip(moments[::2], ends, strict=True)))
    minutes = counted([(start, end or datetime.max) for start, end in clock.segments], working)

    assert clock.spent(at(1, 0), iter(working)) == len(minutes) * MINUTE
    if 0 < length // MINUTE <= len(minutes):
        assert clock.due(length, iter(working)) == minutes[length // MINUTE - 1] + MINUTE
