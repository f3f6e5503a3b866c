"""Is a table that cannot be compiled refused with the rule, the fact and the reason?"""

import pickle

import pytest
from distribution_governance.logic.decision_table import (
    Condition,
    DecisionTable,
    Rule,
    TableError,
    TableFault,
)
from distribution_governance.logic.facts import Fact, Unit
from distribution_governance.logic.unary_test import UnaryTestError
from distribution_governance.logic.verdict import Effect

FACTS = {
    "discount": Fact("discount", "Deepest discount", Unit.PERCENT),
    "region": Fact("region", "Region", Unit.CATEGORY),
}


def rule(key, *conditions):
    """Return a rule with these conditions."""
    return Rule(key, f"Rule {key}", Effect.HOLD, tuple(Condition(fact, test) for fact, test in conditions))


def mistake_in(*rules):
    """Return the error that compiling the rules raises."""
    with pytest.raises(TableError) as refused:
        DecisionTable.compile("sales", rules, FACTS)
    return refused.value


def test_a_wrong_cell_is_named_by_rule_and_fact():
    error = mistake_in(rule("good", ("discount", "> 5")), rule("bad", ("region", '"EU"'), ("discount", ">= x")))

    assert (error.fault, error.rule, error.fact) == (TableFault.TEST, "bad", "discount")
    assert isinstance(error.cause, UnaryTestError)
    assert (error.cause.position, error.cause.found) == (3, "x")
    assert str(error) == (
        "Rule “Rule bad”, fact “Deepest discount”: At position 4 of “>= x” there is “x”. "
        "Type a number such as 15, -3 or 12.5 instead."
    )
    assert error.__cause__ is error.cause


def test_a_test_must_fit_the_type_of_its_fact():
    error = mistake_in(rule("bad", ("region", "> 5")))

    assert (error.fault, error.fact) == (TableFault.TEST, "region")


@pytest.mark.parametrize("test", ["> 5", "-"])
def test_an_unknown_fact_is_refused_even_where_any_value_would_do(test):
    error = mistake_in(rule("bad", ("weight", test)))

    assert (error.fault, error.rule, error.fact, error.cause) == (TableFault.FACT, "bad", "weight", None)
    assert str(error) == (
        "Rule “Rule bad” asks for the fact “weight”, which is not known here. Choose one of “discount”, “region”."
    )


def test_two_rules_with_one_key_are_refused():
    error = mistake_in(rule("a"), rule("b"), rule("a"))

    assert (error.fault, error.rule) == (TableFault.TWICE, "a")
    assert str(error) == "Rule “Rule a” has the key “a” of another rule. Give it a key of its own."


def test_a_rule_cannot_pose_as_a_failed_fact():
    error = mistake_in(rule("fact_failed:discount", ("discount", "> 5")))

    assert (error.fault, error.rule) == (TableFault.RESERVED, "fact_failed:discount")
    assert str(error) == (
        "Rule “Rule fact_failed:discount” has a key that starts with “fact_failed:”. "
        "Give it a key with another beginning."
    )


def test_a_rule_may_have_a_key_that_only_resembles_one():
    assert DecisionTable.compile("sales", [rule("fact_failed")], FACTS).rules[0].key == "fact_failed"


def test_a_refusal_survives_being_sent_to_another_process():
    error = mistake_in(rule("bad", ("discount", ">= x")))

    assert str(pickle.loads(pickle.dumps(error))) == str(error)
