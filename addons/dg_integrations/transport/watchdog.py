"""How does an attempt end in time, whatever the other side does?

The time-outs of a socket count from byte to byte: a receiver that sends one byte a second is never late. So one thread
watches over all attempts of the process and shuts the connection of each that is over its deadline, which wakes
whoever waits on it.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import os
import socket
import threading
import time
from typing import Self


class Watch:
    """One attempt under watch. Leaving its `with` block ends the watch and frees what it holds."""

    def __init__(self, seconds: float) -> None:
        """Watch from now on for so many seconds."""
        self.ends = time.monotonic() + seconds
        self.is_over = False
        self._connection: socket.socket | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        _watchdog.add(self)
        return self

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._forget()

    @property
    def left(self) -> float:
        """Return how many seconds are left, never less than a millisecond: zero would mean not to wait at all."""
        return max(self.ends - time.monotonic(), 0.001)

    def over(self, connection: socket.socket) -> None:
        """Watch over this connection, instead of an earlier one of the attempt."""
        # A duplicate is another name of the same connection: shutting it cannot hit a socket of somebody else that got
        # the number of one closed meanwhile, and does not disturb what TLS keeps about the original.
        with self._lock:
            self._forget()
            self._connection = connection.dup()
            if self.is_over:
                self._shut()

    def end(self) -> None:
        """Shut the connection: the deadline has passed."""
        with self._lock:
            self.is_over = True
            self._shut()

    def _shut(self) -> None:
        if self._connection:
            with contextlib.suppress(OSError):  # the other side was faster
                self._connection.shutdown(socket.SHUT_RDWR)

    def _forget(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None


class _Watchdog:
    """The thread that ends watches. It starts with the first watch, so that processes may fork before."""

    def __init__(self) -> None:
        self._due: list[tuple[float, int, Watch]] = []
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def add(self, watch: Watch) -> None:
        with self._changed:
            heapq.heappush(self._due, (watch.ends, next(self._numbers), watch))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="dg-watchdog", daemon=True)
                self._thread.start()
            if self._due[0][2] is watch:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            self._next().end()

    def _next(self) -> Watch:
        """Wait for the next watch that is due, and return it."""
        with self._changed:
            while not self._due or self._due[0][0] > time.monotonic():
                self._changed.wait(self._due[0][0] - time.monotonic() if self._due else None)
            return heapq.heappop(self._due)[2]


def _start_anew() -> None:
    """Forget the thread of the parent process, which a fork does not bring along."""
    global _watchdog  # noqa: PLW0603
    _watchdog = _Watchdog()


_watchdog = _Watchdog()
os.register_at_fork(after_in_child=_start_anew)
