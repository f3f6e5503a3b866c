"""How does a decision table become rows of cells for a file, and how do such rows become rules again?

A row has a name, an effect, a guidance and one cell for each fact. This is what all file formats share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .facts import Fact, Kind
from .imported_table import ImportedTable, ImportFault, Problem
from .rule import Condition, Rule, TableError, TableFault
from .unary_test import UnaryTestError, parse
from .verdict import Effect

# The columns that are no facts, and what stands for them in files that others wrote.
NAME, EFFECT, GUIDANCE = "name", "effect", "guidance"
WORDS: Mapping[str, str] = {NAME: NAME, EFFECT: EFFECT, GUIDANCE: GUIDANCE, "reason": NAME}

# A column: a fact, or one of the words.
Heading = Fact | str


def cells(rule: Rule, facts: Mapping[str, Fact]) -> list[str]:
    """Return the tests of a rule, one for each of the facts, “-” where it asks nothing.

    Raises TableError for a fact that is not among them, and for two tests of one fact: they have one cell.
    """
    tests: dict[str, str] = {}
    for condition in rule.conditions:
        key = condition.fact
        if key not in facts:
            raise TableError(TableFault.FACT, rule.key, rule.name, key, detail=_listed(facts))
        if key in tests:
            raise TableError(TableFault.REPEATED, rule.key, rule.name, key, detail=facts[key].label)
        tests[key] = condition.test.strip() or "-"
    return [tests.get(key, "-") for key in facts]


def named(facts: Mapping[str, Fact]) -> dict[str, Heading]:
    """Return the facts by what may name them, in small letters: the key or, if no other has the same, the label."""
    labels = Counter(fact.label.strip().casefold() for fact in facts.values())
    by_label: dict[str, Heading] = {
        label: fact for fact in facts.values() if labels[label := fact.label.strip().casefold()] == 1
    }
    return by_label | {key.casefold(): fact for key, fact in facts.items()}


def _listed(names: Iterable[str]) -> str:
    """Return names for a sentence."""
    return ", ".join(f"“{name}”" for name in names) or "none"


class RowReader:
    """Takes in the headings and then the rows of one file, and keeps what is wrong with them."""

    def __init__(self) -> None:
        """Begin without columns."""
        self._columns: list[Heading] = []
        self._rules: list[Rule] = []
        self._problems: list[Problem] = []

    def heading(self, words: Sequence[str], known: Mapping[str, Heading]) -> None:
        """Take in the next column: the words that may name it, the most reliable first, and what is known."""
        found = next((known[word] for raw in words if (word := raw.strip().casefold()) in known), None)
        heading = next((word.strip() for word in words if word.strip()), "")
        if found is None:
            choices = dict.fromkeys(one.key if isinstance(one, Fact) else one for one in known.values())
            self.note(ImportFault.UNKNOWN, 0, heading, _listed(choices))
        elif found in self._columns:
            self.note(ImportFault.DOUBLE, 0, heading)
        else:
            self._columns.append(found)

    def has_headings(self) -> bool:
        """Return whether the headings are in order, so that rows can be read; else note what is missing."""
        for needed in (NAME, EFFECT):
            if needed not in self._columns:
                found = [column.key if isinstance(column, Fact) else column for column in self._columns]
                self.note(ImportFault.MISSING, 0, needed, _listed(found))
        return not self._problems

    def row(self, number: int, texts: Sequence[str]) -> None:
        """Take in one row of texts, in the order of the headings."""
        if len(texts) != len(self._columns):
            self.note(ImportFault.CELLS, number, "", f"{len(texts)}/{len(self._columns)}")
            return
        row = dict(zip(self._columns, texts, strict=True))
        name, effect = row[NAME], self._effect(number, row[EFFECT])
        conditions = [self._condition(number, fact, text) for fact, text in row.items() if isinstance(fact, Fact)]
        if not name.strip():
            self.note(ImportFault.NAME, number)
        elif effect and None not in conditions:
            asked = tuple(condition for condition in conditions if condition and condition.test != "-")
            self._rules.append(Rule(str(number), name, effect, asked, row.get(GUIDANCE, "")))

    def _effect(self, number: int, text: str) -> Effect | None:
        """Return the effect that a text names."""
        try:
            return Effect(text.strip().casefold())
        except ValueError:
            self.note(ImportFault.EFFECT, number, EFFECT, text.strip())
            return None

    def _condition(self, number: int, fact: Fact, text: str) -> Condition | None:
        """Return the test of a fact, “-” where any value will do. Spreadsheets write flags in capitals."""
        kind = fact.unit.kind
        test = text.strip().lower() if kind is Kind.FLAG else text.strip()
        try:
            is_any = parse(test, kind).text == "-"
        except UnaryTestError as error:
            self._problems.append(Problem(ImportFault.TEST, number, fact.label, cause=error))
            return None
        return Condition(fact.key, "-" if is_any else test)

    def note(self, fault: ImportFault, row: int, column: str = "", detail: str = "") -> None:
        """Keep a problem."""
        self._problems.append(Problem(fault, row, column, detail))

    def table(self) -> ImportedTable:
        """Return everything that was read."""
        return ImportedTable(tuple(self._rules), tuple(self._problems))
