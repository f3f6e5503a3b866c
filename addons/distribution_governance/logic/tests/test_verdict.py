"""Does the most severe reason decide, and does a mode lower it without losing it?"""

from itertools import pairwise

import pytest
from distribution_governance.logic.verdict import Effect, Finding, Mode, Reason, Verdict


def reason(rule, effect):
    """Return a reason of a policy for sales."""
    return Reason("sales", rule, rule.title(), effect, "", (Finding("discount", ">= 15", None, "", "< 15"),))


def test_effects_are_ordered_by_severity():
    assert [effect.value for effect in sorted(Effect)] == ["allow", "warn", "hold", "block"]
    for milder, worse in pairwise(Effect):
        assert milder < worse
        assert milder <= worse
        assert worse > milder
        assert worse >= milder
        assert not milder > worse
        assert not milder >= worse
        assert not worse < milder
        assert not worse <= milder


@pytest.mark.parametrize("effect", Effect)
def test_an_effect_is_neither_above_nor_below_itself(effect):
    same = Effect(effect.value)

    assert effect <= same
    assert effect >= same
    assert not effect < same
    assert not effect > same


@pytest.mark.parametrize(
    ("effects", "worst"),
    [
        ([], Effect.ALLOW),
        ([Effect.ALLOW], Effect.ALLOW),
        ([Effect.HOLD, Effect.WARN], Effect.HOLD),
        ([Effect.WARN, Effect.BLOCK, Effect.HOLD], Effect.BLOCK),
    ],
)
def test_the_worst_effect_wins(effects, worst):
    assert Effect.worst(iter(effects)) is worst


def test_a_verdict_without_reasons_allows():
    assert Verdict().effect is Effect.ALLOW


def test_a_verdict_has_the_effect_of_its_worst_reason():
    verdict = Verdict((reason("small", Effect.WARN), reason("large", Effect.HOLD), reason("other", Effect.ALLOW)))

    assert verdict.effect is Effect.HOLD


def test_a_mode_limits_the_effect():
    assert {mode.value: mode.limit for mode in Mode} == {
        "observe": Effect.ALLOW,
        "warn": Effect.WARN,
        "enforce": Effect.BLOCK,
    }
