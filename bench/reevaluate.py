"""How long does it take to say what a policy would do with all open orders?  (G15)"""

from __future__ import annotations

from .goal import Goal, Section
from .turns import Spread

ORDERS = 10_000
ROUNDS = 7
# 100 of the orders are worth more; 4 of 100 have a recorded discount of more.
COLUMN = [{"amount_untaxed": "> 999900"}]
RECORDED = [{"deepest_discount": "> 95"}]


def run(laboratory):
    """Return the section on re-evaluation."""
    with laboratory.open(governed="governed") as workers:
        worker = workers["governed"]
        worker.ask("fill", count=ORDERS)
        columns = measure(worker, "search", COLUMN)
        recorded = measure(worker, "replay", RECORDED)
    cpu, matched = spread(columns), columns[0]["matched"]
    queries = Spread.of(answer["about_orders"] for answer in columns)
    others = columns[0]["queries"] - columns[0]["about_orders"]
    each = Spread.of((answer["python"] + answer["database"]) / ORDERS * 1000 for answer in recorded)
    text = f"{ORDERS:,} open orders"
    return Section(
        "Re-evaluating open orders",
        (
            Goal("G15", f"{text}, a fact in a column, {matched} matching: all CPU", 50 + 0.01 * matched, "ms", cpu),
            Goal("G15", f"{text}, a fact in a column: queries about orders", 3, "queries", queries),
            Goal("G15", f"{text}, recorded facts, {recorded[0]['matched']} matching: all CPU of each", 20, "µs", each),
        ),
        note=f"{others} more queries read the question, its policy, the companies and the user.",
    )


def measure(worker, how, rules):
    """Return the answers of the rounds under a policy of these rules; the first round warms up."""
    worker.ask("publish", rules=rules)
    return [worker.ask("reevaluate", how=how) for _round in range(ROUNDS + 1)][1:]


def spread(answers):
    """Return all milliseconds of CPU of each answer."""
    return Spread.of(answer["python"] + answer["database"] for answer in answers)
