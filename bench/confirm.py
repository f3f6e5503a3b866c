"""What does it cost to confirm an order inside policy, one at a time and a hundred in one call?  (G1, G2)"""

from __future__ import annotations

from dataclasses import dataclass

from scripts import console

from .goal import Goal, Section
from .policies import PLAIN
from .turns import alternate

# vanilla twice: what two measurements of the same thing differ by, nothing can be smaller than.
VARIANTS = {"vanilla": "vanilla", "again": "vanilla", "unruled": "governed", "governed": "governed"}
NAMES = {"vanilla": "plain Odoo", "again": "plain Odoo again", "unruled": "no policy in force", "governed": "governed"}
FEWER = ("vanilla", "again", "governed")  # where a round takes long
QUERIES = 4  # decision 1, event with its stream 1, facts 2; for a whole call


@dataclass(frozen=True)
class Case:
    """What is confirmed: how many orders in one call, how many calls in one turn, and how often all take turns."""

    goal: str
    kind: str
    size: int
    times: int
    rounds: int
    ratio: float
    variants: tuple[str, ...] = tuple(VARIANTS)

    @property
    def text(self):
        """The case in words."""
        return f"{self.size} {self.kind} {'order' if self.size == 1 else 'orders'}"


CASES = (
    Case("G1", "storable", 1, times=2, rounds=25, ratio=1.03),
    Case("G1", "service", 1, times=6, rounds=30, ratio=1.12),
    Case("G2", "storable", 100, times=1, rounds=5, ratio=1.02, variants=FEWER),
    Case("G2", "service", 100, times=1, rounds=10, ratio=1.08, variants=FEWER),
)


def run(laboratory):
    """Return the section on confirming."""
    goals, rows = [], []
    with laboratory.open(**VARIANTS) as workers:
        workers["governed"].ask("publish", rules=PLAIN)
        for case in CASES:
            taking_part = {name: workers[name] for name in case.variants}
            request = {"kind": case.kind, "size": case.size, "times": case.times}
            with console.step(f"confirming {case.text} in a call"):
                rounds = alternate(taking_part, case.rounds, "confirm", **request)
            goals += judge(case, rounds)
            rows += [line(case, name, rounds) for name in case.variants]
    heads = ("one call", "variant", "Odoo ms", "PostgreSQL ms", "all CPU ÷ plain", "queries", "added")
    return Section("Confirming", tuple(goals), heads, tuple(rows))


def judge(case, rounds):
    """Return the goals of one case."""
    calls = case.times
    goals = [
        Goal(case.goal, f"confirm {case.text}: all CPU ÷ plain Odoo", case.ratio, "×", rounds.ratio("governed")),
        Goal(
            case.goal,
            f"confirm {case.text}: added queries of the call",
            QUERIES,
            "queries",
            rounds.more("governed", what="queries", per=calls),
        ),
    ]
    if "unruled" in rounds:
        unruled = rounds.more("unruled", what="queries", per=calls)
        goals.append(Goal(case.goal, f"confirm {case.text}: added queries without a policy", 0, "queries", unruled))
    return goals


def line(case, name, rounds):
    """Return the line of one variant; milliseconds are per order, queries per call."""
    calls, orders = case.times, case.times * case.size
    return (
        case.text,
        NAMES[name],
        f"{rounds.median(name, 'python', orders):.1f}",
        f"{rounds.median(name, 'database', orders):.1f}",
        rounds.ratio(name).text(3),
        f"{rounds.median(name, 'queries', calls):.0f}",
        f"{rounds.more(name, what='queries', per=calls).middle:+.0f}",
    )
