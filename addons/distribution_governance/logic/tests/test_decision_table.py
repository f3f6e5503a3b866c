"""Does a decision table find every rule that matches, with the figures that made it match?"""

from decimal import Decimal

import pytest
from distribution_governance.logic.decision_table import Condition, DecisionTable, Rule
from distribution_governance.logic.facts import Direction, Fact, Measure, Unit
from distribution_governance.logic.verdict import Effect, Finding, Reason, Verdict

FACTS = {
    fact.key: fact
    for fact in (
        Fact("discount", "Deepest discount", Unit.PERCENT),
        Fact("margin", "Margin", Unit.PERCENT, Direction.LOWER),
        Fact("amount", "Amount", Unit.MONEY, Direction.NEUTRAL),
        Fact("region", "Region", Unit.CATEGORY, Direction.NEUTRAL),
        Fact("is_new", "New customer", Unit.FLAG, Direction.NEUTRAL),
    )
}


def rule(key, effect=Effect.HOLD, /, **tests):
    """Return a rule with these tests, one per fact."""
    conditions = tuple(Condition(fact, test) for fact, test in tests.items())
    return Rule(key, f"Rule {key}", effect, conditions, f"See to {key}.")


def table(*rules):
    """Return the compiled table of a policy called sales."""
    return DecisionTable.compile("sales", rules, FACTS)


def measured(**values):
    """Return measures of these values; numbers may be given as texts, as nobody wants to type Decimal."""
    numeric = {"discount", "margin", "amount"}
    return {
        key: Measure(Decimal(value) if key in numeric and isinstance(value, str) else value)
        for key, value in values.items()
    }


def matched(verdict):
    """Return the keys of the rules that matched."""
    return [reason.rule for reason in verdict.reasons]


def test_a_reason_says_everything_about_the_rule_that_matched():
    decided = table(rule("deep", discount=">= 15", region='"EU"'))

    verdict = decided.decide(
        {"discount": Measure(Decimal("15.00"), "Line 2: Steel shelf"), "region": Measure("EU", "Customer")}
    )

    assert verdict == Verdict(
        (
            Reason(
                policy="sales",
                rule="deep",
                name="Rule deep",
                effect=Effect.HOLD,
                guidance="See to deep.",
                findings=(
                    Finding("discount", ">= 15", Decimal("15.00"), "Line 2: Steel shelf", "< 15"),
                    Finding("region", '"EU"', "EU", "Customer", 'not("EU")'),
                ),
            ),
        )
    )
    assert verdict.effect is Effect.HOLD


@pytest.mark.parametrize(
    ("test", "matching", "others"),
    [
        ("< 15", ["14.999999999999999999999999999999999999"], ["15", "15.00", "16"]),
        ("<= 15", ["14.99", "15", "15.00"], ["15.000000000000000000000000000000000001"]),
        ("> 15", ["15.000000000000000000000000000000000001"], ["15", "14.99"]),
        (">= 15", ["15", "15.00", "1E+99"], ["14.999999999999999999999999999999999999", "-1E+99"]),
        ("15", ["15", "1.5E+1"], ["14.99", "15.01"]),
        ("not(15)", ["14.99", "15.01"], ["15"]),
        ("[10..20)", ["10", "19.99"], ["9.99", "20"]),
        ("(10..20]", ["10.01", "20"], ["10", "20.01"]),
        ("0", ["0", "-0.00"], ["0.01", "-0.01"]),
    ],
)
def test_a_threshold_divides_exactly(test, matching, others):
    decided = table(rule("one", discount=test), rule("two", discount="[14..15], 15, [15..16]"))

    found = [value for value in [*matching, *others] if "one" in matched(decided.decide(measured(discount=value)))]

    assert found == matching


def test_every_matching_rule_is_a_reason_in_the_order_of_the_rules():
    decided = table(
        rule("third", Effect.WARN, discount="> 5"),
        rule("other", discount="> 50"),
        rule("first", Effect.BLOCK, discount="> 10"),
        rule("second", Effect.ALLOW, discount="> 7"),
    )

    verdict = decided.decide(measured(discount="20"))

    assert matched(verdict) == ["third", "first", "second"]
    assert verdict.effect is Effect.BLOCK


