"""May one more be sent, or how long must it wait?

A bucket holds up to `capacity` tokens and gets a new one every `interval`. Its whole state is one moment: when it would
be full again. So a single UPDATE of a single column takes a token, and no fraction of a token is ever lost or won
(generic cell rate algorithm). Moments are naive datetimes in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

_MICROSECONDS_OF_A_MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class Rate:
    """How fast tokens come and how many can be saved up. Raises ValueError where none would ever come."""

    capacity: int
    interval: timedelta

    def __post_init__(self) -> None:
        if self.capacity < 1 or self.interval <= timedelta(0):
            raise ValueError("A bucket holds at least one token and gets new ones after some time.")

    @classmethod
    def per_minute(cls, rate: int, capacity: int) -> Rate:
        """Return the rate of so many a minute. The interval is rounded up, so that it is never more than that."""
        if rate < 1:
            raise ValueError("A rate is at least one a minute.")
        return cls(capacity, timedelta(microseconds=-(-_MICROSECONDS_OF_A_MINUTE // rate)))


class Taken(NamedTuple):
    """The answer of a bucket: the moment to keep, and how long to wait where nothing was taken (zero where it was)."""

    full_at: datetime
    wait: timedelta

    @property
    def is_allowed(self) -> bool:
        """Return whether the tokens were taken."""
        return not self.wait


def take(rate: Rate, full_at: datetime | None, now: datetime, tokens: int = 1) -> Taken:
    """Return what becomes of a bucket of which `tokens` are asked for; it starts full where `full_at` is None.

    A clock that was set back costs at most one empty bucket. Raises ValueError for more tokens than the bucket holds,
    or less than one.
    """
    if not 1 <= tokens <= rate.capacity:
        raise ValueError(f"From 1 to {rate.capacity} tokens can be taken at once, not {tokens}.")
    fill = rate.capacity * rate.interval
    start = min(max(full_at or now, now), now + fill)
    full_at = start + tokens * rate.interval
    wait = full_at - now - fill
    return Taken(start, wait) if wait > timedelta(0) else Taken(full_at, timedelta(0))
