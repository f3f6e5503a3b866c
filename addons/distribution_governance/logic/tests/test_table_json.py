"""Is a stored policy read again as the table it was?"""

import copy
import json
from decimal import Decimal

import pytest
from distribution_governance.logic.decision_table import (
    Condition,
    DecisionTable,
    Rule,
    TableError,
    TableFault,
    facts_to_json,
    rules_to_json,
    table_from_json,
)
from distribution_governance.logic.facts import Direction, Fact, Measure, Unit
from distribution_governance.logic.verdict import Effect

FACTS = {
    "discount": Fact("discount", "Deepest discount", Unit.PERCENT, disclosure="sales.group_discount"),
    "margin": Fact("margin", "Margin", Unit.PERCENT, Direction.LOWER),
}
RULES = (
    Rule("deep", "Deep discount", Effect.HOLD, (Condition("discount", ">= 15"), Condition("margin", "null, < 10"))),
    Rule("always", "Größe zählt", Effect.ALLOW, (), "Look twice."),
)
STORED = {
    "facts": {
        "discount": {
            "label": "Deepest discount",
            "unit": "percent",
            "direction": "higher_is_worse",
            "disclosure": "sales.group_discount",
        },
        "margin": {"label": "Margin", "unit": "percent", "direction": "lower_is_worse", "disclosure": ""},
    },
    "rules": [
        {
            "key": "deep",
            "name": "Deep discount",
            "effect": "hold",
            "guidance": "",
            "conditions": [{"fact": "discount", "test": ">= 15"}, {"fact": "margin", "test": "null, < 10"}],
        },
        {"key": "always", "name": "Größe zählt", "effect": "allow", "guidance": "Look twice.", "conditions": []},
    ],
}


def test_rules_and_facts_have_one_stored_form():
    assert {"facts": facts_to_json(FACTS), "rules": rules_to_json(RULES)} == STORED


@pytest.mark.parametrize("data", [STORED, json.dumps(STORED)], ids=["mapping", "text"])
def test_a_stored_table_is_the_table_it_was(data):
    table = table_from_json("sales", data)

    assert table == DecisionTable.compile("sales", RULES, FACTS)
    assert table.rules == RULES
    assert table.facts == FACTS
    assert rules_to_json(table.rules) == STORED["rules"]


def test_a_stored_table_decides():
    verdict = table_from_json("sales", STORED).decide({"discount": Measure(Decimal(15)), "margin": Measure(None)})

    assert [(reason.policy, reason.rule) for reason in verdict.reasons] == [("sales", "deep"), ("sales", "always")]


def test_other_parts_of_a_version_are_left_alone():
    assert table_from_json("sales", STORED | {"tolerance_percent": "5"}).rules == RULES


def test_guidance_and_disclosure_may_be_left_out():
    stored = copy.deepcopy(STORED)
    del stored["rules"][0]["guidance"]
    del stored["facts"]["margin"]["disclosure"]

    assert table_from_json("sales", stored) == table_from_json("sales", STORED)


# where something is put (or taken away, if None), and the place that the error names
MUTILATIONS = [
    (("facts",), None, "facts"),
    (("facts",), [], "facts"),
    (("rules",), None, "rules"),
    (("rules",), {}, "rules"),
    (("facts", "margin"), "text", "facts.margin.label"),
    (("facts", "margin", "label"), None, "facts.margin.label"),
    (("facts", "margin", "unit"), None, "facts.margin.unit"),
    (("facts", "margin", "unit"), "miles", "facts.margin.unit"),
    (("facts", "margin", "direction"), "down", "facts.margin.direction"),
    (("facts", "margin", "disclosure"), 7, "facts.margin.disclosure"),
    (("rules", 1), None, "rules[1].conditions"),
    (("rules", 1, "key"), 7, "rules[1].key"),
    (("rules", 1, "name"), None, "rules[1].name"),
    (("rules", 0, "effect"), "HOLD", "rules[0].effect"),
    (("rules", 0, "guidance"), 7, "rules[0].guidance"),
    (("rules", 0, "conditions"), None, "rules[0].conditions"),
    (("rules", 0, "conditions", 1), "text", "rules[0].conditions[1].fact"),
    (("rules", 0, "conditions", 1, "fact"), None, "rules[0].conditions[1].fact"),
    (("rules", 0, "conditions", 1, "test"), 15, "rules[0].conditions[1].test"),
]


@pytest.mark.parametrize(("path", "value", "place"), MUTILATIONS)
def test_a_mutilated_policy_is_refused_by_its_place(path, value, place):
    stored = copy.deepcopy(STORED)
    part = stored
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value

    with pytest.raises(TableError) as refused:
        table_from_json("sales", stored)

    assert refused.value.fault is TableFault.MALFORMED
    assert str(refused.value) == f"The stored policy cannot be read at “{place}”. Publish the policy again."


@pytest.mark.parametrize("data", ["", "{", "[]", "null", '"text"'])
def test_what_is_no_policy_at_all_is_refused(data):
    with pytest.raises(TableError, match=r"The stored policy cannot be read at .*\. Publish the policy again\."):
        table_from_json("sales", data)


def test_a_stored_cell_that_cannot_be_read_is_refused_like_a_typed_one():
    stored = copy.deepcopy(STORED)
    stored["rules"][0]["conditions"][0]["test"] = ">= x"

    with pytest.raises(TableError) as refused:
        table_from_json("sales", stored)

    assert (refused.value.fault, refused.value.rule) == (TableFault.TEST, "deep")
