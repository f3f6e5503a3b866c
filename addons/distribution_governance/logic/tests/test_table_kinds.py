"""Does a decision table match values of every kind, one by one and missing?"""

from datetime import date
from decimal import Decimal

from distribution_governance.logic.decision_table import DecisionTable
from distribution_governance.logic.facts import Measure
from tables import FACTS, rule


def table(*rules):
    """Return the compiled table of a policy called sales."""
    return DecisionTable.compile("sales", rules, FACTS)


def measured(**values):
    """Return measures of these values; numbers may be given as texts, as nobody wants to type Decimal."""
    numeric = {"discount", "margin"}
    return {key: Measure(Decimal(value) if key in numeric and value else value) for key, value in values.items()}


def matched(verdict):
    """Return the keys of the rules that matched."""
    return [reason.rule for reason in verdict.reasons]


def test_a_missing_value_matches_only_where_it_is_named():
    decided = table(
        rule("null", margin="null"),
        rule("low", margin="< 10"),
        rule("other", margin="not(5)"),
        rule("there", margin="not(null)"),
        rule("either", margin="null, < 0"),
        rule("any", discount="> 0"),
    )

    assert matched(decided.decide(measured(margin=None, discount="1"))) == ["null", "either", "any"]
    assert matched(decided.decide(measured(margin="0", discount="1"))) == ["low", "other", "there", "any"]


def test_flags_are_decided_by_name():
    decided = table(
        rule("yes", is_new="true"),
        rule("no", is_new="false"),
        rule("not", is_new="not(true)"),
        rule("null", is_new="null"),
    )

    assert matched(decided.decide(measured(is_new=True))) == ["yes"]
    assert matched(decided.decide(measured(is_new=False))) == ["no", "not"]
    assert matched(decided.decide(measured(is_new=None))) == ["null"]


def test_categories_are_decided_by_name_and_others_by_exclusion():
    decided = table(
        rule("eu", region='"EU"'),
        rule("both", region='"EU", "UK"'),
        rule("far", region='not("EU", "UK")'),
        rule("there", region="not(null)"),
        rule("free", is_new="-"),
    )

    assert matched(decided.decide(measured(region="EU"))) == ["eu", "both", "there", "free"]
    assert matched(decided.decide(measured(region="UK"))) == ["both", "there", "free"]
    assert matched(decided.decide(measured(region="US"))) == ["far", "there", "free"]
    assert matched(decided.decide(measured(region=None))) == ["free"]


def test_labels_are_decided_together():
    decided = table(
        rule("vip", tags='"VIP"'),
        rule("either", tags='"VIP", "EU"'),
        rule("neither", tags='not("VIP", "EU")'),
        rule("far", tags='not("EU")'),
        rule("null", tags='null, "US"'),
        rule("free", is_new="-"),
    )

    assert matched(decided.decide(measured(tags=("VIP",)))) == ["vip", "either", "far", "free"]
    assert matched(decided.decide(measured(tags=frozenset({"EU", "VIP"})))) == ["vip", "either", "free"]
    assert matched(decided.decide(measured(tags=("US", "old")))) == ["neither", "far", "null", "free"]
    for nothing in (None, (), frozenset()):
        assert matched(decided.decide(measured(tags=nothing))) == ["null", "free"]


def test_dates_are_decided_by_day():
    decided = table(rule("early", promised='< @"2026-03-01"'), rule("null", promised="null"))

    assert matched(decided.decide(measured(promised=date(2026, 2, 28)))) == ["early"]
    assert matched(decided.decide(measured(promised=date(2026, 3, 1)))) == []
    assert matched(decided.decide(measured(promised=None))) == ["null"]
