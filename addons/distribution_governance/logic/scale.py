"""Into which pieces do the tests of one fact cut its values, and how is a set of pieces written as tests?

Within a piece no test of the table tells one value from another, so a table can be analysed exactly by looking at
pieces instead of values. A set of pieces is a bitmask: bit n stands for piece n; the last piece is the missing value.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Protocol

from .facts import Fact, Kind, Unit
from .interval import END, START, Cut, Interval
from .unary_literal import writer
from .unary_test import UnaryTest

# Facts that are counted in whole numbers: nothing lies between 3 and 4.
_WHOLE = (Unit.DAYS, Unit.COUNT, Unit.DATE)
_BEHIND_LAST_DAY = Decimal(date.max.toordinal() + 1)

# What must be the case: every member has to hold, and a member holds when one of its tests matches.
Demand = tuple[tuple[str, ...], ...]


class Scale(Protocol):
    """The pieces of one fact."""

    everything: int
    is_complete: bool  # False when there would be too many pieces, and some were left out

    def pieces(self, test: UnaryTest) -> int:
        """Return the pieces whose values match a test, which must be one of those the scale was made from."""

    def demands(self, pieces: int) -> list[Demand]:
        """Return what documents in these pieces meet: one of the demands. The pieces are some, but not all."""


def runs(bits: int) -> Iterator[tuple[int, int]]:
    """Yield the (first, behind the last) place of each run of ones."""
    while bits:
        start = (bits & -bits).bit_length() - 1
        rest = bits + (1 << start)
        yield start, (rest & ~bits).bit_length() - 1
        bits &= rest


def places(bits: int) -> Iterator[int]:
    """Yield the place of each one, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


class LineScale:
    """The pieces of a number or date: the stretches between two cuts that follow each other."""

    is_complete = True

    def __init__(self, fact: Fact, tests: Iterable[UnaryTest]) -> None:
        """Cut the line wherever a test begins or ends."""
        self._is_whole = fact.unit in _WHOLE
        self._is_date = fact.unit.kind is Kind.DATE
        self._literal = writer(fact.unit.kind)
        ends = (cut for test in tests for span in test.spans for cut in (span.low, span.high))
        self._cuts = sorted({START, END, *map(self._moved, ends)})
        self._null = 1 << (len(self._cuts) - 1)
        self.everything = 2 * self._null - 1

    def _moved(self, cut: Cut) -> Cut:
        """Return a cut, on a line of whole numbers moved to the next whole number, and off the ends of the calendar."""
        point, is_behind = cut
        if not self._is_whole or not point.is_finite():
            return cut
        point = point.to_integral_value(ROUND_FLOOR) + 1 if is_behind else point.to_integral_value(ROUND_CEILING)
        if self._is_date and not 1 < point < _BEHIND_LAST_DAY:
            return START if point <= 1 else END
        return point, False

    def pieces(self, test: UnaryTest) -> int:
        """Return the pieces whose values match a test."""
        bits = self._null if test.has_null else 0
        for span in test.spans:
            low, high = (bisect_left(self._cuts, self._moved(cut)) for cut in (span.low, span.high))
            bits |= (1 << high) - (1 << low)
        return bits

    def demands(self, pieces: int) -> list[Demand]:
        """Return the one test that the pieces are."""
        line = pieces & ~self._null
        if line == self.everything ^ self._null:
            return [(("not(null)",),)]
        terms = [self._text(Interval(self._cuts[low], self._cuts[high])) for low, high in runs(line)]
        return [((", ".join([*terms, "null"] if pieces & self._null else terms),),)]

    def _text(self, interval: Interval) -> str:
        """Return the test for an interval; between whole numbers, both ends belong to it."""
        (low, _), (high, _) = interval.low, interval.high
        if self._is_whole and low.is_finite() and high.is_finite():
            interval = Interval.between(low, high - 1, has_low=True, has_high=True)
        return interval.text(self._literal)
