"""What does one decision table say to facts that were recorded, also when some of those it asks for were not?

A fact that nobody measured is not a failed one: the document would have been measured. So the rules that ask for it are
tried both ways. Where the effect is the same either way it is certain; otherwise nobody can know it. That a fact could
not have been computed at all is left out of account.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from .decision_table import FAILED_FACT, DecisionTable, Rule
from .facts import Measure
from .unary_test import parse
from .verdict import Effect

EFFECTS = tuple(sorted(Effect))
HOLD = Effect.HOLD.severity

_NO_FACTS: frozenset[str] = frozenset()


class Answer(NamedTuple):
    """What a table says.

    `severity` is that of its effect, None where that is not certain; `mask` stands for the rules that match for
    certain; `failed` facts could not be computed, `missing` ones were not recorded.
    """

    severity: int | None
    mask: int
    failed: frozenset[str] = _NO_FACTS
    missing: frozenset[str] = _NO_FACTS


class Replay:
    """One table, ready to be asked about recorded facts."""

    def __init__(self, table: DecisionTable) -> None:
        """Keep the table, and which of its rules have which effect."""
        self.table = table
        self._used = table.facts_used
        self._levels = tuple(
            (sum(1 << place for place, rule in enumerate(table.rules) if rule.effect is effect), effect.severity)
            for effect in (Effect.BLOCK, Effect.HOLD, Effect.WARN)
        )
        self._without: dict[frozenset[str], tuple[DecisionTable, int]] = {}

    def answer(self, measures: Mapping[str, Measure], failed: AbstractSet[str]) -> Answer:
        """Return what the table says to these measures, of which those in `failed` could not be computed."""
        missing = self._used.difference(measures)
        if missing:
            return self._answer_without(measures, failed, missing)
        mask = self.table.matching(measures)
        if failed and (failed := self._used.intersection(failed)):
            return Answer(max(HOLD, self._severity(mask)), mask, failed)
        return Answer(self._severity(mask), mask)

    def rule_keys(self, mask: int) -> list[str]:
        """Return the keys of the rules that a bitmask stands for."""
        keys, rules = [], self.table.rules
        while mask:
            lowest = mask & -mask
            keys.append(rules[lowest.bit_length() - 1].key)
            mask ^= lowest
        return keys

    def _answer_without(
        self, measures: Mapping[str, Measure], failed: AbstractSet[str], missing: frozenset[str]
    ) -> Answer:
        """Return what the table says when the `missing` facts may have any value."""
        if missing not in self._without:
            self._without[missing] = _relaxed(self.table, missing)
        table, certain = self._without[missing]
        possible = table.matching(measures)
        known = self._used.intersection(failed)
        floor = HOLD if known else 0
        lowest, highest = (max(floor, self._severity(mask)) for mask in (possible & certain, possible))
        return Answer(lowest if lowest == highest else None, possible & certain, known, missing)

    def _severity(self, mask: int) -> int:
        """Return the severity of the worst rule in the mask."""
        for level, severity in self._levels:
            if mask & level:
                return severity
        return 0


def failure_keys(failed: AbstractSet[str]) -> list[str]:
    """Return the keys of the reasons that stand for facts which could not be computed."""
    return [FAILED_FACT + key for key in sorted(failed)]


def _relaxed(table: DecisionTable, missing: frozenset[str]) -> tuple[DecisionTable, int]:
    """Return the table without its conditions on the missing facts, and the mask of the rules that lost none."""
    asked, rules, certain = table.facts_used - missing, [], 0
    for place, rule in enumerate(table.rules):
        kept = tuple(condition for condition in rule.conditions if condition.fact in asked)
        rules.append(replace(rule, conditions=kept))
        certain |= int(not _asks(rule, table, missing)) << place
    return DecisionTable.compile(table.policy, rules, table.facts), certain


def _asks(rule: Rule, table: DecisionTable, missing: frozenset[str]) -> bool:
    """Return whether the rule wants to know one of the missing facts."""
    return any(
        condition.fact in missing and parse(condition.test, table.facts[condition.fact].unit.kind).text != "-"
        for condition in rule.conditions
    )
