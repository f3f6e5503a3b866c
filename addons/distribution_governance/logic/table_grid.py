"""Where do the rules of a table hold, seen as boxes in a grid of pieces?

A rule holds in a box: some pieces of each fact. Rules go by their number, and sets of rules are bitmasks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, reduce
from itertools import accumulate
from operator import and_, or_

from .axis import Axis, axis_of
from .cell import compiled
from .facts import Fact
from .region import Region, regions
from .rule import Rule
from .unary_test import UnaryTest
from .verdict import Effect


class Grid:
    """The rules of one table with the facts that they ask for, cut into pieces."""

    def __init__(self, rules: Sequence[Rule], facts: Mapping[str, Fact]) -> None:
        """Cut the facts. Raises TableError as compiling the table does."""
        self.rules = rules
        self.axes = _axes(rules, facts)
        self.every_rule = (1 << len(rules)) - 1

    @property
    def is_complete(self) -> bool:
        """Return whether every piece is there; if not, nothing is certain."""
        return all(axis.scale.is_complete for axis in self.axes)

    @cached_property
    def boxes(self) -> list[tuple[int, ...]]:
        """Return, for each rule, the pieces of each axis in which it holds."""
        return [tuple(axis.held[rule] for axis in self.axes) for rule in range(len(self.rules))]

    @cached_property
    def same(self) -> list[list[int]]:
        """Return the rules that hold anywhere at all, those together that hold in the same box with the same effect."""
        same: defaultdict[tuple[Effect, tuple[int, ...]], list[int]] = defaultdict(list)
        for rule, box in enumerate(self.boxes):
            if all(box):
                same[self.rules[rule].effect, box].append(rule)
        return list(same.values())

    def touching(self, rule: int) -> int:
        """Return the rules that hold somewhere together with a rule, itself among them if it holds anywhere."""
        return reduce(and_, (axis.touching[axis.held[rule]] for axis in self.axes), self.every_rule)

    def of_effect(self, rule: int) -> int:
        """Return the rules with the effect of a rule."""
        return self._by_effect[self.rules[rule].effect]

    def at_least(self, rule: int) -> int:
        """Return the rules that are at least as severe as a rule."""
        return self._at_least[self.rules[rule].effect]

    @cached_property
    def _by_effect(self) -> dict[Effect, int]:
        """Return the rules of each effect."""
        found = dict.fromkeys(Effect, 0)
        for number, rule in enumerate(self.rules):
            found[rule.effect] |= 1 << number
        return found

    @cached_property
    def _at_least(self) -> dict[Effect, int]:
        """Return the rules of each effect and of those more severe."""
        worst_first = sorted(Effect, reverse=True)
        return dict(zip(worst_first, accumulate((self._by_effect[effect] for effect in worst_first), or_), strict=True))

    def shared(self, *rules: int) -> Region:
        """Return a region in which all of these rules hold; if it is not all that they share, a sample of it."""
        pieces = {place: reduce(and_, (axis.held[rule] for rule in rules)) for place, axis in enumerate(self.axes)}
        return next(regions(self.axes, pieces))


def _axes(rules: Sequence[Rule], facts: Mapping[str, Fact]) -> list[Axis]:
    """Return the axes of the facts that some rule asks for, in the order of the facts."""
    tests: defaultdict[str, defaultdict[int, list[UnaryTest]]] = defaultdict(lambda: defaultdict(list))
    for number, row in enumerate(compiled(rules, facts)):
        for cell in row:
            tests[cell.fact.key][number].append(cell.test)
    return [axis_of(fact, tests[key], len(rules)) for key, fact in facts.items() if key in tests]
