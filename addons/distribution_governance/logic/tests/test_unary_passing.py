"""Is what would pass told shortly, truly, and on the good side?"""

from datetime import date
from decimal import Decimal

import pytest
from distribution_governance.logic.facts import Direction, Kind
from distribution_governance.logic.unary_test import parse

HIGHER, LOWER, NEUTRAL = Direction.HIGHER, Direction.LOWER, Direction.NEUTRAL

# kind, test, what would pass where higher is worse, where lower is worse, where neither is
COMPLEMENTS = [
    (Kind.NUMBER, "-", None, None, None),
    (Kind.NUMBER, ">= 15", "< 15", "< 15", "< 15"),
    (Kind.NUMBER, "> 15", "<= 15", "<= 15", "<= 15"),
    (Kind.NUMBER, "< 0", ">= 0", ">= 0", ">= 0"),
    (Kind.NUMBER, "<= 0", "> 0", "> 0", "> 0"),
    (Kind.NUMBER, "[10..20)", "< 10", ">= 20", "not([10..20))"),
    (Kind.NUMBER, "(10..20]", "<= 10", "> 20", "not((10..20])"),
    (Kind.NUMBER, "15", "< 15", "> 15", "not(15)"),
    (Kind.NUMBER, "not(15)", "15", "15", "15"),
    (Kind.NUMBER, "not([10..20))", "[10..20)", "[10..20)", "[10..20)"),
    (Kind.NUMBER, "not(5, [7..8])", "5", "[7..8]", "5, [7..8]"),
    (Kind.NUMBER, "< 5, > 15", "[5..15]", "[5..15]", "[5..15]"),
    (Kind.NUMBER, "5, 7", "< 5", "> 7", "not(5, 7)"),
    (Kind.NUMBER, "null", "not(null)", "not(null)", "not(null)"),
    (Kind.NUMBER, "not(null)", "null", "null", "null"),
    (Kind.NUMBER, "null, >= 15", "< 15", "< 15", "< 15"),
    (Kind.NUMBER, "null, [10..20)", "< 10", ">= 20", "not(null, [10..20))"),
    (Kind.NUMBER, "not(null, >= 15)", ">= 15", ">= 15", ">= 15"),
    (Kind.NUMBER, "< 10, >= 10", "null", "null", "null"),
    (Kind.NUMBER, "< 10, >= 10, null", None, None, None),
    (Kind.NUMBER, "not(< 10, >= 10)", "-", "-", "-"),
    (Kind.FLAG, "-", None, None, None),
    (Kind.FLAG, "true", "false", "false", "false"),
    (Kind.FLAG, "false", "true", "true", "true"),
    (Kind.FLAG, "not(true)", "true", "true", "true"),
    (Kind.FLAG, "null, true", "false", "false", "false"),
    (Kind.FLAG, "true, false", "null", "null", "null"),
    (Kind.FLAG, "true, false, null", None, None, None),
    (Kind.FLAG, "not(true, false)", "-", "-", "-"),
    (Kind.FLAG, "null", "not(null)", "not(null)", "not(null)"),
    (Kind.CATEGORY, "-", None, None, None),
    (Kind.CATEGORY, '"EU"', 'not("EU")', 'not("EU")', 'not("EU")'),
    (Kind.CATEGORY, '"EU", "UK"', 'not("EU", "UK")', 'not("EU", "UK")', 'not("EU", "UK")'),
    (Kind.CATEGORY, 'not("EU")', '"EU"', '"EU"', '"EU"'),
    (Kind.CATEGORY, "null", "not(null)", "not(null)", "not(null)"),
    (Kind.CATEGORY, "not(null)", "null", "null", "null"),
    (Kind.CATEGORY, 'null, "A"', 'not(null, "A")', 'not(null, "A")', 'not(null, "A")'),
    (Kind.CATEGORY, 'not(null, "A")', 'null, "A"', 'null, "A"', 'null, "A"'),
    (Kind.CATEGORY, 'not("not(")', '"not("', '"not("', '"not("'),
    (Kind.LABELS, "-", None, None, None),
    (Kind.LABELS, '"VIP", "EU"', 'not("VIP", "EU")', 'not("VIP", "EU")', 'not("VIP", "EU")'),
    (Kind.LABELS, 'not("VIP")', '"VIP"', '"VIP"', '"VIP"'),
    (Kind.LABELS, 'null, "VIP"', 'not(null, "VIP")', 'not(null, "VIP")', 'not(null, "VIP")'),
    (Kind.LABELS, "not(null)", "null", "null", "null"),
    (
        Kind.DATE,
        '[@"2026-01-01"..@"2026-12-31"]',
        '< date("2026-01-01")',
        '> date("2026-12-31")',
        'not([date("2026-01-01")..date("2026-12-31")])',
    ),
]


