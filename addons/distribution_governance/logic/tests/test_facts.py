"""Does a measured value keep every digit on its way in, to JSON and back?"""

from datetime import date, datetime
from decimal import Decimal, getcontext, localcontext

import pytest
from distribution_governance.logic.facts import (
    Direction,
    Fact,
    Kind,
    Measure,
    Unit,
    decode,
    encode,
    exact,
    fits,
    plain,
)
from hypothesis import given
from hypothesis import strategies as st

MANY_DIGITS = "1234567890123456789012345678901234567890.000000000000000000000000000000000000001"


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (1.005, 2, "1.01"),  # the float is a little less than 1.005, the number people see is not
        (1.0049999, 2, "1.00"),
        (2.675, 2, "2.68"),
        (-1.005, 2, "-1.01"),
        (0.1 + 0.2, 2, "0.30"),
        (14.995, 2, "15.00"),
        (14.994999999, 2, "14.99"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (3.5, 0, "4"),
        (15, 2, "15.00"),
        ("15.125", 2, "15.13"),
        (Decimal("15.124999999999999999999999999999999999"), 2, "15.12"),
        (1e16, 2, "10000000000000000.00"),
        (123456789.987654321, 6, "123456789.987654"),
        (1234567, -3, "1235000"),
    ],
)
def test_a_number_is_rounded_half_away_from_zero_as_people_see_it(value, digits, expected):
    assert str(exact(value, digits)) == expected


def test_the_largest_float_becomes_an_exact_number():
    assert exact(1.7976931348623157e308, 2) == 17976931348623157 * 10**292


@pytest.mark.parametrize("value", [-0.0, "-0", Decimal("-0.00"), -0.001])
def test_nothing_is_never_negative(value):
    assert str(exact(value, 2)) == "0.00"


def test_rounding_does_not_depend_on_the_precision_somebody_set():
    with localcontext() as context:
        context.prec = 3

        assert str(exact("123456.785", 2)) == "123456.79"
        assert getcontext().prec == 3


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), "NaN", "a lot", "", "1E+1000"])
def test_what_is_no_finite_number_is_refused(value):
    with pytest.raises(ValueError, match="is not a finite number") as refused:
        exact(value, 2)

    assert str(refused.value) == f"“{value}” is not a finite number of reasonable size. Give a number instead."


@pytest.mark.parametrize("flag", [True, False])
def test_a_flag_does_not_pass_for_one_or_zero(flag):
    with pytest.raises(TypeError, match=r"is a flag, not a number"):
        exact(flag, 2)


@pytest.mark.parametrize(
    ("value", "raw"),
    [
        (None, None),
        (True, True),
        (False, False),
        ("EU", "EU"),
        ("", ""),
        (Decimal(15), "15"),
        (Decimal("15.00"), "15"),
        (Decimal("15.10"), "15.1"),
        (Decimal(1500), "1500"),
        (Decimal("1.5E+3"), "1500"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("-0.00"), "0"),
        (Decimal("0E+3"), "0"),
        (Decimal("-0.5"), "-0.5"),
        (Decimal(MANY_DIGITS), MANY_DIGITS),
        (15, "15"),
        (date(2026, 1, 31), "2026-01-31"),
    ],
)
def test_a_value_has_one_stored_form(value, raw):
    assert encode(value) == raw
    assert type(encode(value)) is type(raw)


@pytest.mark.parametrize(
    "value", [1.5, datetime(2026, 1, 31, 8), Decimal("NaN"), Decimal("Infinity"), b"EU", [], object()]
)
def test_what_is_no_value_of_a_fact_is_not_stored(value):
    with pytest.raises(TypeError, match=r"is not a value of a fact\. Give a Decimal"):
        encode(value)


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        (None, Unit.MONEY, None),
        (None, Unit.FLAG, None),
        ("15.10", Unit.PERCENT, Decimal("15.1")),
        (MANY_DIGITS, Unit.QUANTITY, Decimal(MANY_DIGITS)),
        (7, Unit.DAYS, Decimal(7)),
        (True, Unit.FLAG, True),
        (False, Unit.FLAG, False),
        ("15", Unit.CATEGORY, "15"),
        ("2026-01-31", Unit.DATE, date(2026, 1, 31)),
    ],
)
def test_a_stored_form_is_read_by_the_unit_of_its_fact(raw, unit, value):
    assert decode(raw, unit) == value
    assert type(decode(raw, unit)) is type(value)


@pytest.mark.parametrize(
    ("raw", "unit", "kind"),
    [
        ("many", Unit.MONEY, "number"),
        ("NaN", Unit.MONEY, "number"),
        (15.5, Unit.MONEY, "number"),
        (True, Unit.COUNT, "number"),
        ("true", Unit.FLAG, "flag"),
        (1, Unit.FLAG, "flag"),
        (15, Unit.CATEGORY, "category"),
        (True, Unit.CATEGORY, "category"),
        ("2026-02-30", Unit.DATE, "date"),
        (20260131, Unit.DATE, "date"),
    ],
)
def test_another_stored_form_is_refused(raw, unit, kind):
    with pytest.raises(ValueError, match=rf"is not the stored form of a {kind}\."):
        decode(raw, unit)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_every_number_survives_storing(number):
    assert decode(encode(number), Unit.MONEY) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_equal_numbers_have_equal_texts_without_exponent(number):
    assert Decimal(plain(number)) == number
    assert plain(number) == plain(Decimal(plain(number)))
    assert "E" not in plain(number)


@given(st.dates())
def test_every_date_survives_storing(day):
    assert decode(encode(day), Unit.DATE) == day


@pytest.mark.parametrize(
    ("kind", "fitting", "strange"),
    [
        (
            Kind.NUMBER,
            [None, 5, Decimal("5.5")],
            [True, 5.5, "5", date(2026, 1, 1), Decimal("NaN"), Decimal("-Infinity")],
        ),
        (Kind.FLAG, [None, True, False], [0, 1, "true", Decimal(1)]),
        (Kind.CATEGORY, [None, "", "EU"], [True, 5, Decimal(5), date(2026, 1, 1)]),
        (Kind.DATE, [None, date(2026, 1, 1)], [datetime(2026, 1, 1), "2026-01-01", 5]),
    ],
)
def test_only_values_of_a_kind_fit_it(kind, fitting, strange):
    assert [value for value in [*fitting, *strange] if fits(value, kind)] == fitting


def test_every_unit_has_a_kind():
    assert {unit.value: unit.kind for unit in Unit} == {
        "money": Kind.NUMBER,
        "percent": Kind.NUMBER,
        "quantity": Kind.NUMBER,
        "days": Kind.NUMBER,
        "count": Kind.NUMBER,
        "flag": Kind.FLAG,
        "category": Kind.CATEGORY,
        "date": Kind.DATE,
    }


def test_only_numbers_and_dates_have_an_order():
    assert [kind for kind in Kind if kind.is_ordered] == [Kind.NUMBER, Kind.DATE]


def test_a_fact_is_worse_when_higher_unless_told_otherwise():
    assert Fact("discount", "Deepest discount", Unit.PERCENT).direction is Direction.HIGHER


def test_a_failed_measure_says_why_and_has_no_value():
    assert Measure.failed("No price list.") == Measure(None, "No price list.", is_failed=True)
    assert not Measure(None).is_failed
