"""What would a decision table have done to what was recorded, compared with another one or with what was really said?

Nothing is measured here: the recorded facts are replayed, so the answer is exact where they suffice, and says so where
they do not.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from .decision_table import DecisionTable
from .facts import Measure, Unit, decode
from .replay import EFFECTS, HOLD, Answer, Replay, failure_keys
from .tally import Tally, step
from .verdict import Effect, Reason

_NOTHING_MEASURED: Mapping[str, Measure] = MappingProxyType({})
_NO_FAILURE: frozenset[str] = frozenset()
# Figures repeat: so many of each fact are read only once.
_KNOWN = 100_000


class KindClash(ValueError):
    """The two tables read one fact as values of different types, so nothing can be compared. `fact` is its key."""

    def __init__(self, fact: str) -> None:
        """Keep which fact it is."""
        self.fact = fact
        super().__init__(fact)


class Record(NamedTuple):
    """One document as it was recorded.

    `document` is the caller's key, `day` an ISO date, `facts` the stored form {key: {value, where, failed?}}, `money`
    what the document is worth, `said` the severity of what was really said. The flags tell whether the document lies in
    the scope of the old and of the new table; `is_scope_known` whether that was recorded. `measured` are facts measured
    later, for those that were not recorded.
    """

    document: int
    day: str
    facts: Mapping[str, Mapping[str, object]]
    money: Decimal = Decimal(0)
    said: int = 0
    is_in_old: bool = True
    is_in_new: bool = True
    is_scope_known: bool = True
    measured: Mapping[str, Measure] = _NOTHING_MEASURED


class Change(NamedTuple):
    """One document on which the two sides differ."""

    record: Record
    old: Effect
    new: Effect

    @property
    def rank(self) -> tuple[bool, Decimal, int]:
        """Return what makes one change a better example than another: stopped or let go first, then money."""
        return (self.old < Effect.HOLD) != (self.new < Effect.HOLD), self.record.money, -self.record.document


class Backtest:
    """Two sides to compare. Without an `old` table the old side is what was really said."""

    def __init__(self, new: DecisionTable, old: DecisionTable | None = None) -> None:
        """Prepare both sides. Raises KindClash when they read one fact differently."""
        self._new = Replay(new)
        self._old = Replay(old) if old else None
        sides = [old, new] if old else [new]
        self._units: dict[str, Unit] = {}
        for key, fact in (pair for table in sides for pair in table.facts.items()):
            if self._units.setdefault(key, fact.unit).kind is not fact.unit.kind:
                raise KindClash(key)
        self._facts_used = frozenset(self._units)
        self._values = {key: lru_cache(_KNOWN)(partial(_value, unit)) for key, unit in self._units.items()}

    @property
    def tables(self) -> tuple[DecisionTable, ...]:
        """Return the tables of both sides, the new one first."""
        return tuple(side.table for side in (self._new, self._old) if side)

    @property
    def facts_used(self) -> frozenset[str]:
        """Return the keys of the facts that either side asks for."""
        return self._facts_used

    def run(self, records: Iterable[Record], example_limit: int = 50) -> tuple[Tally, list[Change]]:
        """Return what was counted, and the best examples of a change, the best first."""
        book, changes = _Book(), []
        for record in records:
            if not (record.is_in_old or record.is_in_new):
                continue
            old, new = self._answers(record)
            if old.severity is None or new.severity is None:
                book.note_undecided(old, new)
                continue
            book.note(record, old, new)
            if old.severity != new.severity:
                changes.append(Change(record, EFFECTS[old.severity], EFFECTS[new.severity]))
        return book.closed(self._old, self._new), heapq.nlargest(example_limit, changes, key=lambda change: change.rank)

    def reasons(self, record: Record) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """Return why each side says what it says; nothing for an old side without a table.

        Facts that were not recorded are no reason: the effect is certain without them.
        """
        measures = self._measures(record)
        for key, measure in measures.items():
            if key not in record.measured and not measure.is_failed:
                measures[key] = Measure(measure.value, str(record.facts[key].get("where") or ""))
        old = _reasons(self._old, measures) if self._old and record.is_in_old else ()
        return old, _reasons(self._new, measures) if record.is_in_new else ()

    def missing(self, record: Record) -> frozenset[str]:
        """Return the facts that either side asks for and that neither were recorded nor measured."""
        return self.facts_used.difference(record.facts, record.measured)

    def _answers(self, record: Record) -> tuple[Answer, Answer]:
        """Return what the old and the new side say."""
        measures = self._measures(record)
        failed = frozenset([key for key, measure in measures.items() if measure.is_failed])
        old = self._old.answer(measures, failed) if self._old and record.is_in_old else _OUT_OF_SCOPE
        new = self._new.answer(measures, failed) if record.is_in_new else _OUT_OF_SCOPE
        return old if self._old else Answer(record.said, 0), new

    def _measures(self, record: Record) -> dict[str, Measure]:
        """Return the measures that either side asks for, as far as they are known; their places are left out."""
        measures = {}
        for key, value in self._values.items():
            stored = record.facts.get(key)
            measure = record.measured.get(key) if stored is None else _measure(stored, value)
            if measure is not None:
                measures[key] = measure
        return measures


_OUT_OF_SCOPE = Answer(0, 0)


class _Book:
    """What is counted while one batch runs."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._counts: Counter[tuple[int, int]] = Counter()
        self._money: defaultdict[tuple[int, int], Decimal] = defaultdict(Decimal)
        self._masks: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        self._failures: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._days: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self._missing: Counter[str] = Counter()
        self._undecided = self._measured = self._guessed = 0

    def note_undecided(self, *answers: Answer) -> None:
        """Count a document whose effect nobody can know, and which facts one would have to know for it."""
        self._undecided += 1
        self._missing.update(frozenset().union(*(one.missing for one in answers if one.severity is None)))

    def note(self, record: Record, old: Answer, new: Answer) -> None:
        """Count a document."""
        pair = (old.severity, new.severity)
        self._counts[pair] += 1  # type: ignore[index]
        self._money[pair] += record.money  # type: ignore[index]
        self._measured += bool(record.measured)
        self._guessed += not record.is_scope_known
        for side, answer in enumerate((old, new)):
            self._masks[side][answer.mask] += 1
            if answer.severity == HOLD:
                self._days[side][record.day] += 1
            if answer.failed:
                self._failures[side].update(failure_keys(answer.failed))

    def closed(self, old: Replay | None, new: Replay) -> Tally:
        """Return the tally."""
        steps = {pair: step(EFFECTS[pair[0]], EFFECTS[pair[1]]) for pair in self._counts}
        return Tally(
            counts={steps[pair]: count for pair, count in self._counts.items()},
            money={steps[pair]: money for pair, money in self._money.items()},
            old_rules=_by_rule(old, self._masks[0], self._failures[0]),
            new_rules=_by_rule(new, self._masks[1], self._failures[1]),
            old_days=dict(self._days[0]),
            new_days=dict(self._days[1]),
            missing=dict(self._missing),
            undecided=self._undecided,
            measured=self._measured,
            guessed=self._guessed,
        )


