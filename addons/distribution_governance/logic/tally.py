"""How many documents, and how much money, went from which effect to which?

A tally counts one comparison of two decision tables. It is made batch by batch, kept as JSON between them, and added
up: everything else that people want to know is read off it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import TypeVar

from .facts import plain
from .verdict import Effect

# From which effect to which, as a text such as "allow>hold": a key that JSON can hold.
Step = str
Number = TypeVar("Number", int, Decimal)


def step(old: Effect, new: Effect) -> Step:
    """Return the key of the step from one effect to another."""
    return f"{old.value}>{new.value}"


@dataclass(frozen=True, slots=True)
class Tally:
    """What a comparison counted.

    `counts` and `money` are per step. `old_rules` and `new_rules` say how often each rule matched, `old_days` and
    `new_days` how many documents were to be held on each day (ISO date). `undecided` documents lack a fact that was not
    recorded; `missing` says how often which one. Of the counted ones, `measured` rest on facts measured later and
    `guessed` on a scope that only today's document could tell.
    """

    counts: Mapping[Step, int] = field(default_factory=dict)
    money: Mapping[Step, Decimal] = field(default_factory=dict)
    old_rules: Mapping[str, int] = field(default_factory=dict)
    new_rules: Mapping[str, int] = field(default_factory=dict)
    old_days: Mapping[str, int] = field(default_factory=dict)
    new_days: Mapping[str, int] = field(default_factory=dict)
    missing: Mapping[str, int] = field(default_factory=dict)
    undecided: int = 0
    measured: int = 0
    guessed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the tally of both batches together."""
        return Tally(
            **{
                part.name: _added(getattr(self, part.name), getattr(other, part.name))  # type: ignore[arg-type]
                for part in fields(Tally)
            }
        )

    @classmethod
    def passing(cls, count: int, money: Decimal) -> Tally:
        """Return the tally of `count` documents, worth `money`, that no rule on either side speaks about."""
        key = step(Effect.ALLOW, Effect.ALLOW)
        return cls({key: count}, {key: money}) if count else cls()

    @property
    def considered(self) -> int:
        """Return how many documents were looked at."""
        return sum(self.counts.values()) + self.undecided

    def count(self, accepts: Callable[[Effect, Effect], bool]) -> int:
        """Return how many documents took a step that `accepts(old, new)` is true for."""
        return sum(self._chosen(self.counts, accepts))

    def worth(self, accepts: Callable[[Effect, Effect], bool]) -> Decimal:
        """Return the money of the documents that took a step that `accepts(old, new)` is true for."""
        return sum(self._chosen(self.money, accepts), Decimal(0))

    @staticmethod
    def _chosen(figures: Mapping[Step, Number], accepts: Callable[[Effect, Effect], bool]) -> list[Number]:
        """Return the figures of the steps that are accepted."""
        return [figure for key, figure in figures.items() if accepts(*map(Effect, key.split(">")))]

    def as_json(self) -> dict[str, object]:
        """Return the tally as plain values; money as exact decimal texts."""
        return {part.name: _plain(getattr(self, part.name)) for part in fields(Tally)}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Tally:
        """Return the tally that `as_json` wrote; an empty mapping is the empty tally."""
        parts = dict(data)
        money = parts.pop("money", {})
        return cls(money={key: Decimal(text) for key, text in money.items()}, **parts)  # type: ignore[attr-defined, arg-type]


def is_newly_stopped(old: Effect, new: Effect) -> bool:
    """Return whether the step stops what went through."""
    return old < Effect.HOLD <= new


def is_newly_passing(old: Effect, new: Effect) -> bool:
    """Return whether the step lets through what was stopped."""
    return new < Effect.HOLD <= old


def _added(one: Mapping[str, Number] | int, other: Mapping[str, Number] | int) -> object:
    """Return the sum of two parts of a tally."""
    if isinstance(one, int):
        return one + other  # type: ignore[operator]
    total = dict(one)
    for key, figure in other.items():  # type: ignore[union-attr]
        total[key] = total[key] + figure if key in total else figure
    return total


def _plain(part: object) -> object:
    """Return one part of a tally as JSON can hold it."""
    if isinstance(part, Mapping):
        return {key: plain(figure) if isinstance(figure, Decimal) else figure for key, figure in part.items()}
    return part
