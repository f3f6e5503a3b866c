"""Does a fact that could not be measured hold the document, whatever the rules say?"""

from datetime import date, datetime
from decimal import Decimal

import pytest
from distribution_governance.logic.decision_table import Condition, DecisionTable, Rule
from distribution_governance.logic.facts import Fact, Measure, Unit
from distribution_governance.logic.verdict import Effect, Finding, Reason, Verdict

FACTS = {
    fact.key: fact
    for fact in (
        Fact("discount", "Deepest discount", Unit.PERCENT),
        Fact("margin", "Margin", Unit.PERCENT),
        Fact("region", "Region", Unit.CATEGORY),
        Fact("is_new", "New customer", Unit.FLAG),
        Fact("promised", "Promised date", Unit.DATE),
        Fact("tags", "Tags", Unit.LABELS),
    )
}


def rule(key, effect=Effect.HOLD, /, **tests):
    """Return a rule with these tests, one per fact."""
    return Rule(key, f"Rule {key}", effect, tuple(Condition(fact, test) for fact, test in tests.items()))


def table(*rules):
    """Return the compiled table of a policy called sales."""
    return DecisionTable.compile("sales", rules, FACTS)


def matched(verdict):
    """Return the keys of the rules that matched."""
    return [reason.rule for reason in verdict.reasons]


def failure(fact, label, where):
    """Return the reason for a fact that could not be used."""
    finding = Finding(fact, "", None, where, None)
    return Reason(
        "sales", f"fact_failed:{fact}", f"The fact “{label}” could not be computed.", Effect.HOLD, "", (finding,)
    )


def test_a_failed_fact_holds_whatever_the_rules_say():
    decided = table(rule("kind", Effect.ALLOW, discount=">= 0"))

    verdict = decided.decide({"discount": Measure.failed("No currency rate for 2026-01-31.")})

    assert verdict == Verdict((failure("discount", "Deepest discount", "No currency rate for 2026-01-31."),))
    assert verdict.effect is Effect.HOLD


def test_a_failed_fact_with_a_value_is_failed_all_the_same():
    decided = table(rule("deep", discount=">= 15"))

    verdict = decided.decide({"discount": Measure(Decimal(20), "Half done.", is_failed=True)})

    assert verdict.reasons == (failure("discount", "Deepest discount", "Half done."),)


def test_a_fact_without_measure_is_failed():
    verdict = table(rule("deep", discount=">= 15")).decide({})

    assert verdict.reasons == (failure("discount", "Deepest discount", "Nothing was measured."),)


def test_failed_facts_come_first_and_once_and_rules_on_other_facts_still_speak():
    twice = Rule("twice", "Twice", Effect.WARN, (Condition("margin", "> 1"), Condition("margin", "< 9")))
    decided = table(
        rule("null", margin="null"),
        rule("block", Effect.BLOCK, discount=">= 15"),
        twice,
        rule("mixed", margin="> 0", discount=">= 15"),
        rule("always"),
    )

    verdict = decided.decide({"discount": Measure(Decimal(20)), "margin": Measure.failed("No cost.")})

    assert matched(verdict) == ["fact_failed:margin", "block", "always"]
    assert verdict.effect is Effect.BLOCK


@pytest.mark.parametrize(
    ("fact", "value", "kind"),
    [
        ("discount", 15.5, "number"),
        ("discount", True, "number"),
        ("discount", "15", "number"),
        ("discount", Decimal("NaN"), "number"),
        ("discount", Decimal("sNaN"), "number"),
        ("discount", Decimal("Infinity"), "number"),
        ("discount", date(2026, 1, 31), "number"),
        ("is_new", 1, "flag"),
        ("is_new", "true", "flag"),
        ("region", 7, "category"),
        ("region", True, "category"),
        ("region", ["EU"], "category"),
        ("region", ("EU",), "category"),
        ("tags", "VIP", "labels"),
        ("tags", ["VIP"], "labels"),
        ("tags", ("VIP", 7), "labels"),
        ("promised", datetime(2026, 1, 31, 8), "date"),
        ("promised", "2026-01-31", "date"),
        ("promised", Decimal(739647), "date"),
    ],
)
def test_a_value_of_the_wrong_type_holds_and_is_not_shown(fact, value, kind):
    test = {"number": ">= 0", "flag": "true", "category": '"EU"', "date": '> @"2020-01-01"', "labels": '"VIP"'}[kind]
    decided = table(rule("one", Effect.WARN, **{fact: test}))

    verdict = decided.decide({fact: Measure(value, "Line 1")})

    assert verdict.reasons == (failure(fact, FACTS[fact].label, f"The value measured is no {kind}."),)
