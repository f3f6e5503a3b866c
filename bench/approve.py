"""What does it cost to ask people and to be answered?  Requests, one and a hundred, votes, and all of it.  (G5, G6)

A hundred rules are in force, of which one matches and asks one approver. A request is the whole call that ends with the
order held: facts, decision, hold, request, step, seat and their events. The vote is the whole call that ends with the
order confirmed; what it costs beyond a plain confirmation of the same orders is judged. Every step is a transaction.
"""

from __future__ import annotations

from scripts import console

from .goal import Goal, Section
from .turns import alternate

VARIANTS = {"vanilla": "vanilla", "unrouted": "governed", "half": "governed", "tier": "tier", "governed": "governed"}
NAMES = {
    "vanilla": "plain Odoo: confirm",
    "unrouted": "held without a route",
    "half": "the first of two votes",
    "tier": "tier validation",
    "governed": "**ours**",
}
ASKED = {"unrouted": 0, "half": 2, "tier": 1, "governed": 1}
BATCH = 100
CONFIRMED = ["approve", "confirm"]
ALL = ["request", "approve", "confirm"]
HELD = {"kind": "service", "measured": ["request"], "until": "request", "ends": "draft"}
# what: (operation, who takes part, rounds, request)
CASES = {
    "request 1": ("walk", ("unrouted", "tier", "governed"), 15, HELD | {"times": 6}),
    "request 100": ("walk", ("unrouted", "tier", "governed"), 5, HELD | {"size": BATCH}),
    "vote only": ("walk", ("tier", "half"), 8, HELD | {"measured": ["approve"], "until": "approve", "times": 6}),
    "approve": (
        "walk",
        ("vanilla", "tier", "governed"),
        15,
        {"kind": "service", "measured": CONFIRMED, "times": 6},
    ),
    "all, service": ("walk", ("vanilla", "tier", "governed"), 10, {"kind": "service", "measured": ALL, "times": 4}),
    "all, storable": ("walk", ("vanilla", "tier", "governed"), 25, {"kind": "storable", "measured": ALL, "times": 2}),
}
TEXTS = {
    "request 1": "request, 1 order",
    "request 100": f"request, {BATCH} orders",
    "vote only": "answer that confirms nothing",
    "approve": "approve until confirmed, 1 service order",
    "all, service": "whole path, 1 service order",
    "all, storable": "whole path, 1 storable order",
}


def run(laboratory):
    """Return the section on asking and answering."""
    measured = {}
    with laboratory.open(**VARIANTS) as workers:
        for name, asked in ASKED.items():
            workers[name].ask("staff", asked=asked)
        for case, (do, names, rounds, request) in CASES.items():
            with console.step(f"measuring {TEXTS[case]}"):
                measured[case] = alternate({name: workers[name] for name in names}, rounds, do, **request)
    rows = [row for case in CASES for row in lines(case, measured[case])]
    heads = ("one call", "variant", "Odoo ms", "PostgreSQL ms", "all CPU ÷ plain", "queries")
    note = (
        "A hundred rules, of which one matches and asks one approver. A request is the whole call that ends with the "
        "order held; the hold itself is what remains without a route. Approving is the whole call that ends with the "
        "order confirmed. Milliseconds are per order, queries per call, or per order for the whole path. Tier "
        "validation writes no audit entry and no event; its three steps are request, validate and confirm."
    )
    return Section("Approvals", (*judge_requests(measured), *judge_answers(measured)), heads, tuple(rows), note)


def judge_requests(measured):
    """Return the goals of creating requests."""
    single, batch = measured["request 1"], measured["request 100"]
    times, text = CASES["request 1"][3]["times"], "request of 1 order, 100 rules"
    each = f"request of each of {BATCH} orders in a call"
    return (
        Goal("G5", f"{text}: CPU of Odoo", 12, "ms", single.of("governed", "python", times)),
        Goal("G5", f"{text}: CPU of PostgreSQL", 4, "ms", single.of("governed", "database", times)),
        Goal("G5", f"{text}: queries", 15, "queries", single.of("governed", "queries", times)),
        Goal("G5", f"{each}: all CPU", 2.5, "ms", batch.of("governed", "cpu", BATCH)),
        Goal("G5", f"{each}: queries", 0.3, "queries each", batch.of("governed", "queries", BATCH)),
    )


def judge_answers(measured):
    """Return the goals of approving, and of the whole path."""
    approve, text = measured["approve"], "approve 1 order, beyond its confirmation"
    times = CASES["approve"][3]["times"]
    more = {what: approve.more("governed", what=what, per=times) for what in ("python", "database", "queries")}
    whole = measured["all, storable"].ratio("governed")
    return (
        Goal("G5", f"{text}: CPU of Odoo", 10, "ms", more["python"]),
        Goal("G5", f"{text}: CPU of PostgreSQL", 3, "ms", more["database"]),
        Goal("G5", f"{text}: queries", 11, "queries", more["queries"]),
        Goal("G6", "ask, approve and confirm 1 storable order: all CPU ÷ plain Odoo", 1.20, "×", whole),
    )


def lines(case, rounds):
    """Return the lines of the variants in one case, and of what asking adds to a hold."""
    request = CASES[case][3]
    calls = request.get("times", 1)
    orders = calls * request.get("size", 1)
    for name in rounds:
        yield (
            TEXTS[case],
            NAMES[name],
            f"{rounds.median(name, 'python', orders):.2f}",
            f"{rounds.median(name, 'database', orders):.2f}",
            rounds.ratio(name).text(3) if "vanilla" in rounds else "",
            f"{rounds.median(name, 'queries', calls):.0f}",
        )
    if "unrouted" in rounds:
        python, database = (rounds.more("governed", "unrouted", what, orders) for what in ("python", "database"))
        queries = rounds.more("governed", "unrouted", "queries", calls)
        added = (f"{python.middle:.2f}", f"{database.middle:.2f}", "", f"{queries.middle:.0f}")
        yield (TEXTS[case], "of it, for asking", *added)
