"""Do the comparisons of a test say exactly what the test says?"""

import operator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from distribution_governance.logic.comparison import Comparison, Operator, comparisons
from distribution_governance.logic.facts import Kind
from distribution_governance.logic.unary_test import parse
from hypothesis import given
from hypothesis import strategies as st

ORDER = {
    Operator.EQUAL: operator.eq,
    Operator.LESS: operator.lt,
    Operator.LESS_OR_EQUAL: operator.le,
    Operator.MORE: operator.gt,
    Operator.MORE_OR_EQUAL: operator.ge,
    Operator.IN: lambda value, several: value in several,
    Operator.NOT_IN: lambda value, several: value not in several,
}
NUMBERS = [Decimal(text) for text in ("-1", "0", "9.999999", "10", "10.000001", "20")]
DAYS = [date(2026, 1, 30) + timedelta(step) for step in range(4)]
NAMES = ["EU", "UK", ""]
TESTS = {
    Kind.NUMBER: (NUMBERS, lambda value: format(value, "f")),
    Kind.DATE: (DAYS, lambda value: f'date("{value}")'),
}


def holds(comparison, value):
    """Return whether one comparison holds as it does in SQL: nothing is true of a missing value."""
    if comparison.operator is Operator.IS_MISSING:
        return value is None
    if value is None:
        return False
    return comparison.operator is Operator.IS_PRESENT or ORDER[comparison.operator](value, comparison.value)


def matches(text, kind, value):
    """Return whether one of the alternatives holds for the value."""
    return any(all(holds(one, value) for one in every) for every in comparisons(parse(text, kind)))


@st.composite
def ordered(draw, kind):
    """Return the text of a test on numbers or dates."""
    values, write = TESTS[kind]
    several = [write(value) for value in draw(st.lists(st.sampled_from(values), min_size=1, max_size=3))]
    terms = [draw(st.sampled_from([one, f"< {one}", f"<= {one}", f"> {one}", f">= {one}", "null"])) for one in several]
    low, high = sorted(draw(st.lists(st.sampled_from(values), min_size=2, max_size=2, unique=True)))
    left, right = draw(st.sampled_from(["[", "("])), draw(st.sampled_from(["]", ")"]))
    text = ", ".join(draw(st.permutations([*terms, f"{left}{write(low)}..{write(high)}{right}"])))
    return f"not({text})" if draw(st.booleans()) else text


@given(ordered(Kind.NUMBER), st.none() | st.sampled_from(NUMBERS))
def test_numbers_are_compared_as_the_test_matches_them(text, value):
    assert matches(text, Kind.NUMBER, value) == parse(text, Kind.NUMBER).matches(value)


@given(ordered(Kind.DATE), st.none() | st.sampled_from(DAYS))
def test_dates_are_compared_as_the_test_matches_them(text, value):
    assert matches(text, Kind.DATE, value) == parse(text, Kind.DATE).matches(value)


@pytest.mark.parametrize("value", [None, *NAMES])
@pytest.mark.parametrize("text", ['"EU"', '"EU", "UK"', 'not("EU")', 'not("EU", null)', '"EU", null', "null", "-"])
def test_categories_are_compared_as_the_test_matches_them(text, value):
    assert matches(text, Kind.CATEGORY, value) == parse(text, Kind.CATEGORY).matches(value)


@pytest.mark.parametrize("value", [None, True, False])
@pytest.mark.parametrize("text", ["true", "false", "not(true)", "true, null", "not(null)", "null", "-", "true, false"])
def test_flags_are_compared_as_the_test_matches_them(text, value):
    assert matches(text, Kind.FLAG, value) == parse(text, Kind.FLAG).matches(value)


def test_one_value_is_one_comparison():
    assert comparisons(parse("10", Kind.NUMBER)) == ((Comparison(Operator.EQUAL, Decimal(10)),),)


def test_test_that_anything_meets_compares_nothing():
    assert comparisons(parse("-", Kind.NUMBER)) == ((),)


def test_test_that_any_value_meets_asks_only_whether_there_is_one():
    present = ((Comparison(Operator.IS_PRESENT),),)

    assert comparisons(parse("not(null)", Kind.NUMBER)) == present
    assert comparisons(parse("not(null)", Kind.CATEGORY)) == present


def test_test_that_no_value_meets_has_no_alternative():
    assert comparisons(parse("not(true, false)", Kind.FLAG)) == ()
