"""How much CPU has a process of the database server used?"""

from __future__ import annotations

from pathlib import Path

SERVER = "postgres"


def clock_of(pid, program=SERVER):
    """Return the number of the kernel's clock of a process' CPU time, for time.clock_gettime_ns.

    /proc/<pid>/stat says the same in steps of ten milliseconds, as much as the work measured here takes.
    Source: clock_getcpuclockid(3); the number is made as the C library makes it.
    """
    name = Path(f"/proc/{pid}/comm")
    if not name.exists() or program not in name.read_text():
        raise SystemExit(
            "The database server's processes are not to be seen from here, so their CPU cannot be measured. "
            "Run `make bench` where the server runs, or unset PGHOST and ODOO_CONF to use the embedded one."
        )
    return (~pid << 3) | 2
