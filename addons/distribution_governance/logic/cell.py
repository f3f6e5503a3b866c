"""What is asked in one cell of a decision table, once its text was read?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .facts import Fact, Measure
from .rule import FAILED_FACT, Condition, Rule, TableError, TableFault
from .unary_test import UnaryTest, UnaryTestError, parse
from .verdict import Finding


@dataclass(frozen=True)
class Cell:
    """One compiled condition. No slots, so that what would pass is worked out once, and only when it is asked for."""

    fact: Fact
    test: UnaryTest

    @cached_property
    def constant(self) -> tuple[str, str, bool, str | None]:
        """Return what findings share: fact, test, whether what would pass depends on the value, and else that."""
        test = self.test
        return self.fact.key, test.text, test.is_split, test.complement(self.fact.direction)

    def finding(self, measures: Mapping[str, Measure]) -> Finding:
        """Return what the condition found in the measure that it matched."""
        key, text, is_split, would_pass = self.constant
        measure = measures[key]
        if is_split:
            would_pass = self.test.would_pass(measure.value, self.fact.direction)
        return Finding(key, text, measure.value, measure.where, would_pass)


def compiled(rules: Sequence[Rule], facts: Mapping[str, Fact]) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells of each rule, without those that any value meets.

    Raises TableError for an unknown fact, a wrong test or a key used twice.
    """
    _check_keys(rules)
    rows = (tuple(_cell(rule, condition, facts) for condition in rule.conditions) for rule in rules)
    return tuple(tuple(cell for cell in row if cell.test.text != "-") for row in rows)


def _check_keys(rules: Sequence[Rule]) -> None:
    """Refuse rule keys that would make two reasons look alike."""
    seen: set[str] = set()
    for rule in rules:
        if rule.key in seen:
            raise TableError(TableFault.TWICE, rule.key, rule.name)
        if rule.key.startswith(FAILED_FACT):
            raise TableError(TableFault.RESERVED, rule.key, rule.name, detail=FAILED_FACT)
        seen.add(rule.key)


def _cell(rule: Rule, condition: Condition, facts: Mapping[str, Fact]) -> Cell:
    """Return one compiled condition."""
    fact = facts.get(condition.fact)
    if fact is None:
        choices = ", ".join(f"“{key}”" for key in sorted(facts))
        raise TableError(TableFault.FACT, rule.key, rule.name, condition.fact, detail=choices)
    try:
        test = parse(condition.test, fact.unit.kind)
    except UnaryTestError as cause:
        raise TableError(TableFault.TEST, rule.key, rule.name, fact.key, cause, fact.label) from cause
    return Cell(fact, test)
