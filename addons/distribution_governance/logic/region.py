"""Which documents lie in some pieces of the facts, said as tests that people can read?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from .axis import Axis
from .facts import Fact


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the values of a fact: those that match one of the tests, which are S-FEEL unary tests."""

    fact: Fact
    tests: tuple[str, ...]

    def __str__(self) -> str:
        return f"“{self.fact.label}” {' or '.join(self.tests)}"


# The documents that lie in every one of these stretches; without stretches, all documents.
Region = tuple[Stretch, ...]


def regions(axes: Sequence[Axis], pieces: Mapping[int, int]) -> Iterator[Region]:
    """Yield the regions that together hold the documents in these pieces, given by the place of their axis.

    The pieces of an axis that is not named, or has all its pieces named, make no difference.
    """
    choices = [
        [[Stretch(axes[place].fact, tests) for tests in demand] for demand in axes[place].scale.demands(pieces[place])]
        for place in sorted(pieces)
        if pieces[place] != axes[place].scale.everything
    ]
    for chosen in product(*choices):
        yield tuple(stretch for stretches in chosen for stretch in stretches)
