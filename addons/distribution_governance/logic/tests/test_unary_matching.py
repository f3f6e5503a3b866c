"""Does a test match exactly the values it names, on both sides of every threshold?"""

from datetime import date, datetime
from decimal import Decimal, localcontext

import pytest
from distribution_governance.logic.facts import Kind
from distribution_governance.logic.unary_test import parse

TINY = Decimal("1E-60")
HUGE = Decimal("1E+60")

# text, matching numbers, other numbers; a missing value is looked at apart
NUMBERS = [
    ("-", ["-1E+60", "0", "1E+60"], []),
    ("15", ["15", "15.0", "1.5E+1"], ["14.999", "15.001", "-15"]),
    ("0", ["0", "-0", "0.000", "0E+9"], ["0.001", "-0.001"]),
    ("-0", ["0", "-0"], ["0.001", "-0.001"]),
    ("< 15", ["14.999999999999999999999999999999999999", "-1E+60"], ["15", "15.00", "1E+60"]),
    ("<= 15", ["15", "15.00", "14.99"], ["15.000000000000000000000000000000000001", "1E+60"]),
    ("> 15", ["15.000000000000000000000000000000000001", "1E+60"], ["15", "15.00", "14.99"]),
    (">= 15", ["15", "15.00", "15.01"], ["14.999999999999999999999999999999999999"]),
    (">= -15", ["-15", "-14.99", "0"], ["-15.01"]),
    ("[10..20]", ["10", "20"], ["9.99", "20.01"]),
    ("[10..20)", ["10", "19.99"], ["9.99", "20"]),
    ("(10..20]", ["10.01", "20"], ["10", "20.01"]),
    ("(10..20)", ["10.01", "19.99"], ["10", "20"]),
    ("]10..20[", ["10.01", "19.99"], ["10", "20"]),
    ("5, [10..20)", ["5", "10", "19.99"], ["4.99", "5.01", "20"]),
    ("< 5, > 15", ["4.99", "15.01"], ["5", "10", "15"]),
    ("not(15)", ["14.99", "15.01"], ["15", "15.0"]),
    ("not([10..20))", ["9.99", "20"], ["10", "19.99"]),
    ("not(< 5, > 15)", ["5", "15"], ["4.99", "15.01"]),
    ("null", [], ["0", "-0"]),
    ("not(null)", ["0", "-1E+60"], []),
    ("null, >= 15", ["15"], ["14.99", "0"]),
    ("not(null, >= 15)", ["14.99"], ["15"]),
    ("not(< 10, >= 10)", [], ["9.99", "10", "10.01"]),
    (
        ">= 12345678901234567890123456789012345678901234567890.5",
        ["12345678901234567890123456789012345678901234567890.5"],
        ["12345678901234567890123456789012345678901234567890.49999"],
    ),
]
FLAGS = [
    ("-", [True, False], []),
    ("true", [True], [False]),
    ("false", [False], [True]),
    ("not(true)", [False], [True]),
    ("true, false", [True, False], []),
    ("not(true, false)", [], [True, False]),
    ("null", [], [True, False]),
    ("not(null)", [True, False], []),
]
CATEGORIES = [
    ("-", ["EU", ""], []),
    ('"EU"', ["EU"], ["eu", "EU ", "", "UK"]),
    ('"EU", "UK"', ["EU", "UK"], ["US"]),
    ('not("EU")', ["UK", "eu", ""], ["EU"]),
    ('not("EU", "UK")', ["US"], ["EU", "UK"]),
    ('""', [""], ["EU"]),
    ('"null"', ["null"], ["EU"]),
    ("null", [], ["null", ""]),
    ("not(null)", ["null", ""], []),
]
LABELS = [
    ("-", [("VIP",), ("", "VIP")], []),
    ('"VIP"', [("VIP",), ("EU", "VIP"), frozenset({"VIP"})], [("EU",), ("vip",), ("",)]),
    ('"VIP", "EU"', [("VIP",), ("EU",), ("EU", "VIP"), ("US", "EU")], [("US",), ("",)]),
    ('not("VIP")', [("EU",), ("",), ("vip", "EU")], [("VIP",), ("EU", "VIP")]),
    ('not("VIP", "EU")', [("US",)], [("VIP",), ("EU",), ("US", "EU"), ("EU", "VIP")]),
    ("null", [], [("null",), ("",)]),
    ("not(null)", [("null",), ("",)], []),
    ('null, "VIP"', [("VIP", "EU")], [("EU",)]),
    ('not(null, "VIP")', [("EU",)], [("VIP", "EU")]),
]
DATES = [
    ("-", [date.min, date.max], []),
    ('date("2026-01-31")', [date(2026, 1, 31)], [date(2026, 1, 30), date(2026, 2, 1)]),
    ('< date("2026-03-01")', [date(2026, 2, 28)], [date(2026, 3, 1), date(2026, 3, 2)]),
    ('>= date("2024-02-29")', [date(2024, 2, 29), date.max], [date(2024, 2, 28), date.min]),
    ('(@"2026-01-01"..@"2026-12-31"]', [date(2026, 1, 2), date(2026, 12, 31)], [date(2026, 1, 1), date(2027, 1, 1)]),
    ('not(@"2026-01-01")', [date(2026, 1, 2)], [date(2026, 1, 1)]),
]
ALL = [
    *((Kind.NUMBER, text, list(map(Decimal, yes)), list(map(Decimal, no))) for text, yes, no in NUMBERS),
    *((Kind.FLAG, *row) for row in FLAGS),
    *((Kind.CATEGORY, *row) for row in CATEGORIES),
    *((Kind.LABELS, *row) for row in LABELS),
    *((Kind.DATE, *row) for row in DATES),
]