@pytest.mark.parametrize(("kind", "text", "if_higher", "if_lower", "if_neutral"), COMPLEMENTS)
def test_what_would_pass_lies_on_the_good_side(kind, text, if_higher, if_lower, if_neutral):
    test = parse(text, kind)

    assert test.complement(HIGHER) == if_higher
    assert test.complement(LOWER) == if_lower
    assert test.complement(NEUTRAL) == if_neutral
    assert test.complement() == if_neutral


# Matches below 0, from 10 to 20 and from 30 on; [0..10) and (20..30) pass.
SPLIT = "< 0, [10..20], >= 30"


@pytest.mark.parametrize(
    ("text", "value", "direction", "nearest"),
    [
        (SPLIT, "10", HIGHER, "[0..10)"),
        (SPLIT, "20", HIGHER, "[0..10)"),
        (SPLIT, "30", HIGHER, "(20..30)"),
        (SPLIT, "99", HIGHER, "(20..30)"),
        (SPLIT, "-1", HIGHER, "[0..10)"),  # nothing better passes, so the least bad
        (SPLIT, "-1", LOWER, "[0..10)"),
        (SPLIT, "10", LOWER, "(20..30)"),
        (SPLIT, "20", LOWER, "(20..30)"),
        (SPLIT, "30", LOWER, "(20..30)"),
        (SPLIT, "15", NEUTRAL, f"not({SPLIT})"),
        ("[10..20), (20..30]", "15", LOWER, "20"),
        ("[10..20), (20..30]", "25", HIGHER, "20"),
        ("[10..20), (20..30]", "25", LOWER, "> 30"),
        ("[10..20), (20..30]", "10", HIGHER, "< 10"),
        ("[10..20], [30..40]", "20", LOWER, "(20..30)"),
        ("[10..20], [30..40]", "30", HIGHER, "(20..30)"),
        ("not(5, [7..8])", "6", HIGHER, "5"),
        ("not(5, [7..8])", "6", LOWER, "[7..8]"),
        (">= 15", "20", HIGHER, "< 15"),
        ("[10..20)", "15", LOWER, ">= 20"),
    ],
)
def test_the_nearest_passing_values_are_named(text, value, direction, nearest):
    test = parse(text, Kind.NUMBER)

    assert test.matches(Decimal(value))
    assert test.would_pass(Decimal(value), direction) == nearest


def test_for_a_missing_value_any_passing_value_is_as_near():
    test = parse(f"null, {SPLIT}", Kind.NUMBER)

    assert test.would_pass(None, HIGHER) == test.complement(HIGHER) == "[0..10)"


def test_the_nearest_passing_days_are_named():
    test = parse('not(@"2026-01-01", @"2026-06-01")', Kind.DATE)

    assert test.would_pass(date(2026, 5, 31), HIGHER) == 'date("2026-01-01")'
    assert test.would_pass(date(2026, 5, 31), LOWER) == 'date("2026-06-01")'


def test_only_a_test_with_gaps_inside_is_split():
    assert parse(SPLIT, Kind.NUMBER).is_split
    assert parse("not(5)", Kind.NUMBER).is_split
    assert not parse("[10..20), [20..30]", Kind.NUMBER).is_split
    assert not parse("-", Kind.NUMBER).is_split
    assert not parse('"A", "B"', Kind.CATEGORY).is_split
