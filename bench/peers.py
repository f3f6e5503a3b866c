"""What would people install instead?  The same orders and ten rules under today's modules, beside ours.

Nothing here is a goal: the goals are held against plain Odoo.
"""

from __future__ import annotations

from .goal import Section
from .policies import many
from .turns import alternate

RULES = 10
VARIANTS = {
    "vanilla": "plain Odoo",
    "tier": "tier validation, 10 rules",
    "exception": "sale exception, 10 rules",
    "risk": "financial risk",
    "auditlog": "audit log, full",
    "stack": "all four",
    "governed": "**ours, 10 rules**",
}
# what is done: (operation, rounds, request)
CASES = {
    "1 storable": ("confirm", 8, {"kind": "storable", "times": 2}),
    "1 service": ("confirm", 12, {"kind": "service", "times": 4}),
    "50 service": ("confirm", 4, {"kind": "service", "size": 50}),
    "create": ("create", 6, {"kind": "service", "times": 2}),
    "write": ("write", 8, {"times": 10}),
}


def run(laboratory):
    """Return the section on the peers."""
    with laboratory.open(**{name: name for name in VARIANTS}) as workers:
        workers["governed"].ask("publish", rules=many(RULES))
        measured = {case: alternate(workers, rounds, do, **request) for case, (do, rounds, request) in CASES.items()}
    rows = [(text, *(cell(case, name, measured[case]) for case in CASES)) for name, text in VARIANTS.items()]
    heads = ("", "confirm 1 storable", "confirm 1 service", "confirm 50 services", "enter a draft", "write one field")
    note = "All CPU ÷ plain Odoo [quartiles], then the queries that are added to one call."
    return Section("Beside the modules people use today", heads=heads, rows=tuple(rows), note=note)


def cell(case, name, rounds):
    """Return what one variant costs in one case."""
    calls = CASES[case][2].get("times", 1)
    return f"{rounds.ratio(name).text(2)}, {rounds.more(name, what='queries', per=calls).middle:+.0f}"
