"""How fast is the decision logic by itself, and how fast is a rules engine written in Rust?

    python -m bench.decision_table [FOLDER]

FOLDER is where PyPI's zen-engine lies, if it cannot be imported anyway; it is compared with and no part of the product.
Prints one JSON line per goal: {goal, what, figure, unit, limit, spread, met}, the spread being the outer quartiles. All
is measured in one process, on one core, by CPU. Exits 1 when a goal is missed, 2 when there is nothing to compare with.

The table has 1,000 rules, each on intervals of all 5 facts. A fifth of the documents matches a rule, the others hardly
ever one. Nearly every cell is another text, so that little is won by having read it before.
"""

from __future__ import annotations

import gc
import importlib
import json
import random
import statistics
import subprocess
import sys
import time
from decimal import Decimal
from types import ModuleType

from scripts import places

from .goal import Goal, Section
from .turns import Spread

RULES, FACTS = 1_000, [f"fact_{number}" for number in range(5)]
RANGE, WIDEST = 100_000, 15_000
DOCUMENTS, PASSES, EVENTS, ROUNDS = 1_000, 10, 20_000, 11
COMPARED = 200  # documents for the engine to compare with, which takes its time

LIMITS = {
    "matching": (300_000, "decisions/s", True),
    "verdict": (50_000, "decisions/s", True),
    "compile": (100, "ms", False),
    "analysis": (1_000, "ms", False),
    "sealing": (20_000, "events/s", True),
    "engine": (100, "×", True),
}
TEXTS = {
    "matching": "rules that match, 1,000 rules on 5 facts",
    "verdict": "verdict with every reason, 1,000 rules on 5 facts",
    "compile": "compile 1,000 rules on 5 facts",
    "analysis": "analyse 1,000 rules on 5 facts",
    "sealing": "digests of the chain",
    "engine": "matching as fast as zen-engine, equal results",
}