@pytest.mark.parametrize(("kind", "text", "matching", "others"), ALL)
def test_a_test_matches_exactly_what_it_names(kind, text, matching, others):
    test = parse(text, kind)

    assert [value for value in [*matching, *others] if test.matches(value)] == matching


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("text", "is_matched"), [("-", True), ("", True), ("null", True), ("not(null)", False)])
def test_a_missing_value_is_matched_only_where_it_is_named(kind, text, is_matched):
    assert parse(text, kind).matches(None) is is_matched


@pytest.mark.parametrize("nothing", [None, (), frozenset()])
@pytest.mark.parametrize(
    ("text", "is_matched"), [("-", True), ('null, "VIP"', True), ('"VIP"', False), ('not("VIP")', False)]
)
def test_no_labels_are_a_missing_value(text, is_matched, nothing):
    assert parse(text, Kind.LABELS).matches(nothing) is is_matched


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.NUMBER, "0"),
        (Kind.NUMBER, "< 15"),
        (Kind.NUMBER, "not(15)"),
        (Kind.NUMBER, "not(null, 15)"),
        (Kind.NUMBER, "< 0, >= 0"),
        (Kind.FLAG, "false"),
        (Kind.FLAG, "not(true)"),
        (Kind.CATEGORY, '""'),
        (Kind.CATEGORY, '"null"'),
        (Kind.CATEGORY, 'not("A")'),
        (Kind.DATE, '< date("2026-01-01")'),
    ],
)
def test_a_missing_value_never_matches_by_accident(kind, text):
    assert parse(text, kind).matches(None) is False


@pytest.mark.parametrize(
    ("kind", "text"), [(Kind.NUMBER, "null, < 0"), (Kind.FLAG, "true, null"), (Kind.CATEGORY, '"A", null, "B"')]
)
def test_a_list_may_name_the_missing_value(kind, text):
    assert parse(text, kind).matches(None) is True


@pytest.mark.parametrize("threshold", ["0", "15", "-15", "99.99", "1234567890123456789012345678901234567890"])
def test_a_threshold_divides_numbers_however_close(threshold):
    point = Decimal(threshold)
    with localcontext() as context:
        context.prec = 200
        below, above = point - TINY, point + TINY

    for operator, is_below, is_at, is_above in [
        ("<", True, False, False),
        ("<=", True, True, False),
        (">", False, False, True),
        (">=", False, True, True),
    ]:
        test = parse(f"{operator} {threshold}", Kind.NUMBER)
        assert [test.matches(below), test.matches(point), test.matches(above)] == [is_below, is_at, is_above]
        assert test.matches(-HUGE) is is_below
        assert test.matches(HUGE) is is_above


def test_whole_numbers_match_like_decimals():
    assert parse(">= 15", Kind.NUMBER).matches(15)
    assert not parse(">= 15", Kind.NUMBER).matches(14)


def test_matching_does_not_depend_on_the_precision_somebody_set():
    with localcontext() as context:
        context.prec = 2

        assert not parse("< 123456.789", Kind.NUMBER).matches(Decimal("123456.789"))
        assert parse("< 123456.789", Kind.NUMBER).matches(Decimal("123456.788"))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.NUMBER, 15.0),
        (Kind.NUMBER, True),
        (Kind.NUMBER, "15"),
        (Kind.NUMBER, Decimal("NaN")),
        (Kind.FLAG, 1),
        (Kind.CATEGORY, Decimal(15)),
        (Kind.LABELS, "VIP"),
        (Kind.LABELS, ["VIP"]),
        (Kind.CATEGORY, ("VIP",)),
        (Kind.DATE, datetime(2026, 1, 31, 8)),
    ],
)
def test_a_value_of_another_kind_is_an_error_not_a_mismatch(kind, value):
    with pytest.raises(TypeError, match=rf"is no {kind.value}, so the test “-” says nothing about it"):
        parse("-", kind).matches(value)
