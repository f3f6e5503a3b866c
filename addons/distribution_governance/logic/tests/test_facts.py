"""Does a measured value keep every digit on its way in, to JSON and back?"""

from datetime import date, datetime
from decimal import Decimal

import pytest
from distribution_governance.logic.facts import (
    Direction,
    Fact,
    Kind,
    Measure,
    Unit,
    decode,
    encode,
    fits,
    plain,
    settled,
)
from hypothesis import given
from hypothesis import strategies as st

MANY_DIGITS = "1234567890123456789012345678901234567890.000000000000000000000000000000000000001"


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
        (frozenset({"VIP", "EU"}), ["EU", "VIP"]),
        (("VIP", "EU", "VIP"), ["EU", "VIP"]),
        (("",), [""]),
        (frozenset(), None),
        ((), None),
    ],
)
def test_a_value_has_one_stored_form(value, raw):
    assert encode(value) == raw
    assert type(encode(value)) is type(raw)


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        datetime(2026, 1, 31, 8),
        Decimal("NaN"),
        Decimal("Infinity"),
        b"EU",
        [],
        ["EU"],
        {"EU"},
        ("EU", 1),
        object(),
    ],
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
        (["EU", "VIP"], Unit.LABELS, frozenset({"EU", "VIP"})),
        (None, Unit.LABELS, None),
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
        ("VIP", Unit.LABELS, "labels"),
        ([], Unit.LABELS, "labels"),
        (["VIP", None], Unit.LABELS, "labels"),
        (["VIP"], Unit.CATEGORY, "category"),
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


@given(st.frozensets(st.text(max_size=3), min_size=1))
def test_all_labels_survive_storing(labels):
    assert decode(encode(labels), Unit.LABELS) == labels
    assert encode(tuple(labels)) == encode(labels)


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (("VIP", "EU", "VIP"), frozenset({"EU", "VIP"})),
        (frozenset({"EU"}), frozenset({"EU"})),
        ((), None),
        (frozenset(), None),
        (None, None),
        ("EU", "EU"),
        ("", ""),
        (False, False),
        (Decimal(0), Decimal(0)),
    ],
)
def test_equal_values_have_one_form(value, form):
    assert settled(value) == form
    assert type(settled(value)) is type(form)


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
        (Kind.LABELS, [None, frozenset(), (), ("EU",), frozenset({"EU", ""})], ["EU", {"EU"}, ["EU"], ("EU", None)]),
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
        "labels": Kind.LABELS,
        "date": Kind.DATE,
    }


def test_only_numbers_and_dates_have_an_order():
    assert [kind for kind in Kind if kind.is_ordered] == [Kind.NUMBER, Kind.DATE]


def test_a_fact_is_worse_when_higher_unless_told_otherwise():
    assert Fact("discount", "Deepest discount", Unit.PERCENT).direction is Direction.HIGHER


def test_a_failed_measure_says_why_and_has_no_value():
    assert Measure.failed("No price list.") == Measure(None, "No price list.", is_failed=True)
    assert not Measure(None).is_failed
