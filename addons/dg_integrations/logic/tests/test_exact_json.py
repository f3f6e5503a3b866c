"""Are equal values equal bytes, and is nothing lost on the way?"""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType

import pytest
from dg_integrations.logic.exact_json import LARGEST_NUMBER, UnwritableError, moment, written
from hypothesis import given
from hypothesis import strategies as st

SCALARS = st.none() | st.booleans() | st.integers(-LARGEST_NUMBER, LARGEST_NUMBER) | st.text(max_size=8)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=10,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-7, "-7"),
        ("Größe „ß“ 漢字", '"Größe „ß“ 漢字"'),
        ('"\\\n', '"\\"\\\\\\n"'),
        (Decimal("1250.50"), '"1250.50"'),
        (Decimal("1E+3"), '"1000"'),
        (Decimal("-0.00"), '"-0.00"'),
        (date(2026, 2, 3), '"2026-02-03"'),
        (datetime(2026, 2, 3, 4, 5, 6), '"2026-02-03T04:05:06Z"'),
        ({"b": [1, (2,)], "a": MappingProxyType({"c": None})}, '{"a":{"c":null},"b":[1,[2]]}'),
    ],
)
def test_every_value_has_one_text(value, text):
    assert written(value) == text


def test_moments_are_told_in_utc_and_with_a_fraction_only_where_they_have_one():
    assert moment(datetime(2026, 2, 3, 4, 5, 6, 7000)) == "2026-02-03T04:05:06.007000Z"
    assert moment(datetime(2026, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2)))) == "2026-02-03T02:05:06Z"
    assert moment(datetime(2026, 2, 3, tzinfo=UTC)) == "2026-02-03T00:00:00Z"


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ({"lines": [{"price": 1.5}]}, "data.lines[0].price is a float, which has no exact JSON. Give a text,"),
        ({"file": b"\xff"}, "data.file is a bytes, which has no exact JSON."),
        ({"tags": {"a"}}, "data.tags is a set, which has no exact JSON."),
        (float("nan"), "data is a float"),
        (Decimal("NaN"), "data is NaN, which is no number in JSON."),
        (Decimal("-Infinity"), "data is -Infinity, which is no number in JSON."),
        (Decimal("1e999999"), "data has more than 400 digits."),
        (Decimal("1e-999999"), "data has more than 400 digits."),
        (Decimal("1" * 500), "data has more than 400 digits."),
        ([2**53], "data[0] is too large for receivers to read exactly."),
        ({1: "x"}, "The key 1 of data is not a text."),
        ({"a": "\ud800"}, "data.a holds half a character"),
        ({"\ud800": 1}, "The key '\\ud800' of data holds half a character"),
    ],
)
def test_what_has_no_exact_json_is_refused_by_its_place(value, sentence):
    with pytest.raises(UnwritableError) as refused:
        written(value)

    assert str(refused.value).startswith(sentence)


@given(VALUES)
def test_what_was_written_reads_back_as_it_was(value):
    assert json.loads(written(value)) == value


@given(st.dictionaries(st.text(max_size=4), SCALARS, max_size=5))
def test_the_order_of_keys_makes_no_difference(value):
    assert written(dict(reversed(value.items()))) == written(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6))
def test_no_digit_of_a_decimal_is_lost(number):
    assert str(Decimal(json.loads(written(number)))) == f"{number:f}"
