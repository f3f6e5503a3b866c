"""Does it matter how many rules a policy has?  (G3)"""

from __future__ import annotations

from .goal import Goal, Section
from .policies import many
from .turns import alternate

FEW, MANY = 10, 1000
TIMES, ROUNDS = 6, 30


def run(laboratory):
    """Return the section on the number of rules; none of them holds the orders."""
    with laboratory.open(few="governed", many="governed") as workers:
        workers["few"].ask("publish", rules=many(FEW))
        workers["many"].ask("publish", rules=many(MANY))
        rounds = alternate(workers, ROUNDS, "confirm", kind="service", times=TIMES)
    more = f"{MANY:,} rules instead of {FEW}, one service order"
    goals = (
        Goal("G3", f"{more}: more CPU", 1.0, "ms", rounds.more("many", "few", per=TIMES)),
        Goal("G3", f"{more}: more queries", 0, "queries", rounds.more("many", "few", "queries", per=TIMES)),
    )
    rows = tuple(
        (
            f"{count:,}",
            f"{rounds.median(name, 'python', TIMES):.2f}",
            f"{rounds.median(name, 'database', TIMES):.2f}",
            f"{rounds.median(name, 'queries', TIMES):.0f}",
        )
        for name, count in (("few", FEW), ("many", MANY))
    )
    return Section("Number of rules", goals, ("rules in force", "Odoo ms", "PostgreSQL ms", "queries"), rows)