def run(_laboratory):
    """Return the section on the decision logic, measured in a process that holds nothing else."""
    from . import variants

    command = [places.PYTHON, "-m", "bench.decision_table", variants.fetch_peers()]
    done = subprocess.run(
        [str(part) for part in command], cwd=places.ROOT, stdout=subprocess.PIPE, text=True, check=False
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    if [one["goal"] for one in told] != list(LIMITS):
        raise SystemExit("The decision table could not be measured; the reason stands above.")
    return Section("Decision table", tuple(map(as_goal, told)))


def as_goal(told):
    """Return the goal that a line tells."""
    low, high = told["spread"]
    at_least = LIMITS[told["goal"]][2]
    return Goal("table", told["what"], told["limit"], told["unit"], Spread(low, told["figure"], high), at_least)


def logic(name):
    """Return a module of the decision logic; its addon, which needs Odoo, is not loaded."""
    addon = places.ADDONS / "distribution_governance"
    parent = ModuleType(addon.name)
    parent.__path__ = [str(addon)]
    sys.modules.setdefault(addon.name, parent)
    return importlib.import_module(f"{addon.name}.logic.{name}")


def intervals(chance):
    """Return, for each rule, one interval of whole numbers for each fact."""
    lows = [[chance.randrange(RANGE) for _fact in FACTS] for _rule in range(RULES)]
    return [[(low, low + chance.randrange(1, WIDEST)) for low in row] for row in lows]


def values(chance, boxes):
    """Return the values of the documents; every fifth lies inside a rule."""
    scattered = [[chance.randrange(RANGE) for _fact in FACTS] for _document in range(DOCUMENTS)]
    for place in range(0, DOCUMENTS, 5):
        scattered[place] = [chance.randint(*interval) for interval in chance.choice(boxes)]
    return scattered


def rules(boxes):
    """Return the rules of our table."""
    table, verdict = logic("decision_table"), logic("verdict")
    effects = list(verdict.Effect)
    return [
        table.Rule(
            str(number),
            f"Rule {number}",
            effects[number % len(effects)],
            tuple(table.Condition(fact, f"[{low}..{high}]") for fact, (low, high) in zip(FACTS, row, strict=True)),
        )
        for number, row in enumerate(boxes)
    ]


def engine(boxes):
    """Return zen-engine's decision on the same table; raises ImportError without it."""
    zen = importlib.import_module("zen")
    columns = [{"id": fact, "name": fact, "type": "expression", "field": fact} for fact in FACTS]
    rows = [
        {"_id": str(number), "rule": str(number)}
        | {fact: f"[{low}..{high}]" for fact, (low, high) in zip(FACTS, row, strict=True)}
        for number, row in enumerate(boxes)
    ]
    outputs = [{"id": "rule", "name": "rule", "type": "expression", "field": "rule"}]
    content = {"hitPolicy": "collect", "inputs": columns, "outputs": outputs, "rules": rows}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "content": {}},
        {"id": "table", "type": "decisionTableNode", "name": "table", "content": content},
        {"id": "out", "type": "outputNode", "name": "out", "content": {}},
    ]
    edges = [
        {"id": "1", "sourceId": "in", "targetId": "table", "type": "edge"},
        {"id": "2", "sourceId": "table", "targetId": "out", "type": "edge"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    return lambda document: [row["rule"] for row in decision.evaluate(document)["result"]]


def spent(work):
    """Return the seconds of CPU that a piece of work takes."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def rates(count, work):
    """Return how many of `count` things `work` does in a second, once for each round; the first one warms up."""
    return [count / spent(work) for _round in range(ROUNDS + 1)][1:]


def goal(name, figures):
    """Print one goal and return whether it is met."""
    limit, unit, at_least = LIMITS[name]
    low, middle, high = statistics.quantiles(figures, n=4)
    is_met = middle >= limit if at_least else middle <= limit
    told = {"goal": name, "what": TEXTS[name], "figure": middle, "unit": unit, "limit": limit}
    print(json.dumps(told | {"spread": [low, high], "met": is_met}, ensure_ascii=False), flush=True)
    return is_met


def own_goals(made, facts, table, measured):
    """Yield whether each goal is met that needs nobody to compare with."""
    parse = logic("unary_test").parse
    chain = logic("hash_chain")

    def compile_anew():
        parse.cache_clear()  # as if no cell had been read before
        type(table).compile("bench", made, facts)

    def seal():
        previous = chain.GENESIS
        for position in range(1, EVENTS + 1):
            previous = chain.digest(previous, position, f'{{"event":{position},"payload":"{"x" * 400}"}}')

    def repeat(work):
        for _pass in range(PASSES):
            for one in measured:
                work(one)

    yield goal("matching", rates(PASSES * DOCUMENTS, lambda: repeat(table.matching)))
    yield goal("verdict", rates(PASSES * DOCUMENTS, lambda: repeat(table.decide)))
    yield goal("compile", [spent(compile_anew) * 1000 for _round in range(ROUNDS)])
    analyse = logic("table_analysis").analyse
    yield goal("analysis", [spent(lambda: analyse(made, facts)) * 1000 for _round in range(ROUNDS)])
    yield goal("sealing", rates(EVENTS, seal))


def compared(boxes, documents, table, measured):
    """Return whether matching is as many times as fast as the engine as wanted; stops where results differ."""
    decide = engine(boxes)
    few = list(zip(documents, measured, strict=True))[:COMPARED]
    for document, measures in few:
        mask, found = table.matching(measures), decide(document)
        if sorted(found) != [number for number in range(RULES) if mask >> number & 1]:
            raise SystemExit(f"zen-engine finds other rules for {document}: the comparison means nothing.")
    ratios = []
    for _round in range(ROUNDS):
        theirs = spent(lambda: [decide(document) for document, _measures in few]) / COMPARED
        ours = spent(lambda: [table.matching(measures) for measures in measured]) / DOCUMENTS
        ratios.append(theirs / ours)
    return goal("engine", ratios)


def main(folder=""):
    """Measure and print every goal; returns the exit code."""
    if folder:
        sys.path.append(folder)
    chance = random.Random(19)
    boxes = intervals(chance)
    documents = [dict(zip(FACTS, row, strict=True)) for row in values(chance, boxes)]
    facts_of = logic("facts")
    facts = {fact: facts_of.Fact(fact, fact, facts_of.Unit.MONEY) for fact in FACTS}
    measured = [{fact: facts_of.Measure(Decimal(value)) for fact, value in one.items()} for one in documents]
    made = rules(boxes)
    table = logic("decision_table").DecisionTable.compile("bench", made, facts)
    met = list(own_goals(made, facts, table, measured))
    try:
        met.append(compared(boxes, documents, table, measured))
    except ImportError:
        print("zen-engine is not there to compare with: pip install --target FOLDER zen-engine", file=sys.stderr)
        return 2
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
