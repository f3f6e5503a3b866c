"""Does a number become exactly the number that people see?"""

from decimal import Decimal, getcontext, localcontext

import pytest
from distribution_governance.logic.facts import exact


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
