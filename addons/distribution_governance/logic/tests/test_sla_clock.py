"""Does a clock that is paused and resumed count only the working time in which it ran?"""

from decimal import Decimal

import pytest
from distribution_governance.logic.sla import CalendarEnds, Clock, Segment, due
from office_hours import at, hours, office


def test_running_clock_is_due_like_anything_else():
    clock = Clock.started(at(4, 16))

    assert clock.is_running
    assert clock.due(Decimal(2), office()) == due(at(4, 16), Decimal(2), office())
    assert clock.spent(at(7, 9), office()) == hours(2)


def test_paused_clock_spends_nothing_and_is_never_due():
    clock = Clock.started(at(0, 9)).paused(at(0, 10))

    assert not clock.is_running
    assert clock.spent(at(3, 10), office()) == hours(1)
    assert clock.due(Decimal(2), office()) is None


def test_resuming_hands_out_a_new_deadline():
    first = Clock.started(at(0, 9))

    clock, new = first.paused(at(0, 10)).resumed(at(2, 16), Decimal(3), office())

    assert clock == Clock((Segment(at(0, 9), at(0, 10)), Segment(at(2, 16))))
    assert new == clock.due(Decimal(3), office()) == at(3, 9)
    assert clock.spent(at(3, 9), office()) == hours(3)
    assert first.due(Decimal(3), office()) == at(0, 12)


def test_clock_that_was_over_before_its_pause_stays_due_when_it_was():
    clock = Clock.started(at(0, 9)).paused(at(0, 16))

    assert clock.due(Decimal(2), office()) == at(0, 11)
    assert clock.resumed(at(3, 9), Decimal(2), office()).due == at(0, 11)


def test_clock_of_zero_hours_is_due_when_it_started():
    clock = Clock.started(at(5, 3))

    assert clock.due(Decimal(0), office()) == at(5, 3)
    assert clock.paused(at(5, 4)).resumed(at(6, 4), Decimal(0), office()).due == at(5, 3)


def test_what_a_clock_had_spent_can_be_asked_for_the_past():
    clock, _due = Clock.started(at(0, 9)).paused(at(0, 12)).resumed(at(1, 9), Decimal(8), office())

    assert clock.spent(at(0, 10), office()) == hours(1)
    assert clock.spent(at(0, 8), office()) == hours(0)
    assert clock.spent(at(1, 8), office()) == hours(3)


def test_clock_may_pass_the_end_of_the_calendar_only_while_it_stands_still():
    spans = [(at(0, 8), at(0, 12))]
    clock = Clock.started(at(0, 9))

    with pytest.raises(CalendarEnds) as ended:
        clock.due(Decimal(8), spans)
    assert ended.value.missing == hours(5)
    assert clock.paused(at(0, 10)).due(Decimal(8), spans) is None
    with pytest.raises(CalendarEnds):
        clock.paused(at(0, 10)).resumed(at(0, 11), Decimal(8), spans)


def test_clock_that_stands_still_cannot_be_paused():
    with pytest.raises(ValueError, match="stands still"):
        Clock.started(at(0, 9)).paused(at(0, 10)).paused(at(0, 11))


def test_clock_that_runs_cannot_be_resumed():
    with pytest.raises(ValueError, match="only the last"):
        Clock.started(at(0, 9)).resumed(at(0, 10), Decimal(2))


@pytest.mark.parametrize(
    "segments",
    [
        (),
        (Segment(at(0, 9), at(0, 8)),),
        (Segment(at(0, 9), at(0, 11)), Segment(at(0, 10))),
        (Segment(at(0, 9)), Segment(at(0, 10), at(0, 11))),
        (Segment(at(0, 9)), Segment(at(0, 10))),
    ],
)
def test_clock_runs_in_segments_one_after_the_other(segments):
    with pytest.raises(ValueError, match="one after the other"):
        Clock(segments)
