"""Is everything odd about a table found, and told in words that lead to the cause?"""

import pytest
from distribution_governance.logic.decision_table import Condition, Rule, TableError
from distribution_governance.logic.sentence import english
from distribution_governance.logic.table_analysis import FindingKind, analyse
from distribution_governance.logic.verdict import Effect
from tables import FACTS, OVERDUE, rule

GAP, OVERLAP, UNREACHABLE = FindingKind.GAP, FindingKind.OVERLAP, FindingKind.UNREACHABLE
CONTRADICTION, IDENTICAL = FindingKind.CONTRADICTION, FindingKind.IDENTICAL
ALWAYS, MISSING = FindingKind.ALWAYS, FindingKind.MISSING
EVERY_FACT = FACTS | {OVERDUE.key: OVERDUE}


def found(kind, *rules, **limits):
    """Return the findings of a kind as (rules, others, {fact: tests})."""
    analysis = analyse(rules, EVERY_FACT, **limits)
    return [
        (
            "".join(one.key for one in finding.rules),
            "".join(one.key for one in finding.others),
            {stretch.fact.key: " or ".join(stretch.tests) for stretch in finding.region},
        )
        for finding in analysis.findings
        if finding.kind is kind
    ]


def test_rules_of_different_effect_that_meet_overlap():
    rules = [
        rule("a", Effect.WARN, discount="> 10", region='not("UK")'),
        rule("b", Effect.HOLD, discount="<= 20", is_new="true"),
        rule("c", Effect.HOLD, region='"UK"'),
        rule("d", Effect.WARN, discount="> 20", region='"EU"'),
        rule("e", Effect.BLOCK, discount="> 30, null", region="null"),
    ]

    assert found(OVERLAP, *rules) == [
        ("ab", "", {"discount": "(10..20]", "region": 'not("UK")', "is_new": "true"}),
    ]
    assert analyse(rules, FACTS).counts[OVERLAP] == 1


def test_rules_of_the_same_effect_may_meet():
    assert found(OVERLAP, rule("a", discount="> 10"), rule("b", discount="> 20")) == []


@pytest.mark.parametrize("test", ["not(< 10, >= 10)", "not(null, < 10, >= 10)"])
def test_a_rule_whose_test_nothing_meets_never_applies(test):
    rules = [rule("a", discount=test, region='"EU"'), rule("b", Effect.BLOCK, discount="> 5")]

    assert found(CONTRADICTION, *rules) == [("a", "", {"discount": test})]
    assert found(UNREACHABLE, *rules) == found(OVERLAP, *rules) == []


def test_tests_of_one_fact_that_exclude_each_other_are_a_contradiction():
    conditions = (Condition("discount", "> 10"), Condition("region", '"EU"'), Condition("discount", "< 5"))
    (finding,) = [
        one for one in analyse([Rule("a", "A", Effect.HOLD, conditions)], FACTS).findings if one.kind is CONTRADICTION
    ]

    assert finding.told(english) == (
        "Rule “A” (hold) never applies: nothing meets “Deepest discount” > 10 and “Deepest discount” < 5."
    )


def test_two_tests_of_one_fact_must_both_be_met():
    conditions = (Condition("discount", "> 10"), Condition("discount", "< 20"))

    assert found(GAP, Rule("a", "A", Effect.HOLD, conditions)) == [("", "", {"discount": "<= 10, >= 20, null"})]


def test_a_rule_that_one_at_least_as_severe_covers_changes_nothing():
    rules = [
        rule("a", Effect.HOLD, discount="> 30", region='"EU"'),
        rule("b", Effect.HOLD, discount="> 20"),
        rule("c", Effect.BLOCK, discount="> 25", region='"UK"'),
        rule("d", Effect.WARN, discount="[20..40]"),
    ]

    assert found(UNREACHABLE, *rules) == [("a", "b", {"discount": "> 30", "region": '"EU"'})]


def test_a_rule_that_several_cover_together_changes_nothing():
    rules = [
        rule("a", Effect.WARN, discount="[10..20]", region='"EU", "UK"'),
        rule("b", Effect.HOLD, discount="[5..15]", region='not("UK")'),
        rule("c", Effect.HOLD, discount="[5..15)"),
        rule("d", Effect.BLOCK, discount="> 14"),
        rule("e", Effect.WARN, discount="12"),
    ]

    assert found(UNREACHABLE, *rules) == [
        ("a", "cd", {"discount": "[10..20]", "region": '"EU", "UK"'}),
        ("b", "cd", {"discount": "[5..15]", "region": 'not("UK")'}),
        ("e", "c", {"discount": "12"}),
    ]


def test_neither_the_rule_itself_nor_a_milder_one_covers_it():
    rules = [
        rule("a", Effect.HOLD, discount="[5..15]"),
        rule("b", Effect.BLOCK, discount="[14..25]"),
        rule("c", Effect.HOLD, discount="[10..20]"),
        rule("d", Effect.WARN, discount="[10..30]"),
    ]

    assert found(UNREACHABLE, *rules) == [("c", "ab", {"discount": "[10..20]"})]


