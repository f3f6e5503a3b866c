"""Which addresses does a host have, within a bounded time?

The system's resolver knows no time-out that we could set, so it works in a thread of its own that is left behind when
it takes too long; only so many may be left behind at once.
"""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Sequence

# Returns the addresses of a host and port as texts; raises OSError where there are none.
Resolver = Callable[[str, int], Sequence[str]]

_MOST_AT_ONCE = 64
_places = threading.BoundedSemaphore(_MOST_AT_ONCE)


def system_addresses(host: str, port: int) -> list[str]:
    """Return what the system's resolver answers, in its order."""
    return [str(answer[4][0]) for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def resolved(resolve: Resolver, host: str, port: int, seconds: float) -> Sequence[str]:
    """Return the addresses of a host. Raises TimeoutError after so many seconds, OSError where there are none."""
    if not _places.acquire(timeout=seconds):
        raise TimeoutError("Too many names are being resolved.")
    answers: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()
    threading.Thread(target=_resolve, args=(resolve, host, port, answers), name="dg-resolver", daemon=True).start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("The name was not resolved in time.") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _resolve(resolve: Resolver, host: str, port: int, answers: queue.SimpleQueue[Sequence[str] | OSError]) -> None:
    """Put the answer of the resolver, or its error, where somebody may still wait for it."""
    try:
        answers.put(resolve(host, port))
    except OSError as error:
        answers.put(error)
    except UnicodeError as error:  # the system encodes names in its own way first
        answers.put(OSError(str(error)))
    finally:
        _places.release()
