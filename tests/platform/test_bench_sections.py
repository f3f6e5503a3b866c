"""Does each part ask the right variants the right things, and hold what they answer against its goals?"""

import contextlib

import pytest

from bench import confirm, draft, emit, facts, peers, reevaluate, rules
from bench.turns import Cost


class Laboratory:
    """Workers that answer from a function of (name, operation, request); what was asked is noted."""

    def __init__(self, answer):
        self.answer, self.asked, self.opened = answer, [], {}

    @contextlib.contextmanager
    def open(self, **variants):
        self.opened = variants
        yield {name: Worker(self, name) for name in variants}


class Worker:
    def __init__(self, laboratory, name):
        self.laboratory, self.name = laboratory, name

    def ask(self, do, **request):
        self.laboratory.asked.append((self.name, do, request))
        return self.laboratory.answer(self.name, do, request)

    def measure(self, do, **request):
        return Cost(**self.ask(do, **request))


def costing(python, queries, database=0.0):
    return {"python": python, "database": database, "queries": queries}


def figures(section):
    return [goal.figure for goal in section.goals]


def test_governed_orders_are_confirmed_under_the_plain_policy_only_where_it_belongs():
    def answer(name, _do, request):
        calls = request.get("times", 1)
        return costing(11.0 if name == "governed" else 10.0, calls * (5 if name == "governed" else 1))

    laboratory = Laboratory(answer)
    section = confirm.run(laboratory)

    published = [name for name, do, _request in laboratory.asked if do == "publish"]
    assert published == ["governed"]
    assert laboratory.opened == {
        "vanilla": "vanilla",
        "again": "vanilla",
        "unruled": "governed",
        "governed": "governed",
    }
    assert {goal.id for goal in section.goals} == {"G1", "G2"}
    assert [goal.figure for goal in section.goals if "÷" in goal.text] == pytest.approx([1.1] * 4)
    assert [goal.figure for goal in section.goals if goal.text.endswith("of the call")] == [4] * 4
    assert [goal.figure for goal in section.goals if goal.text.endswith("without a policy")] == [0] * 2
    assert len(section.rows) == 4 + 4 + 3 + 3


def test_each_fact_is_held_against_the_plain_policy():
    known = [
        {"key": "margin_percent", "unit": "percent", "direction": "lower_is_worse"},
        {"key": "overdue_days", "unit": "days", "direction": "higher_is_worse"},
        {"key": "customer_block", "unit": "flag", "direction": "neutral"},
    ]
    published = []

    def answer(_name, do, request):
        if do == "facts":
            return known
        if do == "publish":
            published.append(request["rules"])
            return {}
        asked = {key for rule in published[-1] for key in rule}
        return costing(1.0, 100 + 2 * ("overdue_days" in asked) + 3 * ("customer_block" in asked))

    section = facts.run(Laboratory(answer))

    assert [goal.text.split(":")[0] for goal in section.goals] == ["overdue_days", "customer_block"]
    assert [(goal.figure, goal.is_met) for goal in section.goals] == [(2, True), (3, False)]
    assert published[-1][-1] == {"customer_block": "true"}


def test_many_rules_are_held_against_few():
    laboratory = Laboratory(lambda name, _do, _request: costing(63.0 if name == "many" else 60.0, 6 * 30))
    section = rules.run(laboratory)

    assert {name: len(request["rules"]) for name, do, request in laboratory.asked if do == "publish"} == {
        "few": 10,
        "many": 1000,
    }
    assert figures(section) == [0.5, 0]


def test_drafts_are_compared_with_plain_odoo():
    ours = {"create": 10.2, "write": 10.5}
    laboratory = Laboratory(lambda name, do, _request: costing(ours.get(do, 0) if name == "governed" else 10.0, 60))

    assert figures(draft.run(laboratory)) == pytest.approx([1.02, 1.05, 0])


def test_events_are_counted_per_transaction_and_their_cost_per_event():
    def answer(_name, do, request):
        if do == "seal":
            return costing(200.0, 5, database=50.0) | {"sealed": request["events"]}
        events, times = request["events"], request["times"]
        return costing(0.1 * times * events, times, database=0.1 * times * events)

    section = emit.run(Laboratory(answer))

    assert figures(section) == pytest.approx([0.2, 1, 0.2, 1, 40_000])
    assert [goal.is_met for goal in section.goals] == [True, True, False, True, True]


def test_peers_stand_beside_ours_with_the_same_number_of_rules():
    laboratory = Laboratory(
        lambda name, _do, request: costing(20.0 if name == "stack" else 10.0, 7 * request.get("times", 1))
    )
    section = peers.run(laboratory)

    assert laboratory.opened["stack"] == "stack"
    assert [len(request["rules"]) for _name, do, request in laboratory.asked if do == "publish"] == [peers.RULES]
    assert {row[0]: row[1] for row in section.rows}["all four"] == "2.00, +0"
    assert section.goals == ()


def test_reevaluation_is_held_against_a_limit_that_grows_with_what_matches():
    def answer(_name, do, request):
        if do == "reevaluate":
            matched = 100 if request["how"] == "search" else 400
            return costing(40.0, 9, database=10.5) | {"matched": matched, "about_orders": 3}
        return {}

    laboratory = Laboratory(answer)
    section = reevaluate.run(laboratory)

    assert laboratory.asked[0] == ("governed", "fill", {"count": 10_000})
    assert [(goal.figure, goal.limit) for goal in section.goals] == [(50.5, 51.0), (3, 3), (5.05, 20)]
    assert section.note.startswith("6 more queries")