def test_an_open_spot_is_found_among_more_rules_than_there_are_elsewhere():
    rules = [
        rule("a", discount="[10..30]"),
        rule("b", Effect.BLOCK, discount="[0..20]"),
        rule("c", Effect.BLOCK, discount="(20..40]", region='"EU"'),
        rule("d", Effect.BLOCK, discount="(20..40]", region='not("EU")'),
    ]

    assert found(UNREACHABLE, *rules) == []
    rules.append(rule("e", Effect.BLOCK, discount="(20..40]", region="null"))
    assert found(UNREACHABLE, *rules) == [("a", "bcde", {"discount": "[10..30]"})]


def test_rules_that_say_the_same_are_told_once_and_only_as_that():
    rules = [
        rule("a", discount="> 10", region='"EU","UK"'),
        rule("b", region='"UK", "EU"', discount="not(null, <= 10)"),
        rule("c", Effect.WARN, discount="> 10", region='"EU","UK"'),
        rule("d", discount="> 10.00", region='"EU","UK"', margin="-"),
    ]

    assert found(IDENTICAL, *rules) == [("abd", "", {"discount": "> 10", "region": '"EU", "UK"'})]
    assert found(UNREACHABLE, *rules) == [("c", "a", {"discount": "> 10", "region": '"EU", "UK"'})]


def test_rules_that_say_the_same_are_unreachable_through_their_first():
    rules = [rule("a", discount="> 20"), rule("b", discount="> 20"), rule("c", discount="> 10")]

    assert [(key, others) for key, others, _ in found(UNREACHABLE, *rules)] == [("a", "c")]


def test_a_rule_without_tests_always_applies():
    rules = [rule("a", Effect.WARN), rule("b", discount="> 5"), rule("c", discount="-")]

    assert [key for key, _, _ in found(ALWAYS, *rules)] == ["a", "c"]
    assert [(key, others) for key, others, _ in found(UNREACHABLE, *rules)] == [("a", "c"), ("b", "c")]


def test_a_fact_whose_missing_value_nobody_names_is_found():
    rules = [rule("a", discount="> 5", margin="< 5"), rule("b", margin="null"), rule("c", region='"EU"'), rule("d")]

    assert found(MISSING, *rules) == [("", "", {"discount": "null"}), ("", "", {"region": "null"})]


def test_findings_are_told_in_sentences():
    rules = [
        rule("a", Effect.WARN, discount="> 10"),
        rule("b", Effect.HOLD, discount="(5..20]"),
        rule("c", Effect.BLOCK, discount="> 20"),
        rule("d", Effect.BLOCK, discount="> 20"),
        rule("e", Effect.ALLOW, region="null"),
    ]

    assert [one.told(english) for one in analyse([*rules, rule("f")], FACTS).findings if one.kind is not OVERLAP] == [
        "Rule “Rule a” (warn) changes nothing: wherever it applies, so does “Rule f” (hold), at least as severe.",
        "Rule “Rule b” (hold) changes nothing: wherever it applies, so does “Rule f” (hold), at least as severe.",
        "Rule “Rule e” (allow) changes nothing: wherever it applies, so does “Rule f” (hold), at least as severe.",
        "Rules “Rule c” (block) and “Rule d” (block) apply to the same documents with the same effect. "
        + "Keep one of them.",
        "Rule “Rule f” (hold) applies to every document.",
        "No rule that tests “Deepest discount” applies where it is missing. Add null to a test if one should.",
    ]
    told = [one.told(english) for one in analyse(rules, FACTS).findings]
    assert told[:3] == [
        "No rule applies to “Deepest discount” <= 5, null and “Region” not(null): such documents pass by themselves.",
        "Rules “Rule a” (warn) and “Rule b” (hold) both apply to “Deepest discount” (10..20]; "
        + "the more severe effect counts.",
        "Rules “Rule a” (warn) and “Rule c” (block) both apply to “Deepest discount” > 20; "
        + "the more severe effect counts.",
    ]
    assert (
        "Rule “Rule a” (warn) changes nothing: wherever it applies, so does one of “Rule b” (hold) and “Rule d” (block)"
        ", at least as severe." in told
    )


def test_at_most_as_many_findings_as_asked_for_are_listed_and_all_are_counted():
    rules = [rule(str(number), Effect.WARN, discount=str(number)) for number in range(30)] + [rule("x", margin="< 5")]

    analysis = analyse(rules, FACTS, most=7)

    assert [one.kind for one in analysis.findings].count(OVERLAP) == 7
    assert (analysis.counts[OVERLAP], analysis.counts[GAP]) == (30, 1)
    assert analysis.unfinished == frozenset()
    assert len(analyse(rules, FACTS).findings) == 20 + 1 + 2


def test_a_search_that_takes_too_long_is_cut_off_and_says_so():
    rules = [rule("a", Effect.WARN, discount="[10..20]")]
    rules += [rule(str(number), discount=f"[{number}..{number + 1}]", margin="< 5") for number in range(9, 20)]
    rules += [rule(f"b{number}", discount=f"[{number}..{number + 1}]", margin=">= 5, null") for number in range(9, 20)]

    assert analyse(rules, FACTS).counts[UNREACHABLE] == 1
    assert analyse(rules, FACTS).unfinished == frozenset()
    for steps in (0, 1, 20, 40):
        cut = analyse(rules, FACTS, steps=steps)
        assert cut.unfinished == {GAP, UNREACHABLE}
        assert cut.counts[UNREACHABLE] == 0
        assert cut.counts[GAP] <= 1


def test_a_table_that_cannot_be_compiled_cannot_be_analysed():
    with pytest.raises(TableError):
        analyse([rule("a", discount="> x")], FACTS)
