"""Which rules hold in which piece of one fact, and which other rules hold where a rule does?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate
from operator import and_, or_, xor

from .facts import Fact, Kind
from .name_scale import LabelScale, NameScale
from .scale import LineScale, Scale, runs
from .unary_test import UnaryTest


@dataclass(frozen=True)
class Axis:
    """One fact of a table: `held[r]` are the pieces in which rule r holds, `masks[p]` the rules that hold in piece p.

    Rules and pieces are both numbered, and sets of either are bitmasks.
    """

    fact: Fact
    scale: Scale
    held: tuple[int, ...]
    masks: tuple[int, ...]

    @cached_property
    def free(self) -> int:
        """Return the rules that hold everywhere."""
        return sum(1 << rule for rule, pieces in enumerate(self.held) if pieces == self.scale.everything)

    @cached_property
    def groups(self) -> dict[int, int]:
        """Return the rules that hold together somewhere, with the pieces in which exactly these do."""
        found: defaultdict[int, int] = defaultdict(int)
        for piece, mask in enumerate(self.masks):
            found[mask] |= 1 << piece
        return dict(found)

    @cached_property
    def touching(self) -> dict[int, int]:
        """Return, by the pieces in which some rule holds, the rules that hold in at least one of them."""
        return self._combined(or_, 0)

    @cached_property
    def covering(self) -> dict[int, int]:
        """Return, by the pieces in which some rule holds, the rules that hold in each of them."""
        return self._combined(and_, -1)

    def _combined(self, combine: Callable[[int, int], int], neutral: int) -> dict[int, int]:
        """Return the masks of pieces combined. Every run of pieces is two runs, perhaps overlapping, of a power of two.

        So no set costs more than its number of runs, once the runs of powers of two are known (a sparse table).
        """
        levels = [self.masks]
        while (step := 1 << (len(levels) - 1)) < len(self.masks):
            last = levels[-1]
            levels.append(tuple(map(combine, last, last[step:])))

        def over(first: int, behind: int) -> int:
            level = (behind - first).bit_length() - 1
            return combine(levels[level][first], levels[level][behind - (1 << level)])

        return {bits: reduce(combine, (over(*run) for run in runs(bits)), neutral) for bits in set(self.held)}


def axis_of(fact: Fact, tests: Mapping[int, Sequence[UnaryTest]], rule_count: int) -> Axis:
    """Return the axis of a fact. `tests` are those of every rule that asks for it; all of a rule's tests must match."""
    distinct = list(dict.fromkeys(test for several in tests.values() for test in several))
    scale = _scale(fact, distinct)
    pieces = {test: scale.pieces(test) for test in distinct}
    held = [scale.everything] * rule_count
    for rule, several in tests.items():
        held[rule] = reduce(and_, (pieces[test] for test in several))
    turns = [0] * (scale.everything.bit_length() + 1)
    for rule, bits in enumerate(held):
        for first, behind in runs(bits):
            turns[first] ^= 1 << rule
            turns[behind] ^= 1 << rule
    return Axis(fact, scale, tuple(held), tuple(accumulate(turns[:-1], xor)))


def _scale(fact: Fact, tests: Sequence[UnaryTest]) -> Scale:
    """Return the pieces into which the tests cut the values of the fact."""
    if fact.unit.kind.is_ordered:
        return LineScale(fact, tests)
    return LabelScale(tests) if fact.unit.kind is Kind.LABELS else NameScale(fact, tests)
