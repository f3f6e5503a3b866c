"""Into which pieces do the tests of one fact cut its values, and how is a set of pieces written as a test?

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
from .unary_literal import literal, writer
from .unary_test import UnaryTest

# Facts that are counted in whole numbers: nothing lies between 3 and 4.
_WHOLE = (Unit.DAYS, Unit.COUNT, Unit.DATE)
_BEHIND_LAST_DAY = Decimal(date.max.toordinal() + 1)

# What must be the case: every member has to hold, and a member holds when one of its tests matches.
Demand = tuple[tuple[str, ...], ...]


class Scale(Protocol):
    """The pieces of one fact."""

    everything: int

    def pieces(self, test: UnaryTest) -> int:
        """Return the pieces whose values match a test, which must be one of those the scale was made from."""

    def demands(self, pieces: int) -> list[Demand]:
        """Return what documents in these pieces meet: one of the demands. The pieces are some, but not all."""


def scale_of(fact: Fact, tests: Iterable[UnaryTest]) -> Scale:
    """Return the pieces into which the tests cut the values of the fact."""
    return LineScale(fact, tests) if fact.unit.kind.is_ordered else NameScale(fact, tests)


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


class NameScale:
    """The pieces of a flag or category: each value that a test names, for a category all other values, no value."""

    def __init__(self, fact: Fact, tests: Iterable[UnaryTest]) -> None:
        """Set the named values apart."""
        is_flag = fact.unit.kind is Kind.FLAG
        named = {False, True} if is_flag else {value for test in tests for value in test.values}
        self._values = sorted(named)
        self._others = 0 if is_flag else 1 << len(self._values)
        self._null = 1 << (len(self._values) + (not is_flag))
        self.everything = 2 * self._null - 1

    def pieces(self, test: UnaryTest) -> int:
        """Return the pieces whose values match a test."""
        bits = sum(1 << place for place, value in enumerate(self._values) if (value in test.values) != test.is_negated)
        bits |= self._others if test.is_negated else 0
        return bits | self._null if test.has_null else bits

    def demands(self, pieces: int) -> list[Demand]:
        """Return the test that the pieces are, or the two where “not” and “null” are to be told in one."""
        is_named = bool(pieces & self._others)
        terms = [literal(value) for place, value in enumerate(self._values) if bool(pieces >> place & 1) != is_named]
        null = ["null"] if pieces & self._null else []
        if not is_named:
            return [((", ".join([*terms, *null]),),)]
        return [((f"not({', '.join(terms) or 'null'})", *null),)]
