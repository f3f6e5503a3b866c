"""Are the goals met?  The parts of the measurement in their order, and what they say together.

Ratios are measured in alternation in one run. CPU is that of the Odoo process and of its database connection's server
process; queries are counted. Each part is a module with `run(laboratory)`, which returns a Section.
"""

from __future__ import annotations

import importlib

from scripts import console

from . import report

# part: what it measures, for `make bench PART=list`
PARTS = {
    "confirm": "confirming one order and a hundred, inside policy and without one (G1, G2)",
    "facts": "the queries that each fact adds to a call (G2)",
    "rules": "a thousand rules instead of ten (G3)",
    "draft": "creating a draft and writing one field of it (G4)",
    "decision_table": "the decision table on its own, and zen-engine on the same table",
    "approve": "asking people about an order, their answer, and all of it (G5, G6)",
    "inbox": "inboxes with 100,000 open requests, and whether a million closed ones matter (G7, G8)",
    "emit": "writing and sealing events (G9)",
    "reevaluate": "what a policy would do with 10,000 open orders (G15)",
    "peers": "the modules people use today, on the same orders (a table, no goal)",
}


def chosen(words):
    """Return the parts named in `words`, all without a word, in the order of PARTS; raises Problem for a stranger."""
    names = set(words.split())
    if strangers := names - PARTS.keys():
        parts = "\n".join(f"  {name:10} {what}" for name, what in PARTS.items())
        raise console.Problem(f"There is no part “{min(strangers)}”. The parts are:\n{parts}")
    return [name for name in PARTS if name in names or not names]


def measure(laboratory, names):
    """Run the parts, print each section as it is finished, return them all."""
    sections = []
    for name in names:
        with console.step(f"measuring {PARTS[name]}"):
            sections.append(importlib.import_module(f"bench.{name}").run(laboratory))
        print(f"\n{report.text(sections[-1])}\n", flush=True)
    return sections


def conclude(sections):
    """Print the verdict; returns the exit code, 1 when a goal is missed."""
    print(report.verdict(sections), flush=True)
    return 0 if all(goal.is_met for section in sections for goal in section.goals) else 1
