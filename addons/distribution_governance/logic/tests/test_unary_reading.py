"""Is every form of an S-FEEL unary test read, and written again in one way?"""

import pytest
from distribution_governance.logic.facts import Kind
from distribution_governance.logic.unary_test import parse

NUMBERS = [
    ("", "-"),
    ("  ", "-"),
    ("-", "-"),
    (" - ", "-"),
    ("15", "15"),
    ("-15", "-15"),
    ("- 15", "-15"),
    ("-0", "0"),
    ("0", "0"),
    ("0.5", "0.5"),
    (".5", "0.5"),
    ("-.5", "-0.5"),
    ("15.00", "15"),
    ("1500", "1500"),
    ("<15", "< 15"),
    ("<= 15", "<= 15"),
    (">15", "> 15"),
    (">=  15", ">= 15"),
    (">= -15", ">= -15"),
    ("[10..20]", "[10..20]"),
    ("[10..20)", "[10..20)"),
    ("(10..20]", "(10..20]"),
    ("(10..20)", "(10..20)"),
    ("[10..20[", "[10..20)"),
    ("]10..20]", "(10..20]"),
    ("]10..20[", "(10..20)"),
    ("]10..20)", "(10..20)"),
    ("(10..20[", "(10..20)"),
    (" [ 10 .. 20 ) ", "[10..20)"),
    ("[-20..-10]", "[-20..-10]"),
    ("[.5...7]", "[0.5..0.7]"),
    ("[5..5]", "5"),
    ("1,2, 3", "1, 2, 3"),
    ("1,-500", "1, -500"),
    ("1, 500", "1, 500"),
    ("1 ,500", "1, 500"),
    ("12,34", "12, 34"),
    ("1,2345", "1, 2345"),
    ("1234,500", "1234, 500"),
    (">= 1, 500", ">= 1, 500"),
    ("< 5, > 15", "< 5, > 15"),
    ("5, 5.0, 5", "5"),
    ("null", "null"),
    ("null, < 0", "null, < 0"),
    ("< 0, null", "< 0, null"),
    ("not(5)", "not(5)"),
    ("not ( 5 , [7..8] )", "not(5, [7..8])"),
    ("not(null)", "not(null)"),
    ("not(null, 5)", "not(null, 5)"),
    ("123456789012345678901234567890.000000000000000000000000000000000001",) * 2,
]
FLAGS = [
    ("", "-"),
    ("-", "-"),
    ("true", "true"),
    (" false ", "false"),
    ("true,false", "true, false"),
    ("not(true)", "not(true)"),
    ("null", "null"),
    ("null, true", "null, true"),
]
CATEGORIES = [
    ("-", "-"),
    ('"EU"', '"EU"'),
    ('"EU","UK"', '"EU", "UK"'),
    ('"EU", "EU"', '"EU"'),
    ('""', '""'),
    ('" EU "', '" EU "'),
    ('"null"', '"null"'),
    ('"a, b"', '"a, b"'),
    ('not("A")', 'not("A")'),
    ('not("A", null)', 'not("A", null)'),
    ('"Größe"', '"Größe"'),
    (r'"say \"hi\""', r'"say \"hi\""'),
    (r'"back\\slash"', r'"back\\slash"'),
    (r'"\u20ac"', '"€"'),
    (r'"\ud83d\ude00"', '"😀"'),
    (r'"tab\tnew\n"', r'"tab\tnew\n"'),
    ('"tab\there"', r'"tab\there"'),
]
DATES = [
    ("-", "-"),
    ('date("2026-01-31")', 'date("2026-01-31")'),
    ('date ( "2026-01-31" )', 'date("2026-01-31")'),
    ('@"2026-01-31"', 'date("2026-01-31")'),
    ('>= date("2026-01-31")', '>= date("2026-01-31")'),
    ('[@"2026-01-01"..@"2026-12-31"]', '[date("2026-01-01")..date("2026-12-31")]'),
    ('not(date("2024-02-29"))', 'not(date("2024-02-29"))'),
    ('date("0001-01-01"), date("9999-12-31")',) * 2,
]
ALL = [
    (kind, text, canonical)
    for kind, rows in [
        (Kind.NUMBER, NUMBERS),
        (Kind.FLAG, FLAGS),
        (Kind.CATEGORY, CATEGORIES),
        (Kind.LABELS, CATEGORIES),
        (Kind.DATE, DATES),
    ]
    for text, canonical in rows
]


@pytest.mark.parametrize(("kind", "text", "canonical"), ALL)
def test_a_test_is_written_in_one_way(kind, text, canonical):
    assert parse(text, kind).text == canonical


@pytest.mark.parametrize(("kind", "text", "canonical"), ALL)
def test_the_canonical_text_means_the_same(kind, text, canonical):
    assert parse(canonical, kind) == parse(text, kind)


@pytest.mark.parametrize("kind", Kind)
def test_a_dash_is_the_only_test_that_is_always_met(kind):
    assert parse("-", kind).is_any
    assert not parse("null", kind).is_any
    assert not parse("not(null)", kind).is_any


@pytest.mark.parametrize(("text", "kind"), [("null, < 0, >= 0", Kind.NUMBER), ("true, false, null", Kind.FLAG)])
def test_a_list_that_names_every_value_is_always_met(text, kind):
    assert parse(text, kind).is_any


def test_tests_that_were_read_can_be_kept_in_sets():
    assert len({parse("[10..20)", Kind.NUMBER), parse("[10.0..20.0[", Kind.NUMBER)}) == 1
