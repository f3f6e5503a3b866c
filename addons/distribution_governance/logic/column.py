"""Which rules does one value let through?

A column holds the tests of many rules on one fact, turned inside out: the number line is cut at every threshold, and
each piece carries a bitmask of the rules whose test it satisfies (bitmap index). Looking up a value is one bisect;
combining columns is one AND. Thresholds and values stay exact decimals: comparing them is as fast as scaling them to
integers first, and no value can fall between two steps of a scale.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .facts import Kind, Value, fits
from .interval import END, START, Cut
from .unary_test import UnaryTest

# The number of a rule, and its test in the column.
Entry = tuple[int, UnaryTest]


@dataclass(frozen=True, slots=True)
class _Column:
    """The tests of one fact.

    `free` are the rules that ask nothing here, `null` those that a missing value satisfies. Bit n stands for rule n.
    """

    fact: str
    kind: Kind
    free: int
    null: int


@dataclass(frozen=True, slots=True)
class NumberColumn(_Column):
    """Tests of a number: for each of the `points`, the last being infinity, the masks `before` and `at` it."""

    points: tuple[Decimal, ...]
    before: tuple[int, ...]
    at: tuple[int, ...]

    def bits(self, value: Value) -> int | None:
        """Return the rules that the number satisfies, None when it is no number."""
        if type(value) is Decimal and value.is_finite():
            points = self.points
            place = bisect_left(points, value)
            return (self.at if points[place] == value else self.before)[place]
        if value is None:
            return self.null
        return self.bits(Decimal(value)) if type(value) is int else None


@dataclass(frozen=True, slots=True)
class DateColumn(_Column):
    """Tests of a date, which lies on the number line at its day number."""

    days: NumberColumn

    def bits(self, value: Value) -> int | None:
        """Return the rules that the date satisfies, None when it is no date."""
        if type(value) is date:
            return self.days.bits(Decimal(value.toordinal()))
        return self.null if value is None else None


@dataclass(frozen=True, slots=True)
class NamedColumn(_Column):
    """Tests of a flag or category. `masks` holds the values that tests name, `others` the rest of the world."""

    masks: dict[str | bool, int]
    others: int

    def bits(self, value: Value) -> int | None:
        """Return the rules that the flag or category satisfies, None when the value is of another kind."""
        if value is None:
            return self.null
        return self.masks.get(value, self.others) if fits(value, self.kind) else None  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class LabelColumn(_Column):
    """Tests of labels. `turns` holds the rules that name a label; naming one turns over what `others` get."""

    turns: dict[str, int]
    others: int

    def bits(self, value: Value) -> int | None:
        """Return the rules that the labels satisfy together, None when they are no labels."""
        if value is None:
            return self.null
        if not fits(value, Kind.LABELS):
            return None
        turned = 0
        for label in value:  # type: ignore[union-attr]
            turned |= self.turns.get(label, 0)
        return self.others ^ turned if value else self.null


Column = NumberColumn | DateColumn | NamedColumn | LabelColumn


def build(fact: str, kind: Kind, entries: Sequence[Entry], rule_count: int) -> Column:
    """Return the compiled column of a fact for a table of `rule_count` rules; rules without an entry ask nothing."""
    free = (1 << rule_count) - 1
    null = 0
    for rule, test in entries:
        free &= ~(1 << rule)
        null |= int(test.has_null) << rule
    if not kind.is_ordered:
        return _named(fact, kind, entries, free, null | free)
    numbers = NumberColumn(fact, kind, free, null | free, *_stretches(entries, free))
    return DateColumn(fact, kind, free, null | free, numbers) if kind is Kind.DATE else numbers


def _stretches(entries: Sequence[Entry], free: int) -> tuple[tuple[Decimal, ...], tuple[int, ...], tuple[int, ...]]:
    """Return the thresholds in order, closed by infinity, and the masks before and at each of them.

    Every boundary of a span turns the bit of its rule over, so one walk along the line finds all masks.
    """
    turns: defaultdict[Cut, int] = defaultdict(int)
    for rule, test in entries:
        bit = 1 << rule
        for span in test.spans:
            turns[span.low] ^= bit
            turns[span.high] ^= bit
    points = sorted({point for point, _ in turns if point.is_finite()})
    before = [free ^ turns[START]]
    at: list[int] = []
    for point in points:
        at.append(_turned(before[-1], turns.get((point, False))))
        before.append(_turned(at[-1], turns.get((point, True))))
    # No value is infinite, so the last one is never at its point.
    return (*points, END[0]), tuple(before), (*at, 0)


def _turned(mask: int, turn: int | None) -> int:
    """Return the mask behind a boundary. Where nothing turns it is the same object: less memory is faster to search."""
    return mask ^ turn if turn else mask


def _named(fact: str, kind: Kind, entries: Sequence[Entry], free: int, null: int) -> NamedColumn | LabelColumn:
    """Return the column of a flag, category or labels: naming a value turns over what the rest of the world gets."""
    others = free
    turns: defaultdict[str | bool, int] = defaultdict(int)
    for rule, test in entries:
        others |= int(test.is_negated) << rule
        for value in test.values:
            turns[value] ^= 1 << rule
    if kind is Kind.LABELS:
        return LabelColumn(fact, kind, free, null, dict(turns), others)  # type: ignore[arg-type]
    masks = {value: others ^ turn for value, turn in turns.items()}
    return NamedColumn(fact, kind, free, null, masks, others)
