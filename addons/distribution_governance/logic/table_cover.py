"""Does one of some rules, whichever, apply wherever a certain rule does?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import accumulate
from operator import and_

from .axis import Axis
from .effort import Effort
from .scale import places, runs

# So many pieces of each run are tried first, in the hope for a spot that the others leave open.
_TRIED = 8


class Cover:
    """The pieces in which one rule applies, and what other rules make of them."""

    def __init__(self, axes: Sequence[Axis], rule: int, effort: Effort) -> None:
        """Look at the rule of this number."""
        self._axes = axes
        self._held = [axis.held[rule] for axis in axes]
        self._covering = [axis.covering[axis.held[rule]] for axis in axes]
        self._touching = reduce(and_, (axis.touching[axis.held[rule]] for axis in axes), -1)
        self._effort = effort

    def alone(self, others: int) -> int:
        """Return those of the others that cover the rule by themselves."""
        return reduce(and_, self._covering, others)

    def is_full(self, others: int) -> bool:
        """Return whether the others cover the rule together. Out of steps, they are taken not to."""
        if self.alone(others):
            return True
        others &= self._touching
        if self._is_open(others) or not self._effort.spend(sum(held.bit_count() for held in self._held)):
            return False
        levels = [
            ({axis.masks[piece] & others for piece in places(held)}, covering)
            for axis, held, covering in zip(self._axes, self._held, self._covering, strict=True)
        ]
        return _Search(sorted(levels, key=lambda level: len(level[0])), self._effort).is_covered(0, others)

    def _is_open(self, others: int) -> bool:
        """Return whether a greedy walk finds a spot that the others leave open."""
        for axis, held in zip(self._axes, self._held, strict=True):
            tried = (place for run in runs(held) for place in _some(*run))
            others = min((others & axis.masks[place] for place in tried), key=int.bit_count)
        return not others

    def fewest(self, others: int) -> int:
        """Return as few of the others as still cover the rule, though perhaps not the fewest of all."""
        if alone := self.alone(others):
            return alone & -alone
        others &= self._touching
        for place in places(others):
            if self.is_full(others ^ 1 << place):
                others ^= 1 << place
        return others


class _Search:
    """Looks for an open spot level by level, the barest branches first; a branch that was found covered is kept."""

    def __init__(self, levels: Sequence[tuple[set[int], int]], effort: Effort) -> None:
        """Take, for each level, the rules that hold in each of its pieces, and those that hold in all of them."""
        self._masks = [masks for masks, _ in levels]
        self._below = [*accumulate((covering for _, covering in reversed(levels)), and_, initial=-1)][::-1]
        self._covered: set[tuple[int, int]] = set()
        self._effort = effort

    def is_covered(self, level: int, alive: int) -> bool:
        """Return whether the rules that are alive at a level leave nothing open from there on."""
        if alive & self._below[level] or (level, alive) in self._covered:
            return True
        if not alive or not self._effort.spend(len(self._masks[level])):
            return False
        left = sorted({alive & mask for mask in self._masks[level]}, key=int.bit_count)
        if all(self.is_covered(level + 1, rules) for rules in left):
            self._covered.add((level, alive))
            return True
        return False


def _some(first: int, behind: int) -> list[int]:
    """Return a few places of a run, both ends among them."""
    return [*range(first, behind, max(1, (behind - first) // _TRIED)), behind - 1]
