"""When is a delivery tried again?

A schedule lists the waits before each attempt, the first one included. Every wait is spread by a share of itself, so
that deliveries that failed together do not come back together; the caller gives the random number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

# Each wait is shortened or stretched by up to a fifth of itself.
SPREAD = 0.2
MOST_ATTEMPTS = 30
LONGEST_WAIT = timedelta(days=7)

_WAIT = re.compile(r"([0-9]{1,7})([smhd]?)", re.ASCII)
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86400}


class ScheduleError(ValueError):
    """A schedule that cannot be used; its text is a sentence for whoever wrote it."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The waits before each attempt of a delivery. Raises ScheduleError for none, too many or too long ones."""

    waits: tuple[timedelta, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.waits) <= MOST_ATTEMPTS:
            raise ScheduleError(f"A schedule has 1 to {MOST_ATTEMPTS} waits, not {len(self.waits)}.")
        if not all(timedelta(0) <= wait <= LONGEST_WAIT for wait in self.waits):
            raise ScheduleError(f"A wait lasts from 0 seconds to {LONGEST_WAIT.days} days.")

    @classmethod
    def of_seconds(cls, seconds: Iterable[int]) -> Schedule:
        """Return the schedule with these waits in seconds."""
        return cls(tuple(timedelta(seconds=wait) for wait in seconds))

    @classmethod
    def read(cls, text: str) -> Schedule:
        """Return the schedule that is written as ``0 5s 5m 30m 2h 1d``. Raises ScheduleError for anything else."""
        waits = []
        for word in text.replace(",", " ").split():
            found = _WAIT.fullmatch(word)
            if not found:
                raise ScheduleError(f"“{word}” is no wait. Write a number and s, m, h or d, such as 30s or 2h.")
            waits.append(int(found[1]) * _SECONDS[found[2]])
        return cls.of_seconds(waits)

    def wait_after(self, attempts: int, jitter: float, at_least: timedelta = timedelta(0)) -> timedelta | None:
        """Return how long to wait for the next attempt after so many; None when there is none left.

        `jitter` is a random number from 0 up to but not including 1. `at_least` is what the receiver asked for: it
        makes a wait longer, never shorter. Raises ValueError for another `jitter` or negative attempts.
        """
        if not 0 <= jitter < 1 or attempts < 0:
            raise ValueError("The jitter lies in [0, 1) and the number of attempts is not negative.")
        if attempts >= len(self.waits):
            return None
        return max(self.waits[attempts] * (1 - SPREAD + 2 * SPREAD * jitter), at_least)


# The schedule that Standard Webhooks recommends: ten attempts within 75 hours and 35 minutes.
STANDARD = Schedule.of_seconds((0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400))
