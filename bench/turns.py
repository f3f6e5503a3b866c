"""How are variants compared?  They take turns, so that a busy machine slows them alike, and rounds are compared."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import NamedTuple

PRECISION = 0.01
MORE = 2


@dataclass(frozen=True)
class Cost:
    """What one turn cost: milliseconds of CPU in Odoo and in the database's server process, and queries.

    `wall` are the milliseconds that somebody waited, which depend on what else the machine does.
    """

    python: float
    database: float
    queries: int
    wall: float = 0.0

    @property
    def cpu(self):
        """All milliseconds of CPU."""
        return self.python + self.database


class Spread(NamedTuple):
    """The quartiles of something that was measured several times; the middle one is the figure."""

    low: float
    middle: float
    high: float

    @classmethod
    def of(cls, values):
        """Return the quartiles of at least one value."""
        values = list(values)
        return cls(*statistics.quantiles(values, n=4, method="inclusive")) if len(values) > 1 else cls(*values * 3)

    def text(self, digits):
        """Return it as it is printed: the figure, and its quartiles unless all are the same."""
        low, middle, high = (f"{value:,.{digits}f}" for value in self)
        return middle if low == high else f"{middle} [{low}–{high}]"


class Rounds(dict):
    """{variant: [Cost of each round]}; the same place in each list is the same round."""

    def ratio(self, variant, to="vanilla"):
        """Return all CPU of one variant in parts of another's, round by round."""
        return Spread.of(one.cpu / other.cpu for one, other in zip(self[variant], self[to], strict=True))

    def more(self, variant, than="vanilla", what="cpu", per=1):
        """Return how much more one variant costs than another, round by round, for each of `per` pieces of work."""
        pairs = zip(self[variant], self[than], strict=True)
        return Spread.of((getattr(one, what) - getattr(other, what)) / per for one, other in pairs)

    def of(self, variant, what, per=1):
        """Return what one variant costs, for each of `per` pieces of work."""
        return Spread.of(getattr(cost, what) / per for cost in self[variant])

    def error(self):
        """Return how far the ratio of the last variant to the first may be off, as its standard error.

        The median of n values whose quartiles lie d apart: 0.93 d / √n, if they scatter normally.
        """
        first, *_others, last = self
        low, _middle, high = self.ratio(last, first)
        return 0.93 * (high - low) / len(self[first]) ** 0.5

    def median(self, variant, what, per=1):
        """Return what one variant costs in the middle, for each of `per` pieces of work."""
        return statistics.median(getattr(cost, what) for cost in self[variant]) / per


def alternate(workers, rounds, do, **request):
    """Let the workers do the same in turns and return the Rounds; a first round warms up and does not count.

    Who begins changes from round to round. On a busy machine there are up to MORE times as many rounds, until the
    ratios are known well enough; when to stop depends on how they scatter, never on what they say.
    """
    measured = Rounds({name: [] for name in workers})
    names = list(workers)
    for number in range(MORE * rounds + 1):
        if number > rounds and measured.error() <= PRECISION:
            break
        begin = number % len(names)
        for name in names[begin:] + names[:begin]:
            cost = workers[name].measure(do, **request)
            if number:
                measured[name].append(cost)
    return measured
