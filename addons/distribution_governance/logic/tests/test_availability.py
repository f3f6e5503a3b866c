"""Is stock promised once only, and as early as it can be?"""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from distribution_governance.logic.availability import Demand, ready_at, shortages
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 3, 2, 9)


def day(number):
    return NOW + timedelta(days=number)


def on_hand(quantity):
    return (datetime.min, Decimal(quantity))


def wants(*demands):
    return [Demand(Decimal(quantity), day(due)) for quantity, due in demands]


@pytest.mark.parametrize(
    ("movements", "demands", "missing"),
    [
        ([on_hand(10)], [(10, 0)], [0]),
        ([on_hand(10)], [(11, 0)], [1]),
        ([], [(4, 0)], [4]),
        ([on_hand(-3)], [(4, 0)], [4]),
        ([on_hand(10)], [(6, 0), (6, 0)], [0, 2]),
        ([on_hand(10)], [(12, 0), (1, 0)], [2, 1]),
        ([on_hand(2), (day(3), Decimal(8))], [(10, 2)], [8]),
        ([on_hand(2), (day(3), Decimal(8))], [(10, 3)], [0]),
        ([on_hand(10), (day(1), Decimal(-4))], [(10, 0)], [0]),
        ([on_hand(10), (day(1), Decimal(-4))], [(10, 1)], [4]),
    ],
)
def test_what_is_missing(movements, demands, missing):
    assert shortages(movements, wants(*demands)) == [Decimal(number) for number in missing]


def test_promise_for_later_leaves_nothing_for_today():
    assert shortages([on_hand(10)], wants((10, 30), (10, 0))) == [0, 10]


def test_promise_out_of_a_later_receipt_leaves_today_alone():
    assert shortages([on_hand(10), (day(20), Decimal(10))], wants((10, 30), (10, 0))) == [0, 0]


def test_goods_are_ready_with_the_receipt_that_completes_them():
    movements = [on_hand(2), (day(3), Decimal(3)), (day(5), Decimal(5))]

    assert ready_at(movements, wants((2, 1), (8, 1), (1, 1))) == [day(1), day(5), None]


def test_goods_are_not_ready_before_they_are_due():
    assert ready_at([on_hand(5)], wants((5, 4))) == [day(4)]


def test_receipt_that_is_late_counts_as_there():
    assert ready_at([(day(-2), Decimal(5))], wants((5, 0))) == [day(0)]


QUANTITIES = st.integers(0, 9).map(Decimal)
MOVEMENTS = st.lists(st.tuples(st.integers(-3, 6).map(day), st.integers(-5, 9).map(Decimal)), max_size=6)
RECEIPTS = st.lists(st.tuples(st.integers(-3, 6).map(day), QUANTITIES), max_size=6)
DEMANDS = st.lists(st.builds(Demand, QUANTITIES, st.integers(0, 6).map(day)), max_size=6)


@given(receipts=RECEIPTS, demands=DEMANDS)
def test_no_more_is_promised_until_any_moment_than_has_come_in_by_then(receipts, demands):
    missing = shortages(receipts, demands)
    for moment in {demand.due for demand in demands}:
        there = sum(quantity for when, quantity in receipts if when <= moment)
        taken = sum(
            demand.quantity - short for demand, short in zip(demands, missing, strict=True) if demand.due <= moment
        )
        assert taken <= there


@given(movements=MOVEMENTS, demand=st.builds(Demand, QUANTITIES, st.integers(0, 6).map(day)))
def test_what_is_ready_when_due_is_not_short(movements, demand):
    is_ready = ready_at(movements, [demand]) == [demand.due]

    assert is_ready == (shortages(movements, [demand]) == [0]) or demand.quantity == 0
