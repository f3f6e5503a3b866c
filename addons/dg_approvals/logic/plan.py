"""Which tiers does one request need, when several rules ask for approval?

Each rule names a route and the highest tier it needs. Tiers that ask the same people in the same number are one tier:
one person is asked once for several reasons. The order of each route is kept; a tier that two routes have at different
places comes as late as the later one wants it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Tier:
    """One level of a route. Tiers with the same `signature` ask the same people in the same number.

    `key` identifies the tier where it is configured; `is_parallel` says that it opens together with the tier before it.
    """

    key: int
    signature: Hashable
    is_parallel: bool = False


def needed(route: Sequence[Tier], highest: int | None) -> tuple[Tier, ...]:
    """Return the tiers of a route up to the one with the key `highest`; all of them without one, or if it is gone."""
    keys = [tier.key for tier in route]
    return tuple(route[: keys.index(highest) + 1]) if highest in keys else tuple(route)


def merged(demands: Iterable[Sequence[Tier]]) -> tuple[Tier, ...]:
    """Return the tiers of one request in their order, each signature once.

    `demands` are the tiers that each rule needs. Of equal tiers the first one found stands for all; it is parallel only
    if every demand has it parallel.
    """
    levels: dict[Hashable, int] = {}
    first: dict[Hashable, Tier] = {}
    for tiers in demands:
        level = -1
        for tier in tiers:
            level += not (tier.is_parallel and level >= 0)
            levels[tier.signature] = max(levels.get(tier.signature, 0), level)
            first.setdefault(tier.signature, tier)
    ordered = sorted(first, key=lambda signature: levels[signature])
    return tuple(
        replace(first[signature], is_parallel=place > 0 and levels[signature] == levels[ordered[place - 1]])
        for place, signature in enumerate(ordered)
    )
