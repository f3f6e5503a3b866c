"""What is odd about a decision table: gaps, overlaps, rules without effect, rules said twice?

The facts are cut into pieces within which no rule tells one value from another, so what is found is exact: every gap is
a gap, and there are no others. Only for tables made to be hard a search is cut off, which the result says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from operator import and_

from .effort import Effort
from .facts import Fact
from .region import Region, Stretch
from .rule import Rule
from .scale import places
from .table_cover import Cover
from .table_finding import Analysis, FindingKind, TableFinding
from .table_gaps import Gaps
from .table_grid import Grid

__all__ = ["Analysis", "FindingKind", "Region", "Stretch", "TableFinding", "analyse"]

# Far more than the tables that people write need, and a fraction of a second.
_STEPS = 1_200_000

# The findings of one kind, and how many there are.
Found = tuple[Iterator[TableFinding], int]


def analyse(rules: Sequence[Rule], facts: Mapping[str, Fact], most: int = 20, steps: int = _STEPS) -> Analysis:
    """Return what can be said about the rules, with at most `most` findings of each kind and the number of all.

    `steps` limit each search; a table whose labels can be combined in too many ways is not searched at all. Raises
    TableError as compiling the table does.
    """
    grid = Grid(rules, facts)
    if not grid.is_complete:
        return Analysis((), dict.fromkeys(FindingKind, 0), frozenset(FindingKind))
    efforts = {kind: Effort(steps) for kind in _FINDERS}
    found = {kind: find(grid, efforts[kind]) for kind, find in _FINDERS.items()}
    return Analysis(
        tuple(finding for findings, _ in found.values() for finding in islice(findings, most)),
        {kind: count for kind, (_, count) in found.items()},
        frozenset(kind for kind, effort in efforts.items() if effort.is_spent),
    )


def _gaps(grid: Grid, effort: Effort) -> Found:
    """Find where no rule holds."""
    gaps = Gaps(grid.axes, grid.every_rule, effort)
    return (TableFinding(FindingKind.GAP, region=region) for region in gaps.regions()), gaps.count


def _overlaps(grid: Grid, _effort: Effort) -> Found:
    """Find the pairs of rules that hold together and differ in effect."""
    later = [grid.touching(rule) & ~grid.of_effect(rule) & -(2 << rule) for rule in range(len(grid.rules))]
    pairs = ((one, other) for one, rivals in enumerate(later) for other in places(rivals))
    return (
        TableFinding(FindingKind.OVERLAP, (grid.rules[one], grid.rules[other]), grid.shared(one, other))
        for one, other in pairs
    ), sum(map(int.bit_count, later))


def _contradictions(grid: Grid, _effort: Effort) -> Found:
    """Find the rules that hold nowhere, with the tests that cannot be met."""
    never = [rule for rule, box in enumerate(grid.boxes) if 0 in box]
    return (TableFinding(FindingKind.CONTRADICTION, (grid.rules[rule],), _unmet(grid, rule)) for rule in never), len(
        never
    )


def _unmet(grid: Grid, rule: int) -> Region:
    """Return the tests of a rule that no value meets."""
    unmet = {axis.fact.key: axis.fact for axis in grid.axes if not axis.held[rule]}
    conditions = grid.rules[rule].conditions
    return tuple(Stretch(unmet[one.fact], (one.test,)) for one in conditions if one.fact in unmet)


def _unreachable(grid: Grid, effort: Effort) -> Found:
    """Find the rules that others, at least as severe, cover; of rules that say the same, the first stands for all."""
    others = {same[0]: grid.at_least(same[0]) & ~sum(1 << rule for rule in same) for same in grid.same}
    covers = {rule: Cover(grid.axes, rule, effort) for rule in sorted(others)}
    idle = [rule for rule, cover in covers.items() if cover.is_full(others[rule])]
    return (
        TableFinding(
            FindingKind.UNREACHABLE,
            (grid.rules[rule],),
            grid.shared(rule),
            tuple(grid.rules[other] for other in places(covers[rule].fewest(others[rule]))),
        )
        for rule in idle
    ), len(idle)


def _identical(grid: Grid, _effort: Effort) -> Found:
    """Find the rules that say the same."""
    several = [same for same in grid.same if len(same) > 1]
    return (
        TableFinding(FindingKind.IDENTICAL, tuple(grid.rules[rule] for rule in same), grid.shared(same[0]))
        for same in several
    ), len(several)


def _always(grid: Grid, _effort: Effort) -> Found:
    """Find the rules that hold everywhere."""
    always = list(places(reduce(and_, (axis.free for axis in grid.axes), grid.every_rule)))
    return (TableFinding(FindingKind.ALWAYS, (grid.rules[rule],)) for rule in always), len(always)


def _missing(grid: Grid, _effort: Effort) -> Found:
    """Find the facts whose missing value, the last piece, no rule that tests them names."""
    unnamed = [axis.fact for axis in grid.axes if not axis.masks[-1] & ~axis.free]
    return (TableFinding(FindingKind.MISSING, region=(Stretch(fact, ("null",)),)) for fact in unnamed), len(unnamed)


_FINDERS: Mapping[FindingKind, Callable[[Grid, Effort], Found]] = {
    FindingKind.GAP: _gaps,
    FindingKind.OVERLAP: _overlaps,
    FindingKind.CONTRADICTION: _contradictions,
    FindingKind.UNREACHABLE: _unreachable,
    FindingKind.IDENTICAL: _identical,
    FindingKind.ALWAYS: _always,
    FindingKind.MISSING: _missing,
}
