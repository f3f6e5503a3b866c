"""What does the journal cost?  Writing events in the transaction that they are about, and sealing them.  (G9)"""

from __future__ import annotations

from .goal import Goal, Section
from .turns import Spread

# events in one transaction: (milliseconds each, transactions in one turn)
WORK = {1: (0.3, 50), 100: (0.05, 5)}
ROUNDS = 15
SEALED, FASTEST = 10_000, 20_000


def run(laboratory):
    """Return the section on the journal."""
    goals = []
    with laboratory.open(governed="governed") as workers:
        worker = workers["governed"]
        for events, (limit, times) in WORK.items():
            costs = [worker.measure("emit", events=events, times=times) for _round in range(ROUNDS + 1)][1:]
            text = f"{events} {'event' if events == 1 else 'events'} in a transaction"
            cpu = Spread.of(cost.cpu / times / events for cost in costs)
            count = Spread.of(cost.queries / times for cost in costs)
            goals += [
                Goal("G9", f"{text}: all CPU of each", limit, "ms", cpu),
                Goal("G9", f"{text}: queries", 1, "queries", count),
            ]
        sealed = [worker.ask("seal", events=SEALED) for _round in range(3)]
    speed = Spread.of(seal["sealed"] / (seal["python"] + seal["database"]) * 1000 for seal in sealed)
    goals.append(Goal("seal", f"seal {SEALED:,} events", FASTEST, "events/s of CPU", speed, at_least=True))
    return Section("Journal", tuple(goals))
