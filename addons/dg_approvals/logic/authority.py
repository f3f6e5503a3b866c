"""How much may one person release?

A limit allows one fact up to a bound: not beyond it on the side on which the fact gets worse. A person holds what the
most generous of his limits allows. Where nobody holds a limit on a fact, nothing narrows it: the route decides who is
asked. Once somebody does, whoever holds none has no authority over it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: of which fact, up to which bound, on which days. `is_higher_worse` says where its worse side is."""

    fact: str
    bound: Decimal
    is_higher_worse: bool = True
    valid_from: date | None = None
    valid_to: date | None = None

    def counts_on(self, day: date) -> bool:
        """Return whether the limit counts on this day; both of its days belong to it."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def allows(self, value: Decimal) -> bool:
        """Return whether a value lies within the bound, which belongs to it."""
        return value <= self.bound if self.is_higher_worse else value >= self.bound


def exceeded(
    limits: Iterable[Limit], values: Mapping[str, Decimal], day: date, limited: Collection[str]
) -> dict[str, Limit | None]:
    """Return {fact: the most generous limit of a person} of the values that no limit of his allows; empty when all fit.

    `values` are the figures that are released. `limited` are the facts on which anybody holds a limit: whoever holds
    none on such a fact that counts today has no authority over it, told as None.
    """
    counting: dict[str, list[Limit]] = {}
    for limit in limits:
        if limit.counts_on(day):
            counting.setdefault(limit.fact, []).append(limit)
    return {
        fact: _most_generous(counting.get(fact, []))
        for fact, value in values.items()
        if fact in limited and not any(limit.allows(value) for limit in counting.get(fact, []))
    }


def _most_generous(limits: list[Limit]) -> Limit | None:
    """Return the limit that allows most, None without any."""
    return max(limits, key=lambda limit: limit.bound if limit.is_higher_worse else -limit.bound, default=None)
