"""What is certain about a table when some of its facts are not known?"""

from decimal import Decimal

import pytest
from distribution_governance.logic.decision_table import Condition, DecisionTable, Rule
from distribution_governance.logic.facts import Fact, Measure, Unit
from distribution_governance.logic.replay import EFFECTS, Replay, failure_keys
from distribution_governance.logic.verdict import Effect

FACTS = {key: Fact(key, key.title(), Unit.PERCENT) for key in ("a", "b", "c")}


def replay(*rows):
    """Return the replay of a table of (effect, {fact: test}) rows."""
    rules = [
        Rule(f"r{place}", "R", effect, tuple(Condition(key, test) for key, test in tests.items()))
        for place, (effect, tests) in enumerate(rows)
    ]
    return Replay(DecisionTable.compile("p", rules, FACTS))


def known(**values):
    """Return measures."""
    return {key: Measure(Decimal(value)) for key, value in values.items()}


def severity(effect):
    """Return the place of an effect in the order."""
    return EFFECTS.index(effect)


def test_effects_stand_in_the_order_of_their_severity():
    assert [effect.severity for effect in EFFECTS] == [0, 1, 2, 3]


@pytest.mark.parametrize("effect", Effect)
def test_one_rule_says_its_effect(effect):
    answer = replay((effect, {"a": "> 1"})).answer(known(a=2), frozenset())

    assert (answer.severity, answer.mask, answer.missing) == (severity(effect), 1, frozenset())


def test_the_worst_of_several_rules_counts_and_all_are_named():
    both = replay((Effect.WARN, {"a": "> 1"}), (Effect.ALLOW, {"a": "> 9"}), (Effect.BLOCK, {"b": "> 1"}))

    answer = both.answer(known(a=2, b=2), frozenset())

    assert (answer.severity, both.rule_keys(answer.mask)) == (severity(Effect.BLOCK), ["r0", "r2"])
    assert both.rule_keys(0) == []


def test_rule_that_asks_for_an_unknown_fact_may_or_may_not_match():
    answer = replay((Effect.HOLD, {"a": "> 1", "b": "> 1"})).answer(known(a=2), frozenset())

    assert (answer.severity, answer.mask, answer.missing) == (None, 0, {"b"})


def test_unknown_fact_of_a_milder_rule_leaves_the_effect_certain():
    table = replay((Effect.HOLD, {"a": "> 1"}), (Effect.HOLD, {"b": "> 1"}), (Effect.WARN, {"c": "> 1"}))

    answer = table.answer(known(a=2), frozenset())

    assert (answer.severity, table.rule_keys(answer.mask)) == (severity(Effect.HOLD), ["r0"])


def test_failed_fact_holds_and_an_unknown_one_may_still_be_worse():
    failed = {"a": Measure.failed("no rate")}
    mild = replay((Effect.WARN, {"a": "> 1"}), (Effect.HOLD, {"b": "> 1"}))
    harsh = replay((Effect.WARN, {"a": "> 1"}), (Effect.BLOCK, {"b": "> 1"}))

    assert mild.answer(failed, {"a"}).severity == severity(Effect.HOLD)
    assert harsh.answer(failed, {"a"}).severity is None


def test_failed_fact_that_the_table_does_not_ask_for_is_none_of_its_business():
    answer = replay((Effect.HOLD, {"a": "> 1"})).answer(known(a=0) | {"b": Measure.failed("no rate")}, {"b"})

    assert (answer.severity, answer.failed) == (0, frozenset())


def test_reasons_for_failed_facts_have_keys_of_their_own():
    assert failure_keys({"b", "a"}) == ["fact_failed:a", "fact_failed:b"]
