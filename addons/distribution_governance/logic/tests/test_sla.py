"""Is everything due when its working time is over, and does the same clock say what has passed until then?"""

import pickle
from datetime import timedelta
from decimal import Decimal

import pytest
from distribution_governance.logic.sla import CalendarEnds, Span, due, elapsed, milestones
from office_hours import at, hours, office

# ---- due ----


@pytest.mark.parametrize(
    ("opened", "number", "expected"),
    [
        (at(0, 9), 2, at(0, 11)),
        (at(0, 11), 2, at(0, 14)),
        (at(0, 11), 1, at(0, 12)),
        (at(0, 12, 30), 1, at(0, 14)),
        (at(0, 6), 8, at(0, 17)),
        (at(4, 16), 2, at(7, 9)),
        (at(4, 16), 1, at(4, 17)),
        (at(4, 17), 1, at(7, 9)),
        (at(5, 10), 4, at(7, 12)),
        (at(0, 8), 80, at(11, 17)),
    ],
)
def test_something_is_due_when_its_working_hours_are_over(opened, number, expected):
    assert due(opened, Decimal(number), office()) == expected
    assert due(opened, hours(number), office()) == expected


@pytest.mark.parametrize("opened", [at(0, 9), at(0, 12, 30), at(5, 3)])
@pytest.mark.parametrize("nothing", [Decimal(0), timedelta(0)])
def test_zero_hours_are_due_at_once(opened, nothing):
    assert due(opened, nothing, office()) == opened
    assert due(opened, nothing, []) == opened
    assert due(opened, nothing) == opened


def test_without_a_calendar_every_hour_counts():
    assert due(at(4, 16), Decimal(48)) == at(6, 16)
    assert elapsed(at(4, 16), at(6, 16)) == hours(48)
    assert milestones(at(4, 16), Decimal(48), [Decimal("0.5")]) == (at(5, 16),)


@pytest.mark.parametrize(
    ("number", "seconds"), [("0.25", 900), ("0.0001", 0), ("0.0002", 1), ("0.33333", 1200), ("2.5", 9000)]
)
def test_hours_count_to_the_nearest_second(number, seconds):
    assert due(at(0, 9), Decimal(number)) == at(0, 9) + timedelta(seconds=seconds)


def test_spans_that_touch_or_overlap_count_once():
    spans = [(at(0, 8), at(0, 10)), (at(0, 9), at(0, 11)), (at(0, 9), at(0, 10)), (at(0, 11), at(0, 12))]

    assert due(at(0, 8), hours(4), spans) == at(0, 12)
    assert elapsed(at(0, 0), at(1, 0), spans) == hours(4)


def test_empty_spans_count_nothing():
    spans = [(at(0, 8), at(0, 8)), (at(0, 9), at(0, 10))]

    assert due(at(0, 7), hours(1), spans) == at(0, 10)


@pytest.mark.parametrize("number", [Decimal("-0.5"), timedelta(minutes=-30)])
def test_negative_hours_are_refused(number):
    with pytest.raises(ValueError, match="must not be negative"):
        due(at(0, 9), number, office())
    with pytest.raises(ValueError, match="must not be negative"):
        milestones(at(0, 9), number, [], office())


def test_calendar_that_ends_says_how_much_was_missing():
    with pytest.raises(CalendarEnds) as ended:
        due(at(0, 9), Decimal(10), [(at(0, 8), at(0, 12)), (at(0, 13), at(0, 17))])

    assert ended.value.missing == hours(3)
    assert str(ended.value) == "The calendar ends 3:00:00 of working time too early."
    assert isinstance(ended.value, ValueError)


def test_calendar_without_working_time_misses_everything():
    with pytest.raises(CalendarEnds) as ended:
        due(at(0, 9), Decimal(10), [])

    assert ended.value.missing == hours(10)


def test_the_end_of_a_calendar_survives_being_sent_to_another_process():
    error = pickle.loads(pickle.dumps(CalendarEnds(hours(3))))

    assert error.missing == hours(3)


def test_no_span_is_read_that_the_answer_does_not_need():
    def today_only():
        yield Span(at(0, 8), at(0, 12))
        yield Span(at(0, 13), at(0, 17))
        raise AssertionError("Tomorrow was asked for.")

    assert due(at(0, 9), hours(7), today_only()) == at(0, 17)
    assert elapsed(at(0, 9), at(0, 16), today_only()) == hours(6)
    assert milestones(at(0, 9), hours(7), [Decimal("0.9")], today_only()) == (at(0, 16, 18),)


# ---- elapsed ----


@pytest.mark.parametrize(
    ("since", "until", "number"),
    [
        (at(0, 9), at(0, 11), 2),
        (at(0, 11), at(0, 14), 2),
        (at(4, 16), at(7, 9), 2),
        (at(5, 3), at(6, 22), 0),
        (at(0, 12), at(0, 13), 0),
        (at(0, 0), at(7, 0), 40),
        (at(0, 9), at(0, 9), 0),
        (at(0, 11), at(0, 9), 0),
    ],
)
def test_only_working_time_passes(since, until, number):
    assert elapsed(since, until, office()) == hours(number)


# ---- milestones ----


def test_reminders_come_at_shares_of_the_working_hours():
    points = [Decimal("0.8"), Decimal("0.5")]

    assert milestones(at(4, 13), Decimal(10), points, office()) == (at(7, 9), at(7, 12))


def test_reminders_come_working_hours_before_it_is_due():
    assert milestones(at(4, 13), Decimal(6), [hours(2), hours(3)], office()) == (at(4, 16), at(4, 17))


def test_two_ways_to_say_the_same_moment_remind_once():
    points = [Decimal("0.5"), Decimal("0.50"), hours(4), Decimal("0.25")]

    assert milestones(at(0, 8), Decimal(8), points, office()) == (at(0, 10), at(0, 12))


@pytest.mark.parametrize(
    "point", [Decimal(0), Decimal(1), Decimal("1.2"), Decimal("-0.5"), hours(0), hours(8), hours(9)]
)
def test_reminder_that_is_not_strictly_between_opened_and_due_is_dropped(point):
    assert milestones(at(0, 8), Decimal(8), [point], office()) == ()


def test_what_is_due_at_once_reminds_nobody():
    assert milestones(at(0, 8), Decimal(0), [Decimal("0.5")], office()) == ()


def test_shares_are_whole_seconds():
    assert milestones(at(0, 8), timedelta(seconds=10), [Decimal("0.25"), Decimal("0.99")]) == (
        at(0, 8) + timedelta(seconds=3),
    )


def test_reminder_beyond_the_calendar_says_so():
    with pytest.raises(CalendarEnds) as ended:
        milestones(at(0, 8), Decimal(8), [Decimal("0.25"), Decimal("0.75")], [(at(0, 8), at(0, 12))])

    assert ended.value.missing == hours(2)
