"""Does the machinery agree with a naive reading of S-FEEL, for every test and every value?"""

import operator
from datetime import date, timedelta
from decimal import Decimal

from distribution_governance.logic.facts import Direction, Kind
from distribution_governance.logic.unary_test import UnaryTestError, parse
from hypothesis import given
from hypothesis import strategies as st

COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
# Few thresholds, so that values often lie exactly on them; half steps and many digits lie between them.
THRESHOLDS = [Decimal(text) for text in ("-3", "-0.5", "0", "0.5", "1", "7.25", "1000000")]
POINTS = st.sampled_from(THRESHOLDS)
CLOSE = Decimal("0.00000000000000000001")
EDGES = [point + step for point in THRESHOLDS for step in (0, CLOSE, -CLOSE)]
NUMBERS = st.sampled_from([*EDGES, Decimal("-0.25"), Decimal("0.25"), Decimal(4), Decimal("-1E+30"), Decimal("1E+30")])
DAYS = st.integers(0, 6).map(lambda step: date(2024, 2, 26) + timedelta(step))
LABELS = ["", "A", "B", "null", 'say "hi"']
NAMES = st.sampled_from(["", "A", "B", "null", 'say "hi"', "back\\slash", "Größe"])


def written(value):
    """Return the literal for a value, written by hand."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return f'date("{value}")'
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def equal_to(wanted):
    """Return the text of an equality, and what it means."""
    return written(wanted), lambda value: value == wanted


def compared(sign, point):
    """Return the text of a comparison, and what it means."""
    return f"{sign} {written(point)}", lambda value: value is not None and COMPARE[sign](value, point)


def ranged(ends, opening, closing):
    """Return the text of a range, and what it means."""
    low, high = sorted(ends)
    if low == high:
        opening, closing = "[", "]"
    above = operator.ge if opening == "[" else operator.gt
    below = operator.le if closing == "]" else operator.lt
    text = f"{opening}{written(low)}..{written(high)}{closing}"
    return text, lambda value: value is not None and above(value, low) and below(value, high)


def naming(wanted):
    """Return the text of a label, and what it means for several of them."""
    return written(wanted), lambda values: values is not None and wanted in values


def listed(terms, is_negated):
    """Return the text of a list, and what it means; a negation says nothing about missing values."""
    text = ", ".join(term for term, _ in terms)

    def matches(value):
        return any(means(value) for _, means in terms)

    if is_negated:
        return f"not({text})", lambda value: value is not None and not matches(value)
    return text, matches


def whole_tests(terms):
    """Return a strategy for (text, meaning) of whole tests made of these terms."""
    lists = st.builds(listed, st.lists(terms | st.just(equal_to(None)), min_size=1, max_size=4), st.booleans())
    return lists | st.just(("-", lambda value: True))


def ordered(points):
    """Return a strategy for the terms of a fact with an order."""
    brackets = (st.sampled_from("[(]"), st.sampled_from("])["))
    return (
        st.builds(equal_to, points)
        | st.builds(compared, st.sampled_from(list(COMPARE)), points)
        | st.builds(ranged, st.tuples(points, points), *brackets)
    )


KINDS = {
    Kind.NUMBER: (whole_tests(ordered(POINTS)), NUMBERS),
    Kind.DATE: (whole_tests(ordered(DAYS)), DAYS),
    Kind.FLAG: (whole_tests(st.builds(equal_to, st.booleans())), st.booleans()),
    Kind.CATEGORY: (whole_tests(st.builds(equal_to, NAMES)), NAMES),
    Kind.LABELS: (
        whole_tests(st.builds(naming, st.sampled_from(LABELS))),
        st.frozensets(st.sampled_from([*LABELS, "C"]), min_size=1),
    ),
}
CASES = st.sampled_from(list(KINDS)).flatmap(
    lambda kind: st.tuples(st.just(kind), KINDS[kind][0], st.none() | KINDS[kind][1])
)


@given(CASES)
def test_a_test_matches_what_a_naive_reading_matches(case):
    kind, (text, means), value = case

    assert parse(text, kind).matches(value) is means(value)


@given(CASES)
def test_the_canonical_text_is_read_as_the_same_test(case):
    kind, (text, _), _ = case

    assert parse(parse(text, kind).text, kind) == parse(text, kind)


@given(KINDS[Kind.NUMBER][0])
def test_a_plain_test_is_read_at_once_as_it_is_read_word_by_word(written_test):
    text, _ = written_test

    assert parse(text, Kind.NUMBER) == parse(f" {text}", Kind.NUMBER)


@given(CASES)
def test_the_complement_matches_exactly_the_values_that_do_not(case):
    kind, (text, _), value = case
    test = parse(text, kind)
    complement = test.complement()

    if complement is None:
        assert test.matches(value)
    elif value is not None:
        assert parse(complement, kind).matches(value) is not test.matches(value)


@given(CASES, st.sampled_from(Direction))
def test_what_would_pass_passes_indeed(case, direction):
    kind, (text, _), value = case
    test = parse(text, kind)

    for told in (test.complement(direction), test.would_pass(value, direction)):
        if told is not None and parse(told, kind).matches(value) and value is not None:
            assert not test.matches(value)


@given(st.tuples(KINDS[Kind.NUMBER][0], NUMBERS, NUMBERS))
def test_no_passing_value_on_the_good_side_is_nearer_than_what_is_told(case):
    (text, _), value, candidate = case
    test = parse(text, Kind.NUMBER)
    for direction, is_better in ((Direction.HIGHER, operator.lt), (Direction.LOWER, operator.gt)):
        told = test.would_pass(value, direction)
        if told and test.matches(value) and is_better(candidate, value) and not test.matches(candidate):
            nearer = [point for point in EDGES if is_better(candidate, point) and is_better(point, value)]
            passing = parse(told, Kind.NUMBER)
            assert passing.matches(candidate) or any(passing.matches(point) for point in nearer)


@given(st.text("0123456789.,-<>=[]()\"' nulotradefs@%", max_size=14), st.sampled_from(Kind))
def test_any_text_is_read_or_refused_with_a_place_inside_it(text, kind):
    try:
        test = parse(text, kind)
    except UnaryTestError as error:
        assert 0 <= error.position <= len(text)
        assert text[error.position :].startswith(error.found)
        assert error.expected in str(error)
    else:
        assert parse(test.text, kind) == test
