"""How much may one person release?"""

from datetime import date
from decimal import Decimal

import pytest
from dg_approvals.logic.authority import Limit, exceeded
from hypothesis import given
from hypothesis import strategies as st

TODAY = date(2026, 3, 2)
LIMITED = {"discount", "amount", "margin"}
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=2)


def limit(bound, fact="discount", **values):
    return Limit(fact, Decimal(bound), **values)


def facts_exceeded(limits, **values):
    return list(exceeded(limits, {key: Decimal(value) for key, value in values.items()}, TODAY, LIMITED))


def test_the_bound_itself_is_allowed():
    assert not facts_exceeded([limit(20)], discount=20)
    assert facts_exceeded([limit(20)], discount="20.01") == ["discount"]


def test_where_lower_is_worse_the_bound_is_a_floor():
    margin = limit(15, "margin", is_higher_worse=False)

    assert not facts_exceeded([margin], margin=15)
    assert facts_exceeded([margin], margin=14) == ["margin"]


def test_the_most_generous_limit_counts():
    assert not facts_exceeded([limit(10), limit(30)], discount=25)


def test_a_fact_on_which_nobody_holds_a_limit_is_not_narrowed():
    assert not facts_exceeded([limit(10)], stock=1_000_000)


def test_whoever_holds_no_limit_where_others_do_has_no_authority():
    assert exceeded([limit(10)], {"amount": Decimal(1)}, TODAY, LIMITED) == {"amount": None}


def test_every_fact_must_fit():
    limits = [limit(20), limit(50_000, "amount")]

    assert facts_exceeded(limits, discount=25, amount=60_000) == ["discount", "amount"]
    assert facts_exceeded(limits, discount=15, amount=60_000) == ["amount"]


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "is_allowed"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (date(2026, 3, 3), None, False),
        (None, date(2026, 3, 1), False),
    ],
)
def test_a_limit_counts_on_its_days_only(valid_from, valid_to, is_allowed):
    dated = limit(20, valid_from=valid_from, valid_to=valid_to)

    assert (not facts_exceeded([dated], discount=5)) is is_allowed


def test_what_is_exceeded_is_told_by_the_most_generous_limit():
    told = exceeded([limit(10), limit(30), limit(20)], {"discount": Decimal(40)}, TODAY, LIMITED)
    assert told["discount"].bound == 30

    floors = [limit(10, is_higher_worse=False), limit(5, is_higher_worse=False)]
    told = exceeded(floors, {"discount": Decimal(1)}, TODAY, LIMITED)
    assert told["discount"].bound == 5


@given(st.lists(NUMBERS, min_size=1, max_size=5), NUMBERS)
def test_one_person_s_limits_are_worth_as_much_as_the_largest(bounds, value):
    limits = [Limit("discount", bound) for bound in bounds]

    assert bool(exceeded(limits, {"discount": value}, TODAY, LIMITED)) is (value > max(bounds))
