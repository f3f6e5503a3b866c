"""Is the decision logic measured on what it says, and compared only where results are equal?"""

import json
import random

import pytest

from bench import decision_table


def given_table(count=3):
    """Return what is measured, with few rules: (intervals, rules, compiled table, documents, measures)."""
    facts = decision_table.logic("facts")
    boxes = decision_table.intervals(random.Random(1))[:count]
    documents = [{fact: boxes[0][place][0] for place, fact in enumerate(decision_table.FACTS)}]
    made = decision_table.rules(boxes)
    known = {fact: facts.Fact(fact, fact, facts.Unit.MONEY) for fact in decision_table.FACTS}
    table = decision_table.logic("decision_table").DecisionTable.compile("bench", made, known)
    measured = [{fact: facts.Measure(value) for fact, value in one.items()} for one in documents]
    return boxes, made, table, documents, measured


def test_the_table_is_as_large_as_it_says_and_the_same_each_time():
    boxes = decision_table.intervals(random.Random(1))

    assert boxes == decision_table.intervals(random.Random(1))
    assert (len(boxes), {len(row) for row in boxes}) == (1_000, {5})
    assert all(low < high for row in boxes for low, high in row)


def test_every_fifth_document_matches_a_rule():
    chance = random.Random(1)
    boxes = decision_table.intervals(chance)

    documents = decision_table.values(chance, boxes)

    matching = [
        any(all(low <= value <= high for value, (low, high) in zip(one, row, strict=True)) for row in boxes)
        for one in documents
    ]
    assert all(matching[::5])
    assert sum(matching) < len(documents) / 4


@pytest.mark.parametrize(
    ("name", "figures", "is_met"),
    [
        ("matching", [1, 300_000, 300_001], True),
        ("matching", [1, 299_999, 10**9], False),
        ("compile", [1, 100, 1_000], True),
        ("compile", [1, 101, 1_000], False),
    ],
)
def test_a_goal_is_told_in_one_line_and_met_by_its_median(name, figures, is_met, capsys):
    assert decision_table.goal(name, figures) is is_met

    told = json.loads(capsys.readouterr().out)
    assert (told["goal"], told["figure"], told["met"]) == (name, figures[1], is_met)
    assert decision_table.as_goal(told).is_met is is_met


def test_an_engine_that_finds_other_rules_is_not_compared_with(monkeypatch):
    boxes, _made, table, documents, measured = given_table()
    monkeypatch.setattr(decision_table, "engine", lambda boxes: lambda document: [2])

    with pytest.raises(SystemExit, match="finds other rules"):
        decision_table.compared(boxes, documents, table, measured)


def test_an_engine_that_finds_the_same_rules_is_compared_with(monkeypatch, capsys):
    boxes, _made, table, documents, measured = given_table()
    monkeypatch.setattr(decision_table, "engine", lambda boxes: lambda document: [0])

    decision_table.compared(boxes, documents, table, measured)

    assert json.loads(capsys.readouterr().out)["goal"] == "engine"
