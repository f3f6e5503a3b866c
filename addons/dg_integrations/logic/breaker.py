"""May anything be sent to this endpoint now?

A circuit breaker opens when most attempts of five minutes failed, or ten in a row. While it is open nothing is sent, so
a dead receiver costs next to nothing and no delivery spends its attempts. Then one delivery at a time probes: it closes
the breaker, or opens it for twice as long. All counting starts anew five minutes after it began; what fails across that
border shows in the failures in a row. Moments are naive datetimes in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

WINDOW = timedelta(minutes=5)
FEWEST_ATTEMPTS = 10
FAILED_PERCENT = 70
IN_A_ROW = 10
FIRST_OPENING = timedelta(seconds=30)
LONGEST_OPENING = timedelta(minutes=30)
ONLY_FAILURES = timedelta(hours=120)


class Phase(Enum):
    """How a breaker stands. The values are stable and may be stored."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass(frozen=True, slots=True)
class Breaker:
    """What is known of an endpoint's last attempts; every change returns another breaker.

    `until` is the end of an opening, or when a probe that nobody reported counts as lost. `openings` counts the
    openings since the last success that closed the breaker. `failing_since` is the first failure since any success.
    """

    phase: Phase = Phase.CLOSED
    until: datetime | None = None
    openings: int = 0
    window_start: datetime | None = None
    attempts: int = 0
    failures: int = 0
    in_a_row: int = 0
    failing_since: datetime | None = None

    def room(self, now: datetime, most: int) -> int:
        """Return how many deliveries may be sent now, at most `most`: all, one as a probe, or none."""
        if self.phase is Phase.CLOSED:
            return most
        return 0 if self.until and now < self.until else min(1, most)

    def probed(self, now: datetime, lease: timedelta) -> Breaker:
        """Return the breaker once its probe is on the way; `lease` is for how long nobody else may send one.

        Raises ValueError where no probe is due.
        """
        if self.phase is Phase.CLOSED or not self.room(now, 1):
            raise ValueError("A probe is sent when the opening of a breaker is over.")
        return replace(self, phase=Phase.HALF_OPEN, until=now + lease)

    def after(self, is_success: bool, now: datetime) -> Breaker:
        """Return the breaker after an attempt. While it is open, what was still on its way opens and closes nothing."""
        failing_since = None if is_success else self.failing_since or now
        if self.phase is Phase.OPEN:
            return replace(self, failing_since=failing_since)
        if self.phase is Phase.HALF_OPEN:
            return Breaker() if is_success else self._opened(now, failing_since)
        counted = self._counted(is_success, now, failing_since)
        return counted._opened(now, failing_since) if counted._is_too_bad() else counted

    def fails_too_long(self, now: datetime) -> bool:
        """Return whether nothing but failures came for 120 hours, so that the endpoint is to be paused."""
        return self.failing_since is not None and now - self.failing_since >= ONLY_FAILURES

    def _counted(self, is_success: bool, now: datetime, failing_since: datetime | None) -> Breaker:
        """Return the closed breaker with one more attempt counted, in a new window where the old one is over."""
        start = self.window_start
        is_fresh = start is None or not timedelta(0) <= now - start < WINDOW
        return replace(
            self,
            window_start=now if is_fresh else start,
            attempts=1 if is_fresh else self.attempts + 1,
            failures=(0 if is_fresh else self.failures) + (not is_success),
            in_a_row=0 if is_success else self.in_a_row + 1,
            failing_since=failing_since,
        )

    def _is_too_bad(self) -> bool:
        """Return whether the attempts counted open the breaker."""
        is_mostly_failing = self.failures * 100 >= self.attempts * FAILED_PERCENT
        return self.in_a_row >= IN_A_ROW or (self.attempts >= FEWEST_ATTEMPTS and is_mostly_failing)

    def _opened(self, now: datetime, failing_since: datetime | None) -> Breaker:
        """Return the breaker as it opens, twice as long as the last time."""
        # Beyond the longest opening the power would only grow: an endpoint may fail for weeks.
        length = min(FIRST_OPENING * 2 ** min(self.openings, 10), LONGEST_OPENING)
        return Breaker(Phase.OPEN, now + length, self.openings + 1, failing_since=failing_since)
