"""Is what no rule of a table applies to told in as few words as possible?"""

import pytest
from distribution_governance.logic.sentence import english
from distribution_governance.logic.table_analysis import FindingKind, analyse
from distribution_governance.logic.verdict import Effect
from tables import FACTS, OVERDUE, rule


def gaps(*rules):
    """Return the gaps of a table as {fact: tests}."""
    return [
        {stretch.fact.key: " or ".join(stretch.tests) for stretch in finding.region}
        for finding in analyse(rules, FACTS | {OVERDUE.key: OVERDUE}).findings
        if finding.kind is FindingKind.GAP
    ]


@pytest.mark.parametrize(
    ("tests", "region"),
    [
        ({"discount": "> 15"}, {"discount": "<= 15, null"}),
        ({"discount": "> 15, null"}, {"discount": "<= 15"}),
        ({"discount": "[10..20)"}, {"discount": "< 10, >= 20, null"}),
        ({"discount": "not(15)"}, {"discount": "15, null"}),
        ({"discount": "not(null)"}, {"discount": "null"}),
        ({"discount": "null"}, {"discount": "not(null)"}),
        ({"overdue": "[10..20)"}, {"overdue": "< 10, >= 20, null"}),
        ({"overdue": "not([10..20))"}, {"overdue": "[10..19], null"}),
        ({"overdue": "<= 30, >= 32"}, {"overdue": "31, null"}),
        ({"overdue": "< 3.5"}, {"overdue": ">= 4, null"}),
        ({"overdue": "> 3.5, null"}, {"overdue": "< 4"}),
        ({"promised": '> @"2026-01-31"'}, {"promised": '< date("2026-02-01"), null'}),
        ({"promised": '> @"0001-01-01"'}, {"promised": '< date("0001-01-02"), null'}),
        ({"promised": '< @"9999-12-31"'}, {"promised": '>= date("9999-12-31"), null'}),
        ({"region": '"EU"'}, {"region": 'not("EU") or null'}),
        ({"region": '"EU", null'}, {"region": 'not("EU")'}),
        ({"region": 'not("EU")'}, {"region": '"EU", null'}),
        ({"region": 'not("EU", null)'}, {"region": '"EU", null'}),
        ({"region": "not(null)"}, {"region": "null"}),
        ({"region": "null"}, {"region": "not(null)"}),
        ({"is_new": "true"}, {"is_new": "false, null"}),
        ({"is_new": "not(null)"}, {"is_new": "null"}),
        ({"is_new": "null"}, {"is_new": "false, true"}),
    ],
)
def test_what_a_single_rule_leaves_open_is_one_gap(tests, region):
    assert gaps(rule("a", **tests)) == [region]


@pytest.mark.parametrize(
    "tests",
    [
        {"discount": "-"},
        {"discount": "null, < 0, >= 0"},
        {"overdue": "null, <= 3, >= 4"},
        {"promised": '>= @"0001-01-01", null'},
        {"promised": '<= @"9999-12-31", null'},
        {"promised": '<= @"2026-01-31", > @"2026-01-31", null'},
        {"is_new": "true, false, null"},
    ],
)
def test_where_nothing_lies_between_two_tests_there_is_no_gap(tests):
    assert gaps(rule("a", **tests)) == []
    assert analyse([rule("a", **tests)], FACTS | {OVERDUE.key: OVERDUE}).counts[FindingKind.ALWAYS] == 1


def test_gaps_are_told_in_as_few_regions_as_possible():
    rules = [
        rule("a", Effect.WARN, discount="> 10", region='"EU"'),
        rule("b", discount="> 20", region='"EU"'),
        rule("c", margin="< 5"),
    ]

    assert gaps(*rules) == [
        {"margin": ">= 5, null", "region": 'not("EU") or null'},
        {"discount": "<= 10, null", "margin": ">= 5, null", "region": '"EU"'},
    ]


def test_a_table_without_rules_is_one_gap():
    assert gaps() == [{}]
    assert analyse([], FACTS).findings[0].told(english) == (
        "No rule applies to any document: such documents pass by themselves."
    )


def test_a_rule_that_allows_fills_a_gap():
    assert gaps(rule("a", discount="> 10"), rule("b", Effect.ALLOW, discount="null, <= 10")) == []
