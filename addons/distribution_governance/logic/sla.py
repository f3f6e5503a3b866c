"""When is something due, and how much working time has passed?

The one clock for everything that someone must do in time. Moments are naive datetimes in UTC. Working time is given as
spans: sorted by their start, touching or overlapping as they like, and read one by one only as far as the answer needs,
so that they may come from a generator that goes on for years. Without spans (None) all time is working time.

Working time decides alone: a moment that falls on the end of a span is that end, not the start of the next span, so
what is due after the last hour of Friday is due on Friday evening.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

# Working time: a number of hours, or the time itself.
Hours = Decimal | timedelta

NOTHING = timedelta(0)
MICROSECOND = timedelta(microseconds=1)


class Span(NamedTuple):
    """The time from `start` until `end`; the end no longer belongs to it. Empty where it does not end later."""

    start: datetime
    end: datetime


class Segment(NamedTuple):
    """A time during which a clock ran; it still runs while there is no `end`."""

    start: datetime
    end: datetime | None = None


Working = Iterable[tuple[datetime, datetime]] | None


class CalendarEnds(ValueError):
    """The spans of working time ran out before the moment was reached. `missing` is the working time that was left."""

    def __init__(self, missing: timedelta) -> None:
        """Keep what was missing, so that the caller can say it in words."""
        self.missing = missing
        super().__init__(missing)

    def __str__(self) -> str:
        return f"The calendar ends {self.missing} of working time too early."


def due(opened: datetime, hours: Hours, working: Working = None) -> datetime:
    """Return the moment at which `hours` of working time have passed since `opened`.

    What is opened outside of working time starts with the next span; zero hours are due at once. A number of hours
    counts to the nearest second. Raises CalendarEnds when the spans run out before, ValueError for negative hours.
    """
    return _reached([Span(opened, datetime.max)], hours, working)


def elapsed(since: datetime, until: datetime, working: Working = None) -> timedelta:
    """Return the working time between two moments; nothing where `until` is not later than `since`."""
    return _total([Span(since, until)], working)


def milestones(
    opened: datetime, hours: Hours, points: Iterable[Decimal | timedelta], working: Working = None
) -> tuple[datetime, ...]:
    """Return the moments of reminders between `opened` and the moment that is due after `hours`.

    A Decimal is a share of the hours (0.5: half of them have passed), a timedelta the working time that is left before
    it is due. The moments are sorted and differ from each other; each lies strictly between opened and due, and a point
    that does not is dropped. Raises CalendarEnds when the spans run out before the last of them.
    """
    length = _length(hours)
    offsets = {length - point if isinstance(point, timedelta) else _share(length, point) for point in points}
    inside = sorted(offset for offset in offsets if NOTHING < offset < length)
    return tuple(_moments([Span(opened, datetime.max)], inside, working))


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that can be paused: the segments in which it ran, oldest first, of which only the last may be open.

    Pausing and resuming return another clock. A deadline is never kept here, so none moves by itself: whoever resumes
    a clock is handed the new one. Raises ValueError for segments out of order.
    """

    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        moments = [moment for segment in self.segments for moment in segment]
        ordered = sorted(moment for moment in moments if moment is not None)
        if not moments or moments not in (ordered, [*ordered, None]):
            raise ValueError("A clock has segments, one after the other, and only the last of them may be open.")

    @classmethod
    def started(cls, at: datetime) -> Clock:
        """Return a clock that runs since `at`."""
        return cls((Segment(at),))

    @property
    def is_running(self) -> bool:
        """Return whether the clock runs."""
        return self.segments[-1].end is None

    def spent(self, until: datetime, working: Working = None) -> timedelta:
        """Return the working time during which the clock had run by `until`."""
        return _total([Span(start, min(end or until, until)) for start, end in self.segments], working)

    def due(self, hours: Hours, working: Working = None) -> datetime | None:
        """Return the moment at which the clock has run for `hours` of working time; None if it was paused before.

        Raises CalendarEnds when the clock runs and the spans run out before, ValueError for negative hours.
        """
        try:
            return _reached(self._spans(), hours, working)
        except CalendarEnds:
            if self.is_running:
                raise
            return None

    def paused(self, at: datetime) -> Clock:
        """Return the clock as it stands still from `at` on. Raises ValueError if it does already or started later."""
        if not self.is_running:
            raise ValueError("A clock that stands still cannot be paused.")
        return Clock((*self.segments[:-1], Segment(self.segments[-1].start, at)))

    def resumed(self, at: datetime, hours: Hours, working: Working = None) -> Resumed:
        """Return the clock as it runs again from `at` on, and the moment at which it will have run for `hours`.

        That moment is earlier than `at` where the hours were over before the clock was paused. Raises ValueError if the
        clock runs, was paused later than `at` or the hours are negative, CalendarEnds when the spans run out before.
        """
        clock = Clock((*self.segments, Segment(at)))
        return Resumed(clock, _reached(clock._spans(), hours, working))

    def _spans(self) -> list[Span]:
        """Return when the clock runs, the open segment without an end in sight."""
        return [Span(start, end or datetime.max) for start, end in self.segments]


class Resumed(NamedTuple):
    """A clock that runs again, and the moment at which it is due from now on."""

    clock: Clock
    due: datetime


def _reached(runs: Sequence[Span], hours: Hours, working: Working) -> datetime:
    """Return the moment at which `hours` of working time have passed within the `runs`."""
    length = _length(hours)
    return next(_moments(runs, [length], working)) if length else runs[0].start


def _total(runs: Sequence[Span], working: Working) -> timedelta:
    """Return the working time within the `runs`."""
    return sum((end - start for start, end in _counted(runs, working)), NOTHING)


def _moments(runs: Sequence[Span], lengths: Iterable[timedelta], working: Working) -> Iterator[datetime]:
    """Yield the moment at which each length of working time has passed within the `runs`, the shortest length first."""
    counted = _counted(runs, working)
    passed, start, end = NOTHING, datetime.min, datetime.min
    for length in lengths:
        while (missing := length - passed) > end - start:
            passed += end - start
            span = next(counted, None)
            if span is None:
                raise CalendarEnds(length - passed)
            start, end = span
        yield start + missing


def _counted(runs: Sequence[Span], working: Working) -> Iterator[Span]:
    """Yield the working time within the `runs`, no moment twice, without reading a span more than it takes."""
    covered = datetime.min
    for start, end in [Span(datetime.min, datetime.max)] if working is None else working:
        for run in runs:
            counted = Span(max(start, covered, run.start), min(end, run.end))
            if counted.start < counted.end:
                yield counted
        covered = max(covered, end)
        if covered >= runs[-1].end:
            return


def _length(hours: Hours) -> timedelta:
    """Return the hours as a length of time."""
    length = hours if isinstance(hours, timedelta) else _seconds(hours * 3600)
    if length < NOTHING:
        raise ValueError("Nothing is due before it is opened: the hours must not be negative.")
    return length


def _share(length: timedelta, share: Decimal) -> timedelta:
    """Return a share of a length of time."""
    return _seconds(Decimal(length // MICROSECOND) / 1_000_000 * share)


def _seconds(number: Decimal) -> timedelta:
    """Return so many seconds, as whole ones: moments are stored without fractions of a second."""
    return timedelta(seconds=int(number.to_integral_value(ROUND_HALF_UP)))
