"""Into which pieces do tests that name values cut flags, categories and labels?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations as pairs

from .facts import Fact, Kind
from .scale import Demand, places
from .unary_literal import literal
from .unary_test import UnaryTest

# The labels of a document may be combined in any way; beyond this many pieces a table is not analysed.
_MOST_PIECES = 4096


class NameScale:
    """The pieces of a flag or category: each value that a test names, for a category all other values, no value."""

    is_complete = True

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


class LabelScale:
    """The pieces of labels: the combinations in which lists of labels, as tests name them, can be met together.

    A combination is a bitmask of the lists of which the document has a label.
    """

    def __init__(self, tests: Iterable[UnaryTest]) -> None:
        """Find every combination; one more label meets all the lists that name it."""
        known = list(tests)
        self._lists = sorted({test.values for test in known if test.values}, key=sorted)
        self._met_by: defaultdict[str, int] = defaultdict(int)
        for place, labels in enumerate(self._lists):
            for label in sorted(labels):
                self._met_by[label] |= 1 << place  # type: ignore[index]
        found = {0}
        for lists in set(self._met_by.values()):
            if len(found) <= _MOST_PIECES:
                found |= {combination | lists for combination in found}
        self.is_complete = len(found) <= _MOST_PIECES
        self._combinations = sorted(found)
        self._null = 1 << len(found)
        self.everything = 2 * self._null - 1
        self._text_of = {self.pieces(test): test.text for test in known}

    def pieces(self, test: UnaryTest) -> int:
        """Return the pieces whose labels match a test."""
        list_met = 1 << self._lists.index(test.values) if test.values else 0
        bits = sum(
            1 << place
            for place, combination in enumerate(self._combinations)
            if bool(combination & list_met) != test.is_negated
        )
        return bits | self._null if test.has_null else bits

    def demands(self, pieces: int) -> list[Demand]:
        """Return the demands of the combinations; those that a single test can tell become one."""
        if pieces in self._text_of:
            return [((self._text_of[pieces],),)]
        if pieces == self.everything ^ self._null:
            return [(("not(null)",),)]
        for (one, text), (other, second) in pairs(self._text_of.items(), 2):
            if one & other == pieces:
                return [((text,), (second,))]
        demands = [self._demand(self._combinations[place]) for place in places(pieces & ~self._null)]
        single = [demand[0] for demand in demands if len(demand) == 1]
        single += ["null"] if pieces & self._null else []
        several: list[Demand] = [tuple((test,) for test in demand) for demand in demands if len(demand) > 1]
        return [((*single,),), *several] if single else several

    def _demand(self, combination: int) -> list[str]:
        """Return the tests that labels with this combination match: a label of each list, none of the others."""
        allowed = {label for label, lists in self._met_by.items() if not lists & ~combination}
        wanted = [allowed & self._lists[place] for place in places(combination)]
        least = [labels for labels in wanted if not any(other < labels for other in wanted)]
        tests = dict.fromkeys(_listed(sorted(labels)) for labels in least)
        refused = sorted(self._met_by.keys() - allowed)
        return [*tests, *([f"not({_listed(refused)})"] if refused else [])]


def _listed(labels: Sequence[str]) -> str:
    """Return labels as a list in a test."""
    return ", ".join(map(literal, labels))
