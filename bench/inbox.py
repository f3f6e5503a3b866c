"""Does it matter how much waits, and how much was closed?  100,000 open requests and 1,000,000 closed.  (G7, G8)

All open requests wait for one approver. Three databases of ours hold the same 100,000 draft orders: without requests,
with the open ones, and with the closed ones as well. The peer's orders wait for its reviewer in a smaller number.
"""

from __future__ import annotations

from scripts import console

from .goal import Goal, Section
from .turns import Cost, Rounds, Spread, alternate

OURS = {"few": "few", "open": "open", "full": "full"}
NAMES = {
    "few": "ours, nothing waits",
    "open": "ours, 100,000 open",
    "full": "**ours, 100,000 open and 1,000,000 closed**",
    "tier": "tier validation, 10,000 open",
}
PENDING, REVIEWED = 10_000, 2_000  # of the peer, which takes its time
LATE = 1_000
HELD = {"kind": "service", "measured": ["request"], "until": "request", "ends": "draft", "times": 6}
# what: (operation, rounds, request)
READ = {
    "counter": ("counter", 12, {"times": 10}),
    "counter of somebody with 10": ("counter", 3, {"who": 1, "times": 10}),
    "list of 80": ("listing", 12, {"times": 3}),
    "list of somebody with 10": ("listing", 3, {"who": 1, "times": 3}),
    "open a request": ("opening", 4, {"times": 3}),
}
FLAT = {
    "confirm": ("confirm", 30, {"kind": "service", "times": 6}),
    "request": ("walk", 30, HELD),
    "approve": ("walk", 30, {"kind": "service", "measured": ["approve"], "times": 6}),
}
OF_PEER = {"counter": ("counter", 3, {}), "list of 80": ("listing", 3, {})}


def run(laboratory):
    """Return the section on inboxes."""
    with laboratory.open(**OURS) as workers:
        measured = {what: turns(workers, *asked) for what, asked in (READ | FLAT).items()}
        measured["add a director"] = Rounds({name: [worker.measure("join")] for name, worker in workers.items()})
        for what, late in (("watch, nothing is due", 0), (f"watch, {LATE:,} steps are late", LATE)):
            measured[what] = Rounds(full=[workers["full"].measure("watch", due=late)])
    with laboratory.open(tier="tier") as workers:
        peer = of_peer(workers["tier"])
    everything = READ | FLAT
    rows = [line(what, name, rounds, everything) for what, rounds in measured.items() for name in rounds]
    rows += [line(what, "tier", rounds, {}) for what, rounds in peer.items()]
    heads = ("one call", "variant", "Odoo ms", "PostgreSQL ms", "wall ms", "queries")
    note = (
        f"20,000 of the closed steps of ours were those of the directors, {REVIEWED:,} of the peer's reviews. The "
        "copied requests have no events in the journal, the closed ones no content. Where PostgreSQL lets further "
        "processes help, wall is more than the sum of what is counted."
    )
    return Section("Inboxes", (*judge_reading(measured), *judge_flat(measured)), heads, tuple(rows), note)


def turns(workers, do, rounds, request):
    """Let the workers take turns at something."""
    with console.step(f"measuring {do} {request}"):
        return alternate(workers, rounds, do, **request)


def of_peer(worker):
    """Return what the peer's inbox costs, and what it costs to add a director."""
    worker.ask("staff")
    with console.step(f"measuring the peer with {PENDING:,} pending reviews"):
        worker.ask("pile", pending=PENDING, closed=REVIEWED)
        measured = {
            what: Rounds(tier=[Cost(**worker.ask(do, **request)) for _round in range(rounds)])
            for what, (do, rounds, request) in OF_PEER.items()
        }
        measured["add a director"] = Rounds(tier=[worker.measure("join")])
    return measured


def judge_reading(measured):
    """Return the goals of what approvers look at, and of what runs beside it."""
    counter, listed, opened = (measured[what] for what in ("counter", "list of 80", "open a request"))
    of = {what: request.get("times", 1) for what, (_do, _rounds, request) in READ.items()}
    size = "100,000 open and 1,000,000 closed requests"
    joined = Spread.of([measured["add a director"]["full"][0].queries])
    idle, late = (measured[what]["full"][0].wall / 1000 for what in measured if what.startswith("watch"))
    return (
        Goal("G7", f"counter, {size}: all CPU", 5, "ms", counter.of("full", "cpu", of["counter"])),
        Goal("G7", f"counter, {size}: queries", 3, "queries", counter.of("full", "queries", of["counter"])),
        Goal("G7", f"list of 80, {size}: all CPU", 20, "ms", listed.of("full", "cpu", of["list of 80"])),
        Goal("G7", f"list of 80, {size}: wall", 50, "ms", listed.of("full", "wall", of["list of 80"])),
        Goal("G7", "open a request: queries", 12, "queries", opened.of("full", "queries", of["open a request"])),
        Goal("G7", "add a director, 20,000 closed steps of the directors: queries", 10, "queries", joined),
        Goal("watch", "look at 100,000 open steps of which nothing is due: wall", 0.1, "s", Spread.of([idle])),
        Goal("watch", f"escalate {LATE:,} of 100,000 open steps: wall", 10, "s", Spread.of([late])),
    )


def judge_flat(measured):
    """Return the goals of what must not grow; the limits of the inbox are wider, for it is a few milliseconds."""
    grown = "1,000,000 closed requests more: all CPU ÷ without"
    inbox = [
        Goal("G7", f"{what}, {grown}", 1.10, "×", measured[what].ratio("full", "open"))
        for what in ("counter", "list of 80")
    ]
    return *inbox, *(
        Goal("G8", f"{what}, 100,000 open and {grown}", 1.03, "×", measured[what].ratio("full", "few")) for what in FLAT
    )


def line(what, name, rounds, cases):
    """Return the line of one variant."""
    request = cases[what][2] if what in cases else {}
    calls = request.get("times", 1)
    return (
        what,
        NAMES[name],
        *(f"{rounds.median(name, which, calls):,.2f}" for which in ("python", "database", "wall")),
        f"{rounds.median(name, 'queries', calls):,.0f}",
    )
