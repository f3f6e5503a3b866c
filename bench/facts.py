"""How many queries does each fact add to a call, whatever the number of orders in it?  (G2)"""

from __future__ import annotations

from .goal import Goal, Section
from .policies import PLAIN, far
from .turns import Spread

SIZE = 10  # orders in the call, each of another customer; storable ones, of which two lines are out of stock
LIMIT = 2


def run(laboratory):
    """Return the section on facts: what a policy on one more fact asks more than the plain policy."""
    with laboratory.open(governed="governed") as workers:
        worker = workers["governed"]
        before = queries(worker, PLAIN)
        facts = [fact for fact in worker.ask("facts") if not any(fact["key"] in rule for rule in PLAIN)]
        added = {fact["key"]: queries(worker, (*PLAIN, {fact["key"]: far(fact)})) - before for fact in facts}
    goals = tuple(
        Goal("G2", f"{key}: added queries of a call of {SIZE}", LIMIT, "queries", Spread.of([count]))
        for key, count in added.items()
    )
    plain = ", ".join(key for rule in PLAIN for key in rule)
    return Section("Facts", goals, note=f"Each in addition to a policy on {plain}.")


def queries(worker, rules):
    """Return the queries of one call under a policy of these rules, after a small one that warms up."""
    worker.ask("publish", rules=rules)
    worker.measure("confirm", kind="storable", size=1)
    return worker.measure("confirm", kind="storable", size=SIZE).queries
