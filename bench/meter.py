"""What does a piece of work cost?  CPU of this process, CPU of its database connection's server process, queries."""

from __future__ import annotations

import time

import odoo.sql_db

from .clock import clock_of


class Meter:
    """Adds up the cost of the blocks it is entered for, all with the same cursor's connection or one like it."""

    def __init__(self):
        """Begin at nothing."""
        self.python = self.database = self.queries = self.wall = 0
        self._clock = self._before = None

    def on(self, cursor):
        """Return the meter, looking at the server process behind `cursor`."""
        self._clock = clock_of(cursor.connection.info.backend_pid)
        return self

    def __enter__(self):
        """Begin to count."""
        self._before = self._now()
        return self

    def __exit__(self, *_error):
        """Add what was spent since."""
        spent = (now - then for now, then in zip(self._now(), self._before, strict=True))
        python, database, queries, wall = spent
        self.python, self.database = self.python + python / 1e6, self.database + database / 1e6
        self.queries, self.wall = self.queries + queries, self.wall + wall / 1e6

    def _now(self):
        """Return nanoseconds of both processes, the number of queries of every cursor of this one, and the time."""
        return (
            time.process_time_ns(),
            time.clock_gettime_ns(self._clock),
            odoo.sql_db.sql_counter,
            time.perf_counter_ns(),
        )

    def answer(self):
        """Return the sums as plain values, milliseconds and a count."""
        return {"python": self.python, "database": self.database, "queries": self.queries, "wall": self.wall}
