"""Does the analysis find what looking at every document finds, no more and no less?"""

from datetime import date
from decimal import Decimal
from functools import reduce
from itertools import combinations, product
from operator import or_

from distribution_governance.logic.table_analysis import FindingKind, analyse
from distribution_governance.logic.unary_test import parse
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import FACTS, OVERDUE, rule_lists

# One value from each piece into which the tests can cut a fact, and more.
NUMBERS = [
    Decimal(text)
    for text in ("-9", "-1", "-0.5", "0", "5", "9.99", "9.999", "10", "10.005", "10.01", "15", "20", "9E9")
]
DAYS = [date.min, *(date(2026, 1, day) for day in (29, 30, 31)), *(date(2026, 2, day) for day in (1, 2, 3)), date.max]
REGIONS = ["EU", "UK", "", "=1+1", "a, b; c", 'say "hi"', "Größe", "null", "elsewhere"]
VALUES = {
    "discount": [*NUMBERS, None],
    "overdue": [*(Decimal(number) for number in (-9, -2, -1, 0, 5, 9, 10, 11, 19, 20, 21, 99)), None],
    "region": [*REGIONS, None],
    "is_new": [True, False, None],
    "promised": [*DAYS, None],
    "tags": [None, *(combined for size in range(1, 5) for combined in combinations(["VIP", "EU", "new", "old"], size))],
}
SETS = [
    ("discount", "region"),
    ("overdue", "is_new"),
    ("discount", "promised", "is_new"),
    ("region", "overdue"),
    ("tags", "is_new"),
    ("tags",),
]
EVERY_FACT = FACTS | {OVERDUE.key: OVERDUE}
TABLES = st.sampled_from(SETS).flatmap(
    lambda keys: st.tuples(st.just(keys), rule_lists(facts={key: EVERY_FACT[key] for key in keys}, max_size=5))
)


class World:
    """Every document that there may be, by its number, and the documents in which each rule holds, as bits."""

    def __init__(self, keys, rules):
        self.documents = [dict(zip(keys, values, strict=True)) for values in product(*(VALUES[key] for key in keys))]
        self.rules = {one.key: self.where((one.fact, one.test) for one in one.conditions) for one in rules}

    def where(self, tests):
        """Return the documents that meet all of these tests."""
        parsed = [(key, parse(test, EVERY_FACT[key].unit.kind)) for key, test in tests]
        return sum(
            1 << number
            for number, document in enumerate(self.documents)
            if all(test.matches(document[key]) for key, test in parsed)
        )

    def inside(self, region):
        """Return the documents in a region."""
        found = (1 << len(self.documents)) - 1
        for stretch in region:
            found &= reduce(or_, (self.where([(stretch.fact.key, test)]) for test in stretch.tests))
        return found


def findings(analysis, kind):
    """Return the findings of a kind, which were all listed and counted."""
    found = [one for one in analysis.findings if one.kind is kind]
    assert analysis.counts[kind] == len(found)
    return found


def keys(rules):
    """Return the keys of rules."""
    return [one.key for one in rules]


@given(TABLES)
def test_gaps_hold_exactly_the_documents_that_no_rule_holds_in(table):
    world = World(*table)
    gaps = [world.inside(one.region) for one in findings(analyse(table[1], EVERY_FACT, most=10**6), FindingKind.GAP)]

    assert all(gaps)
    assert sum(gaps) == reduce(or_, gaps, 0)  # none lies in two
    assert reduce(or_, gaps, 0) ^ reduce(or_, world.rules.values(), 0) == (1 << len(world.documents)) - 1


@given(TABLES)
def test_overlaps_are_exactly_the_pairs_that_meet_and_differ(table):
    world, rules = World(*table), table[1]
    analysis = analyse(rules, EVERY_FACT, most=10**6)

    found = {tuple(keys(one.rules)): world.inside(one.region) for one in findings(analysis, FindingKind.OVERLAP)}

    assert found == {
        (one.key, other.key): world.rules[one.key] & world.rules[other.key]
        for place, one in enumerate(rules)
        for other in rules[place + 1 :]
        if one.effect is not other.effect and world.rules[one.key] & world.rules[other.key]
    }


@given(TABLES)
def test_unreachable_are_exactly_the_rules_that_others_as_severe_cover(table):
    world, rules = World(*table), table[1]
    found = findings(analyse(rules, EVERY_FACT, most=10**6), FindingKind.UNREACHABLE)

    expected = []
    for one in rules:
        where = world.rules[one.key]
        twins = [other for other in rules if other.effect is one.effect and world.rules[other.key] == where]
        others = [other for other in rules if other.effect >= one.effect and other not in twins]
        if where and twins[0] is one and not where & ~union(world, others):
            expected.append(one.key)
    assert [one.key for finding in found for one in finding.rules] == expected
    for finding in found:
        where = world.rules[finding.rules[0].key]
        assert world.inside(finding.region) == where
        assert not where & ~union(world, finding.others)
        assert all(other.effect >= finding.rules[0].effect for other in finding.others)
        for left_out in finding.others:
            assert where & ~union(world, [other for other in finding.others if other is not left_out])


def union(world, rules):
    """Return the documents in which some of the rules hold."""
    return reduce(or_, (world.rules[one.key] for one in rules), 0)


@given(TABLES)
def test_what_never_always_or_twice_holds_is_found(table):
    world, rules = World(*table), table[1]
    analysis = analyse(rules, EVERY_FACT, most=10**6)
    groups = {}
    for one in rules:
        groups.setdefault((one.effect, world.rules[one.key]), []).append(one.key)
    everything = (1 << len(world.documents)) - 1

    assert [keys(one.rules) for one in findings(analysis, FindingKind.IDENTICAL)] == [
        same for (_, where), same in groups.items() if where and len(same) > 1
    ]
    assert [keys(one.rules) for one in findings(analysis, FindingKind.CONTRADICTION)] == [
        [key] for key, where in world.rules.items() if not where
    ]
    assert [keys(one.rules) for one in findings(analysis, FindingKind.ALWAYS)] == [
        [key] for key, where in world.rules.items() if where == everything
    ]


@given(TABLES, st.integers(0, 60))
@settings(max_examples=100)
def test_a_search_that_was_cut_off_says_nothing_wrong(table, steps):
    world, rules = World(*table), table[1]
    whole = analyse(rules, EVERY_FACT, most=10**6)
    cut = analyse(rules, EVERY_FACT, most=10**6, steps=steps)

    covered = union(world, rules)
    for finding in findings(cut, FindingKind.GAP):
        assert not world.inside(finding.region) & covered
    unreachable = {finding.rules for finding in findings(whole, FindingKind.UNREACHABLE)}
    for finding in findings(cut, FindingKind.UNREACHABLE):
        assert finding.rules in unreachable
        assert not world.rules[finding.rules[0].key] & ~union(world, finding.others)
    for kind in set(FindingKind) - cut.unfinished:
        assert cut.counts[kind] == whole.counts[kind]
