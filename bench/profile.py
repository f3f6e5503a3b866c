"""Where does the gate spend what it costs?  The queries it adds to one confirmation, and its slowest functions.

    python -m bench.profile [KIND] [SIZE] [FACT TEST]…       KIND: service (default) or storable
    python -m bench.profile request [SIZE]                   orders outside policy, until people are asked
    python -m bench.profile approve [SIZE]                   their approval, until the orders are confirmed

Confirms orders in a database with our addons, first without and then with a policy, and prints the difference: each
statement with its count and the function of ours it was asked for, then our functions by their own time. A request is
compared with a hold that asks nobody, an approval with a plain confirmation. Run it with the Python of the environment
(.odoo/venv/bin/python); the database is a passing copy.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from scripts import environment, places

from . import variants
from .clock import clock_of
from .policies import PLAIN

RUNS = 30
LONGEST = 25
STEPS = ("request", "approve")  # of bench/paths.py
TABLE = re.compile(r'\b(?:FROM|INTO|UPDATE)\s+(?:ONLY\s+)?"?(\w+)')


class Trace:
    """The statements of a block of code, each with the function of our addons that asked for it.

    `spent` are the milliseconds of CPU of the database's process since the statement before.
    """

    def __init__(self):
        """Begin with nothing heard."""
        self.statements, self.askers, self.spent, self._before = Counter(), {}, Counter(), {}

    def __enter__(self):
        """Listen to every cursor of this thread."""
        threading.current_thread().query_hooks = [self._hear]
        return self

    def __exit__(self, *_error):
        """Stop listening."""
        del threading.current_thread().query_hooks

    def _hear(self, cursor, query, _params, _start, _delay):
        statement, pid = shortened(query), cursor.connection.info.backend_pid
        now = time.clock_gettime_ns(clock_of(pid))
        self.spent[statement] += (now - self._before.get(pid, now)) / 1e6
        self._before[pid] = now
        self.statements[statement] += 1
        self.askers.setdefault(statement, Counter())[_asker()] += 1


def shortened(query):
    """Return a statement without its list of columns and its white space, so that equal questions look equal."""
    text = re.sub(r"\s+", " ", str(query)).strip()
    text = re.sub(r"^SELECT .*? FROM ", "SELECT … FROM ", text)
    text = re.sub(r"^(INSERT INTO \S+) \(.*?\) VALUES .*$", r"\1 …", text)
    return text if len(text) <= 160 else f"{text[:157]}…"


def _asker():
    """Return the innermost function of our addons on the stack, and the gate it belongs to."""
    frame = sys._getframe(2)
    while frame:
        path = Path(frame.f_code.co_filename)
        if places.ADDONS in path.parents:
            return f"{path.name}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return "Odoo"


def _confirm(operations, kind, size, around):
    """Confirm new orders in a transaction of their own, inside the context manager `around`."""
    if kind in STEPS:
        operations.go(operations.enter_outside("service", size), [kind], kind, around)
        return
    with operations.transaction() as env:
        orders = env["sale.order"].browse(operations.enter(kind, size))
        with around:
            orders.action_confirm()
            env.cr.commit()
        operations.check_confirmed(orders.ids)


def _traced(operations, kind, size):
    """Return the trace of one confirmation, after one that warms up."""
    _confirm(operations, kind, size, Trace())
    trace = Trace()
    _confirm(operations, kind, size, trace)
    return trace


def print_queries(before, after):
    """Print what `after` asks more often than `before`, most often first, and what the database spent on it."""
    added = after.statements - before.statements
    saved = before.statements - after.statements
    print(f"\nqueries: {before.statements.total()} without a policy, {after.statements.total()} with one")
    for statement, count in added.most_common():
        askers = ", ".join(f"{asker} ×{times}" for asker, times in after.askers[statement].most_common(3))
        print(f"  {count:+4d}  {statement}\n        {after.spent[statement]:.2f} ms in PostgreSQL; {askers}")
    for statement, count in saved.items():
        print(f"  {-count:+4d}  {statement}")


def print_tables(before, after):
    """Print how many statements of each kind there are by the table that they name first, most often first."""
    told, compared = _by_table(after), _by_table(before)
    print("\nstatements by kind and table, and how many of them without:")
    for (verb, table), count in told.most_common():
        print(f"  {count:5d} {compared[verb, table]:5d}  {verb} {table}")


def _by_table(trace):
    """Return {(kind, table): count} of the statements of a trace."""
    found = Counter()
    for statement, count in trace.statements.items():
        table = TABLE.search(statement)
        found[statement.split(" ", 1)[0], table.group(1) if table else ""] += count
    return found


def print_functions(profile, runs):
    """Print our functions by own time and by time with callees, in milliseconds per confirmation call."""
    stats = pstats.Stats(profile).stats
    total = sum(own for _primitive, _calls, own, _cumulative, _callers in stats.values())
    ours = [(key, row) for key, row in stats.items() if places.ADDONS in Path(key[0]).parents]
    print(f"\nmilliseconds per call under the profiler: {total / runs * 1000:.1f} in all, and in our functions:")
    for title, column in (("by own time", 2), ("by time with callees", 3)):
        print(f"\n  {'own':>8}  {'with callees':>12}  {'calls':>8}  {title}")
        for (path, line, name), row in sorted(ours, key=lambda item: item[1][column], reverse=True)[:LONGEST]:
            where = f"{Path(path).relative_to(places.ADDONS)}:{line}"
            print(f"  {row[2] / runs * 1000:8.3f}  {row[3] / runs * 1000:12.3f}  {row[1] / runs:8.1f}  {name}  {where}")


def _before(operations, kind, size):
    """Return the trace of what is compared with."""
    if kind == "request":
        operations.staff(asked=0)
    return _traced(operations, "service" if kind == "approve" else kind, size)


def inside(conf, database, kind, size, *words):
    """Profile in a database with our addons and the wholesaler."""
    import odoo.modules.registry
    import odoo.tools

    from .approval_operations import ApprovalOperations

    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=error"])
    operations = ApprovalOperations(odoo.modules.registry.Registry(database))
    before = _before(operations, kind, int(size))
    rules = [{key: test} for key, test in zip(words[::2], words[1::2], strict=True)] or PLAIN
    if kind in STEPS:
        operations.staff()
    else:
        operations.publish(rules)
    print(f"{size} {kind}, policy: {'a hundred rules' if kind in STEPS else rules}")
    after = _traced(operations, kind, int(size))
    print_queries(before, after)
    print_tables(before, after)
    profile, runs = cProfile.Profile(time.process_time), max(3, RUNS // int(size))
    for _run in range(runs):
        _confirm(operations, kind, int(size), profile)
    print_functions(profile, runs)


def main(kind="service", size="1", *words):
    """Profile in a passing copy of the governed variant."""
    with environment.borrowed() as ready:
        templates = variants.Variants(ready.server, ready.databases)
        conf, name = templates.conf("governed"), f"dg_profile_{os.getpid()}"
        with environment.scratch(ready, templates.of("governed"), name):
            command = [places.PYTHON, "-m", "bench.profile", "--inside", conf, name, kind, size, *words]
            done = subprocess.run(
                [str(part) for part in command], cwd=places.ROOT, env=ready.server.environment(), check=False
            )
    return done.returncode


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(*sys.argv[2:])
    else:
        sys.exit(main(*sys.argv[1:]))