def _by_rule(side: Replay | None, masks: Counter[int], failures: Counter[str]) -> dict[str, int]:
    """Return how often each rule matched, from how often each combination of rules did."""
    hits = Counter(failures)
    for mask, count in masks.items() if side else ():
        for key in side.rule_keys(mask):  # type: ignore[union-attr]
            hits[key] += count
    return dict(hits)


def _measure(stored: Mapping[str, object], value: Callable[[object], Measure | None]) -> Measure | None:
    """Return the measure of a stored fact, without its place."""
    if "failed" in stored:
        return Measure.failed(str(stored.get("where") or ""))
    raw = stored.get("value")
    return value(tuple(raw) if isinstance(raw, list) else raw)


def _value(unit: Unit, raw: object) -> Measure | None:
    """Return the measure of a stored value, None when the fact was of another type when it was recorded."""
    try:
        return Measure(decode(list(raw) if isinstance(raw, tuple) else raw, unit))
    except ValueError:
        return None


def _reasons(side: Replay, measures: Mapping[str, Measure]) -> tuple[Reason, ...]:
    """Return the reasons of one side that rest on facts that were recorded."""
    unknown = set(failure_keys(side.table.facts_used - measures.keys()))
    return tuple(reason for reason in side.table.decide(measures).reasons if reason.rule not in unknown)
