"""Is a table on labels, of which a document may have several, analysed exactly?"""

import pytest
from distribution_governance.logic.decision_table import Condition, Rule
from distribution_governance.logic.table_analysis import FindingKind, analyse
from distribution_governance.logic.verdict import Effect
from tables import FACTS, rule


def told(kind, *rules):
    """Return the regions of the findings of a kind, as sentences say them."""
    return [" and ".join(map(str, one.region)) for one in analyse(rules, FACTS).findings if one.kind is kind]


def gaps(*tests):
    """Return what rules with these tests leave open, without the name of the fact."""
    rules = [rule(str(number), tags=test) for number, test in enumerate(tests)]
    return [region.replace("“Tags” ", "") for region in told(FindingKind.GAP, *rules)]


@pytest.mark.parametrize(
    ("tests", "regions"),
    [
        (['"VIP"'], ['not("VIP") or null']),
        (['"VIP", null'], ['not("VIP")']),
        (['not("VIP")'], ['"VIP" or null']),
        (['not("VIP", null)'], ['"VIP" or null']),
        (["null"], ["not(null)"]),
        (["not(null)"], ["null"]),
        (['"VIP", "EU"', "null"], ['not("EU", "VIP")']),
        (['not("VIP", "EU")', "null"], ['"EU", "VIP"']),
        (['"VIP"', '"EU"', "null"], ['not("EU", "VIP")']),
        (['"VIP"', 'not("EU")', "null"], ['"EU" and not("VIP")']),
        (['not("VIP")', 'not("EU")', "null"], ['"EU" and "VIP"']),
        (['"VIP"', '"VIP", "EU"', "null"], ['not("EU", "VIP")']),
        (['not("VIP", "EU")', 'not("EU")', '"VIP"', "null"], ['"EU" and not("VIP")']),
        (['"VIP"', 'not("VIP")', "null"], []),
    ],
)
def test_gaps_are_told_as_labels_that_are_there_and_not_there(tests, regions):
    assert gaps(*tests) == regions


def test_combinations_that_no_single_test_tells_are_told_one_by_one():
    assert gaps('"A", "B"', '"B", "C"', "null") == ['not("A", "B", "C")']
    assert gaps('not("A", "B")', 'not("B", "C")', "null") == ['"A", "B" and "B", "C"']
    assert gaps('not("A", "B")', 'not("C")', 'not("B", "C")', "null") == ['"A", "B" and "C"']


def test_rules_on_different_labels_overlap_where_a_document_has_both():
    rules = [rule("a", Effect.WARN, tags='"VIP"'), rule("b", tags='"EU"'), rule("c", Effect.WARN, tags='"US", "VIP"')]

    assert told(FindingKind.OVERLAP, *rules) == [
        '“Tags” "VIP" and “Tags” "EU"',
        '“Tags” "EU" and “Tags” "US", "VIP"',
    ]


def test_a_label_that_must_and_must_not_be_there_is_a_contradiction():
    conditions = (Condition("tags", '"VIP"'), Condition("tags", 'not("VIP", "EU")'))

    assert told(FindingKind.CONTRADICTION, Rule("a", "A", Effect.HOLD, conditions)) == [
        '“Tags” "VIP" and “Tags” not("VIP", "EU")'
    ]


def test_a_rule_on_fewer_labels_changes_nothing_beside_one_on_more():
    rules = [rule("a", tags='"VIP"'), rule("b", tags='"EU", "VIP"'), rule("c", tags='not("EU")')]

    unreachable = [one for one in analyse(rules, FACTS).findings if one.kind is FindingKind.UNREACHABLE]

    assert [(one.rules[0].key, [other.key for other in one.others]) for one in unreachable] == [("a", ["b"])]


def test_labels_that_can_be_combined_in_too_many_ways_are_not_analysed():
    rules = [rule(str(number), tags=f'"{number}"') for number in range(12)]

    assert analyse(rules, FACTS).counts[FindingKind.GAP] == 1
    assert analyse(rules, FACTS).unfinished == frozenset()
    analysis = analyse([*rules, rule("more", tags='"more"'), rule("yet", tags='"yet more"')], FACTS)
    assert (analysis.findings, analysis.unfinished) == ((), frozenset(FindingKind))
    assert analysis.counts == dict.fromkeys(FindingKind, 0)
