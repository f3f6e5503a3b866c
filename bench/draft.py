"""What do people pay who only write drafts?  Entering an order, and one field of it.  (G4)"""

from __future__ import annotations

from .goal import Goal, Section
from .policies import PLAIN
from .turns import alternate

VARIANTS = {"vanilla": "vanilla", "again": "vanilla", "governed": "governed"}
NAMES = {"vanilla": "plain Odoo", "again": "plain Odoo again", "governed": "governed"}
# operation: what it is, rounds, what is asked in one turn
WORK = {
    "create": ("enter a draft of 5 lines", 20, {"kind": "service", "times": 3}),
    "write": ("write one field of a draft", 30, {"times": 20}),
}


def run(laboratory):
    """Return the section on drafts."""
    rows, measured = [], {}
    with laboratory.open(**VARIANTS) as workers:
        workers["governed"].ask("publish", rules=PLAIN)
        for do, (text, rounds, request) in WORK.items():
            measured[do] = alternate(workers, rounds, do, **request)
            rows += [line(text, name, measured[do], request["times"]) for name in VARIANTS]
    times = WORK["write"][2]["times"]
    goals = (
        Goal("G4", "enter a draft: all CPU ÷ plain Odoo", 1.03, "×", measured["create"].ratio("governed")),
        Goal("G4", "write one field of a draft: all CPU ÷ plain Odoo", 1.10, "×", measured["write"].ratio("governed")),
        Goal(
            "G4",
            "write one field of a draft: added queries",
            0,
            "queries",
            measured["write"].more("governed", what="queries", per=times),
        ),
    )
    heads = ("work", "variant", "Odoo ms", "PostgreSQL ms", "all CPU ÷ plain", "queries")
    return Section("Drafts", goals, heads, tuple(rows))


def line(text, name, rounds, times):
    """Return the line of one variant."""
    return (
        text,
        NAMES[name],
        f"{rounds.median(name, 'python', times):.2f}",
        f"{rounds.median(name, 'database', times):.2f}",
        rounds.ratio(name).text(3),
        f"{rounds.median(name, 'queries', times):.0f}",
    )
