"""What follows from how one attempt ended?

A status counts, whatever becomes of the rest of the answer. Only 2xx is a success: redirects are never followed, and
every 4xx is tried again as well, because receivers answer 404 for a while when they are being redeployed. What keeps
ending the same way is told to people early, long before the schedule is exhausted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class AttemptError(Enum):
    """Why an attempt ended without a status. The values are stable and may be stored."""

    TARGET_REFUSED = "target_refused"
    ADDRESS_REFUSED = "address_refused"
    CONFIGURATION = "configuration"
    DNS = "dns"
    CONNECT = "connect"
    PROXY = "proxy"
    TLS = "tls"
    TIMEOUT = "timeout"
    RESET = "reset"
    PROTOCOL = "protocol"
    UNKNOWN = "unknown_outcome"


class Step(Enum):
    """What becomes of the delivery and its endpoint."""

    DONE = "done"
    RETRY = "retry"
    # The receiver is busy: the endpoint rests for `Handling.rest`, the delivery is tried again.
    RETRY_AFTER_REST = "retry_after_rest"
    # The receiver is gone: the endpoint is paused until somebody resumes it, and the delivery keeps its place.
    PAUSE_ENDPOINT = "pause_endpoint"


@dataclass(frozen=True, slots=True)
class Handling:
    """What follows from one attempt.

    `rest` is for how long nothing is sent to the endpoint. `is_config_suspect` says that waiting will hardly help and
    somebody should look at the endpoint's settings.
    """

    step: Step
    rest: timedelta = timedelta(0)
    is_config_suspect: bool = False

    @property
    def is_success(self) -> bool:
        """Return whether the attempt counts as a success for the circuit breaker."""
        return self.step is Step.DONE


GONE = 410
SUSPECT_AFTER = 3

_BUSY = frozenset({429, 503})
# These 4xx say that it is about the moment, not about the request.
_PASSING = frozenset({408, 425, 429})
_SUSPECT_AT_ONCE = frozenset({AttemptError.TARGET_REFUSED, AttemptError.ADDRESS_REFUSED, AttemptError.CONFIGURATION})


def handle(ended: int | AttemptError, same_before: int = 0, retry_after: timedelta | None = None) -> Handling:
    """Return what follows from an attempt that ended with this status or error.

    `same_before` counts the attempts right before it, on the same endpoint, that ended exactly alike. `retry_after` is
    what the receiver asked for.
    """
    if isinstance(ended, AttemptError):
        return Handling(Step.RETRY, is_config_suspect=_is_suspect_error(ended, same_before))
    if 200 <= ended < 300:
        return Handling(Step.DONE)
    if ended == GONE:
        return Handling(Step.PAUSE_ENDPOINT, is_config_suspect=True)
    if ended in _BUSY and retry_after:
        return Handling(Step.RETRY_AFTER_REST, rest=retry_after)
    is_lasting = 300 <= ended < 500 and ended not in _PASSING
    return Handling(Step.RETRY, is_config_suspect=is_lasting and same_before + 1 >= SUSPECT_AFTER)


def _is_suspect_error(error: AttemptError, same_before: int) -> bool:
    """Return whether somebody should look at the settings: a certificate may be renewed soon, an address hardly."""
    return error in _SUSPECT_AT_ONCE or (error is AttemptError.TLS and same_before + 1 >= SUSPECT_AFTER)
