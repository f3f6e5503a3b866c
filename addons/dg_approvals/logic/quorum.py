"""Is a step decided, given who was asked and how they answered?"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum


class Outcome(Enum):
    """How a step stands. The values are stable and may be stored."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"


ALL = 0


def required(asked: int, quorum: int) -> int:
    """Return how many of `asked` people must agree: so many as wanted, also when fewer are left; ALL is everybody."""
    return asked if quorum == ALL else quorum


def kept(quorum: int, before: int, after: int) -> int:
    """Return how many must agree once others are asked as well, or instead: escalating never asks for more answers.

    `before` and `after` are how many people are asked. ALL becomes the number of those who were asked before, or of
    those who are asked after where these are fewer; a number stays, also where too few are left for it.
    """
    return max(min(before, after), 1) if quorum == ALL else quorum


def outcome(asked: Collection[int], agreed: Collection[int], refused: Collection[int], quorum: int) -> Outcome:
    """Return how a step stands. One refusal rejects it: whoever is asked may stop the document.

    `asked`, `agreed` and `refused` are ids of people; answers of people who are not asked count for nothing.
    """
    people = set(asked)
    if people & set(refused):
        return Outcome.REJECTED
    is_met = people and len(people & set(agreed)) >= required(len(people), quorum)
    return Outcome.APPROVED if is_met else Outcome.OPEN
