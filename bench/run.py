"""How much does governance add to confirming an order?  Ratios against plain Odoo, measured in alternation in one run.

    python -m bench.run CONF VANILLA_DATABASE GOVERNED_DATABASE [ROUNDS]

One process per variant confirms fresh orders of five lines; the variants take turns, and which of them begins changes
from round to round, so that a busy machine slows both. The policy tests discount, margin and amount and matches none of
the orders. CPU is that of the Odoo process; the database server's is not in it. Prints a table in Markdown.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from pathlib import Path

VARIANTS = ("vanilla", "governed")
# (what is confirmed, orders per call, rounds per round asked for)
CASES = (("service", 1, 1.0), ("storable", 1, 1.0), ("service", 50, 0.4), ("storable", 50, 0.2))


class Worker:
    """One variant's process."""

    def __init__(self, conf, database, variant):
        command = [sys.executable, "-m", "bench.worker", conf, database, variant]
        self.process = subprocess.Popen(
            command,
            cwd=Path(__file__).resolve().parent.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"A measuring process ended with code {self.process.wait()}; its error stands above.")
        return json.loads(line)

    def ask(self, kind, size):
        """Return what confirming `size` orders cost."""
        self.process.stdin.write(f"{kind} {size}\n")
        self.process.stdin.flush()
        return self._answer()

    def stop(self):
        """End the process."""
        self.process.stdin.close()
        self.process.wait(timeout=30)


def measure(workers, kind, size, rounds):
    """Return {variant: [answers]}, the variants taking turns; the first round warms up and does not count."""
    answers = {variant: [] for variant in VARIANTS}
    for number in range(rounds + 1):
        for variant in VARIANTS if number % 2 else reversed(VARIANTS):
            answer = workers[variant].ask(kind, size)
            if number:
                answers[variant].append(answer)
    return answers


def row(kind, size, answers):
    """Return the line of the table for one case."""
    pairs = zip(answers["governed"], answers["vanilla"], strict=True)
    ratios = [governed["cpu"] / vanilla["cpu"] for governed, vanilla in pairs]
    low, middle, high = statistics.quantiles(ratios, n=4)
    cpu = {variant: statistics.median(answer["cpu"] for answer in answers[variant]) / size for variant in VARIANTS}
    queries = {variant: statistics.median(answer["queries"] for answer in answers[variant]) for variant in VARIANTS}
    return (
        f"| {size} {kind} | {cpu['vanilla']:.1f} | {cpu['governed']:.1f} | {middle:.3f} [{low:.3f}-{high:.3f}] "
        f"| {queries['vanilla']:.0f} | {queries['governed'] - queries['vanilla']:+.0f} | {len(ratios)} |"
    )


def main(conf, vanilla, governed, rounds="30"):
    """Measure every case and print the table."""
    workers = {
        variant: Worker(conf, database, variant)
        for variant, database in zip(VARIANTS, (vanilla, governed), strict=True)
    }
    heads = ("orders in one call", "vanilla ms", "governed ms", "CPU ratio [quartiles]", "queries", "added", "rounds")
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)
    for kind, size, share in CASES:
        print(row(kind, size, measure(workers, kind, size, max(4, round(int(rounds) * share)))), flush=True)
    for worker in workers.values():
        worker.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
