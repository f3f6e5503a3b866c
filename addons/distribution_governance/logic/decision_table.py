"""Which rules of a policy speak about these measures, and what do they say?

The table is a DMN decision table with hit policy *collect*: every rule that matches is a reason, in the order of the
rules. It is compiled once into one bitmap index per fact, so that a decision is one bisect per fact and an AND, however
many rules there are. A fact that could not be measured never lets a document through: it is a reason to hold.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .cell import Cell, compiled
from .column import Column, Entry, build
from .facts import Fact, Measure, fits
from .rule import FAILED_FACT, Condition, Rule, TableError, TableFault
from .rule_json import facts_to_json, parts_from_json, rules_to_json
from .verdict import Effect, Finding, Reason, Verdict

__all__ = [
    "FAILED_FACT",
    "Condition",
    "DecisionTable",
    "Rule",
    "TableError",
    "TableFault",
    "facts_to_json",
    "rules_to_json",
    "table_from_json",
]

_MISSING = Measure.failed("Nothing was measured.")


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """The compiled rules of one policy. Build it with `compile`; it never changes and may be shared between threads."""

    policy: str
    rules: tuple[Rule, ...]
    facts: Mapping[str, Fact]
    _cells: tuple[tuple[Cell, ...], ...]
    _columns: tuple[Column, ...]
    _every_rule: int

    @classmethod
    def compile(cls, policy: str, rules: Sequence[Rule], facts: Mapping[str, Fact]) -> DecisionTable:
        """Return the table for the rules. Raises TableError for an unknown fact, a wrong test or a key used twice."""
        cells = compiled(rules, facts)
        used = {cell.fact.key: cell.fact for row in cells for cell in row}
        return cls(policy, tuple(rules), used, cells, _columns(cells), (1 << len(cells)) - 1)

    @property
    def facts_used(self) -> frozenset[str]:
        """Return the keys of the facts that a decision needs. A fact of which only ``-`` is asked is not needed."""
        return frozenset(self.facts)

    def decide(self, measures: Mapping[str, Measure]) -> Verdict:
        """Return every reason: first the facts in use that failed or are missing, each a hold, then the rules in order.

        A failed fact satisfies no condition, not even ``null``: unknown is not missing. Measures of other facts are
        ignored.
        """
        mask, failed = self._match(measures)
        reasons = [self._failure(self.facts[key], measures.get(key, _MISSING)) for key in dict.fromkeys(failed)]
        while mask:
            lowest = mask & -mask
            reasons.append(self._reason(lowest.bit_length() - 1, measures))
            mask ^= lowest
        return Verdict(tuple(reasons))

    def matching(self, measures: Mapping[str, Measure]) -> int:
        """Return the rules that match as a bitmask: bit n stands for rule n. Failed facts are not reported here."""
        return self._match(measures)[0]

    def _match(self, measures: Mapping[str, Measure]) -> tuple[int, list[str]]:
        """Return the mask of the rules that match, and the facts that could not be used, once per column.

        Once no rule is left, all that matters of a further fact is whether it could be used.
        """
        mask = self._every_rule
        failed: list[str] = []
        for column in self._columns:
            measure = measures.get(column.fact, _MISSING)
            bits = None
            if not measure.is_failed:
                bits = column.bits(measure.value) if mask or not fits(measure.value, column.kind) else 0
            if bits is None:
                failed.append(column.fact)
                bits = column.free
            mask &= bits
        return mask, failed

    def _reason(self, number: int, measures: Mapping[str, Measure]) -> Reason:
        """Return the reason for a rule that matched."""
        rule = self.rules[number]
        findings = tuple([cell.finding(measures) for cell in self._cells[number]])
        return Reason(self.policy, rule.key, rule.name, rule.effect, rule.guidance, findings)

    def _failure(self, fact: Fact, measure: Measure) -> Reason:
        """Return the reason for a fact that could not be used. A value of the wrong type may be secret: not shown."""
        where = measure.where if measure.is_failed else f"The value measured is no {fact.unit.kind.value}."
        name = f"The fact “{fact.label}” could not be computed."
        finding = Finding(fact.key, "", None, where, None)
        return Reason(self.policy, FAILED_FACT + fact.key, name, Effect.HOLD, "", (finding,))


def table_from_json(policy: str, data: str | Mapping[str, object]) -> DecisionTable:
    """Return the table of a stored policy version, given as JSON text or as what that text holds.

    Raises TableError for a stored form that is incomplete, and as `DecisionTable.compile` does.
    """
    facts, rules = parts_from_json(data)
    return DecisionTable.compile(policy, rules, facts)


def _columns(cells: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    """Return the compiled columns. Where a rule tests a fact twice, the second test goes to a second column."""
    groups: defaultdict[tuple[str, int], list[Entry]] = defaultdict(list)
    for number, row in enumerate(cells):
        places: dict[str, int] = {}
        for cell in row:
            key = cell.fact.key
            place = places.get(key, 0)
            places[key] = place + 1
            groups[key, place].append((number, cell.test))
    return tuple(build(key, entries[0][1].kind, entries, len(cells)) for (key, _), entries in groups.items())
