"""How much of the goods at one place can still be promised, and when?

Available to promise: what is on hand and reserved by nobody, what is known to come in, less what is known to go out,
less what was promised earlier in the same run. A promise for a later day leaves less for an earlier one, because goods
that leave now are missing then.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import accumulate

# So much comes in (positive) or goes out (negative) at that moment; what is free now came in before all times.
Movement = tuple[datetime, Decimal]

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Demand:
    """So much is wanted at that moment, and not before it."""

    quantity: Decimal
    due: datetime


def shortages(movements: Iterable[Movement], demands: Sequence[Demand]) -> list[Decimal]:
    """Return what is missing of each demand when it is due; each takes what it can before the next one is asked."""
    place = _Place(movements)
    missing = []
    for demand in demands:
        taken = min(max(place.free(demand.due), NONE), demand.quantity)
        place.promise(taken, demand.due)
        missing.append(demand.quantity - taken)
    return missing


def ready_at(movements: Iterable[Movement], demands: Sequence[Demand]) -> list[datetime | None]:
    """Return the first moment, not before it is due, at which each demand is there as a whole; None when never."""
    place = _Place(movements)
    found = []
    for demand in demands:
        moments = (demand.due, *place.moments_after(demand.due))
        moment = next((moment for moment in moments if place.free(moment) >= demand.quantity), None)
        if moment is not None:
            place.promise(demand.quantity, moment)
        found.append(moment)
    return found


class _Place:
    """The goods of one product at one place, while one run makes its promises."""

    def __init__(self, movements: Iterable[Movement]) -> None:
        """Keep the `movements` by moment, with the stock that each leaves behind."""
        ordered = sorted(movements)
        self._moments = [moment for moment, _ in ordered]
        self._stock = list(accumulate((quantity for _, quantity in ordered), initial=NONE))
        self._promised: dict[datetime, Decimal] = {}
        self._promised_moments: list[datetime] = []

    def moments_after(self, moment: datetime) -> list[datetime]:
        """Return when something changes after `moment`."""
        return self._moments[bisect_right(self._moments, moment) :]

    def free(self, moment: datetime) -> Decimal:
        """Return what may leave at `moment` without breaking a promise of this run for then or later."""
        later = self._promised_moments[bisect_right(self._promised_moments, moment) :]
        return min(self._balance(each) for each in (moment, *later))

    def promise(self, quantity: Decimal, moment: datetime) -> None:
        """Let `quantity` leave at `moment`."""
        if moment not in self._promised:
            insort(self._promised_moments, moment)
        self._promised[moment] = self._promised.get(moment, NONE) + quantity

    def _balance(self, moment: datetime) -> Decimal:
        """Return what is there at `moment` after everything that has moved and was promised until then."""
        made = self._promised_moments[: bisect_right(self._promised_moments, moment)]
        gone = sum((self._promised[each] for each in made), NONE)
        return self._stock[bisect_right(self._moments, moment)] - gone
