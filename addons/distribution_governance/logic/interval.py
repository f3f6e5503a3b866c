"""Which stretches of the number line belong to a set, and which lie between them?

A boundary is a *cut*: a point together with the side of the point on which it lies. ``< 15`` ends with the cut before
15, ``<= 15`` with the cut after it. With cuts, open and closed boundaries need no cases of their own: a union merges
sorted intervals, and the gaps of a union are simply the cuts read in the next pairing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

# The point, and whether the cut lies after it (True) or before it (False).
Cut = tuple[Decimal, bool]

START: Cut = (Decimal("-Infinity"), True)
END: Cut = (Decimal("Infinity"), False)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """The points between two cuts. Without arguments: all of them."""

    low: Cut = START
    high: Cut = END

    @classmethod
    def between(cls, low: Decimal, high: Decimal, *, has_low: bool, has_high: bool) -> Interval:
        """Return the points from `low` to `high`; the flags say whether the end points belong to it."""
        return cls((low, not has_low), (high, has_high))

    @property
    def is_empty(self) -> bool:
        """Return whether no point lies between the cuts."""
        return self.low >= self.high

    def contains(self, point: Decimal) -> bool:
        """Return whether a finite point lies between the cuts."""
        return _is_beyond(point, self.low) and not _is_beyond(point, self.high)

    def text(self, literal: Callable[[Decimal], str]) -> str:
        """Return the S-FEEL unary test for the interval, its end points written by `literal`."""
        (low, is_low_open), (high, is_high_closed) = self.low, self.high
        if self.low == START:
            return "-" if self.high == END else f"{'<=' if is_high_closed else '<'} {literal(high)}"
        if self.high == END:
            return f"{'>' if is_low_open else '>='} {literal(low)}"
        if low == high:
            return literal(low)
        return f"{'(' if is_low_open else '['}{literal(low)}..{literal(high)}{']' if is_high_closed else ')'}"


def _is_beyond(point: Decimal, cut: Cut) -> bool:
    """Return whether a point lies on the far side of a cut."""
    return point > cut[0] or (point == cut[0] and not cut[1])


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the same points as the fewest intervals, from the smallest to the largest, none touching another."""
    merged: list[Interval] = []
    for interval in sorted(intervals):
        if merged and interval.low <= merged[-1].high:
            merged[-1] = Interval(merged[-1].low, max(merged[-1].high, interval.high))
        else:
            merged.append(interval)
    return tuple(merged)


def gaps(intervals: Sequence[Interval]) -> tuple[Interval, ...]:
    """Return the points that lie in none of the intervals, which must come from `union`."""
    cuts = [START, *chain.from_iterable((interval.low, interval.high) for interval in intervals), END]
    pairs = (Interval(low, high) for low, high in zip(cuts[::2], cuts[1::2], strict=True))
    return tuple(gap for gap in pairs if not gap.is_empty)
