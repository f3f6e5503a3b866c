"""Where does no rule of a table apply?

The answer is a decision diagram: each level asks one fact and leads, by groups of its pieces, to what is open below.
Branches in which the same rules are left are one branch, and so are branches with the same gaps, so that a gap is told
in as few regions as possible and gaps can be counted without listing them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .axis import Axis
from .effort import Effort
from .region import Region, regions

# What a branch leads to: covered by rules, open whatever the facts below are, or the number of a node.
_COVERED, _OPEN = 0, 1

# By groups of pieces, the number of the branch that they lead to.
Edges = tuple[tuple[int, int], ...]


@dataclass
class Gaps:
    """The regions that no rule covers, found on the first question."""

    axes: Sequence[Axis]
    every_rule: int
    effort: Effort
    _nodes: list[tuple[int, Edges]] = field(default_factory=lambda: [(0, ()), (0, ())])
    _numbers: dict[tuple[int, Edges], int] = field(default_factory=dict)
    _known: dict[tuple[int, int], int] = field(default_factory=dict)

    def regions(self) -> Iterator[Region]:
        """Yield each gap; no document lies in two of them."""
        for parts in self._paths(self._root):
            yield from regions(self.axes, parts)

    @cached_property
    def count(self) -> int:
        """Return the number of regions."""
        root = self._root
        counts = [0, 1]
        for level, edges in self._nodes[2:]:  # each stands behind those that it leads to
            scale = self.axes[self._order[level]].scale
            counts.append(sum(counts[child] * len(scale.demands(pieces)) for pieces, child in edges))
        return counts[root]

    @cached_property
    def _order(self) -> list[int]:
        """Return the places of the axes in the order of the levels: those that divide least first."""
        return sorted(range(len(self.axes)), key=lambda place: len(self.axes[place].groups))

    @cached_property
    def _free_below(self) -> list[int]:
        """Return, for each level, the rules that ask nothing there and below: one of them leaves no gap."""
        free = [self.every_rule]
        for place in reversed(self._order):
            free.append(free[-1] & self.axes[place].free)
        return free[::-1]

    @cached_property
    def _root(self) -> int:
        """Return the number of the first node."""
        return self._node(0, self.every_rule)

    def _node(self, level: int, alive: int) -> int:
        """Return where the gaps between the rules that are alive at a level begin."""
        if not alive:
            return _OPEN
        if alive & self._free_below[level]:
            return _COVERED
        key = level, alive
        if key not in self._known:
            self._known[key] = self._divided(level, alive)
        return self._known[key]

    def _divided(self, level: int, alive: int) -> int:
        """Return the node of a level at which the fact may make a difference. Out of steps, nothing is open."""
        axis = self.axes[self._order[level]]
        if not self.effort.spend(len(axis.groups)):
            return _COVERED
        left: defaultdict[int, int] = defaultdict(int)
        for mask, pieces in axis.groups.items():
            left[alive & mask] |= pieces
        leading: defaultdict[int, int] = defaultdict(int)
        for rules in sorted(left, key=int.bit_count):
            leading[self._node(level + 1, rules)] |= left[rules]
        if len(leading) == 1:
            return next(iter(leading))
        return self._numbered(level, tuple((pieces, child) for child, pieces in sorted(leading.items()) if child))

    def _numbered(self, level: int, edges: Edges) -> int:
        """Return the number of the node with these edges; equal nodes are one."""
        node = level, edges
        if node not in self._numbers:
            self._numbers[node] = len(self._nodes)
            self._nodes.append(node)
        return self._numbers[node]

    def _paths(self, number: int) -> Iterator[dict[int, int]]:
        """Yield the pieces on each way to what is open, by the place of their axis."""
        if number == _OPEN:
            yield {}
        level, edges = self._nodes[number]
        for pieces, child in edges:
            for path in self._paths(child):
                yield path | {self._order[level]: pieces}