def test_all_conditions_of_a_rule_must_match():
    decided = table(rule("deep", discount=">= 15", margin="< 10"))

    assert matched(decided.decide(measured(discount="15", margin="9.99"))) == ["deep"]
    assert matched(decided.decide(measured(discount="14.99", margin="9.99"))) == []
    assert matched(decided.decide(measured(discount="15", margin="10"))) == []


def test_a_rule_without_conditions_always_matches():
    decided = table(rule("always"), rule("dash", discount="-", region=""))

    verdict = decided.decide({})

    assert matched(verdict) == ["always", "dash"]
    assert [reason.findings for reason in verdict.reasons] == [(), ()]


def test_a_table_without_rules_allows():
    assert table().decide({}) == Verdict()
    assert table().facts_used == frozenset()


def test_only_facts_that_a_rule_asks_about_are_used():
    decided = table(rule("deep", discount=">= 15", margin="-"), rule("far", region='"EU"', amount=""))

    assert decided.facts_used == {"discount", "region"}


def test_a_fact_that_is_always_met_by_a_list_is_used_all_the_same():
    assert table(rule("any", is_new="true, false, null")).facts_used == {"is_new"}


def test_two_tests_of_one_fact_in_a_rule_must_both_match():
    conditions = (Condition("discount", ">= 10"), Condition("discount", "< 20"), Condition("discount", "not(15)"))
    decided = table(Rule("between", "Between", Effect.WARN, conditions), rule("free", region='"EU"'))

    verdicts = {
        value: decided.decide(measured(discount=value, region="US")) for value in ("9.99", "10", "15", "19.99", "20")
    }

    assert [value for value, verdict in verdicts.items() if matched(verdict)] == ["10", "19.99"]
    assert [finding.test for finding in verdicts["10"].reasons[0].findings] == [">= 10", "< 20", "not(15)"]


def test_whole_numbers_are_numbers():
    decided = table(rule("deep", discount=">= 15"))

    assert matched(decided.decide({"discount": Measure(15)})) == ["deep"]
    assert matched(decided.decide({"discount": Measure(14)})) == []


def test_what_would_pass_follows_the_direction_of_the_fact():
    decided = table(rule("band", discount="[10..20]", margin="[10..20]", amount="[10..20]"))

    findings = decided.decide(measured(discount="15", margin="15", amount="15")).reasons[0].findings

    assert [finding.would_pass for finding in findings] == ["< 10", "> 20", "not([10..20])"]


def test_what_would_pass_is_the_nearest_to_the_value_found():
    decided = table(rule("split", discount="[10..20], >= 30"))

    told = [decided.decide(measured(discount=value)).reasons[0].findings[0].would_pass for value in ("15", "35")]

    assert told == ["< 10", "(20..30)"]


@pytest.mark.parametrize("count", [1, 63, 64, 65, 1000])
def test_any_number_of_rules_is_told_apart(count):
    rules = [rule(f"r{number}", discount=f">= {number}") for number in range(count)]

    verdict = table(*rules).decide(measured(discount=str(count - 1)))

    assert matched(verdict) == [f"r{number}" for number in range(count)]
    assert matched(table(*rules).decide(measured(discount="0.5"))) == ["r0"]


def test_the_mask_has_a_bit_for_each_rule_that_matches():
    decided = table(rule("a", discount="> 1"), rule("b", discount="> 2"), rule("c", margin="-"))

    assert decided.matching(measured(discount="1")) == 0b100
    assert decided.matching(measured(discount="2")) == 0b101
    assert decided.matching(measured(discount="3")) == 0b111


def test_measures_nobody_asks_for_are_ignored():
    decided = table(rule("deep", discount=">= 15"))

    verdict = decided.decide(measured(discount="1") | {"other": Measure.failed("Broken."), "margin": Measure("text")})

    assert verdict == Verdict()
