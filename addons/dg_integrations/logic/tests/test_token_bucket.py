"""Is the rate kept to the microsecond, and is nobody kept out for longer than it takes?"""

from datetime import datetime, timedelta

import pytest
from dg_integrations.logic.token_bucket import Rate, take
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 12, 0)
SECOND = timedelta(seconds=1)
RATE = Rate(capacity=3, interval=SECOND)


def test_a_full_bucket_gives_what_it_holds_and_then_says_how_long_to_wait():
    full_at, waits = None, []
    for _time in range(5):
        full_at, wait = take(RATE, full_at, NOW)
        waits.append(wait)

    assert waits == [timedelta(0), timedelta(0), timedelta(0), SECOND, SECOND]


def test_whoever_waits_as_told_is_allowed():
    empty = take(RATE, None, NOW, tokens=3).full_at
    refused = take(RATE, empty, NOW + SECOND / 4)

    assert not refused.is_allowed
    assert refused.wait == SECOND * 3 / 4
    assert take(RATE, refused.full_at, NOW + SECOND / 4 + refused.wait).is_allowed


def test_an_idle_bucket_holds_no_more_than_its_capacity():
    full_at = take(RATE, None, NOW).full_at
    later = NOW + timedelta(days=9)

    full_at, wait = take(RATE, full_at, later, tokens=3)

    assert not wait
    assert not take(RATE, full_at, later).is_allowed


def test_several_tokens_are_taken_together_or_not_at_all():
    full_at = take(RATE, None, NOW, tokens=2).full_at
    refused = take(RATE, full_at, NOW, tokens=2)

    assert refused == (full_at, SECOND)
    assert take(RATE, refused.full_at, NOW).is_allowed


def test_a_clock_that_was_set_back_costs_one_empty_bucket_at_most():
    full_at = take(RATE, None, NOW + timedelta(days=365), tokens=3).full_at

    assert take(RATE, full_at, NOW).wait == SECOND


def test_so_many_a_minute_are_never_more_than_that():
    rate = Rate.per_minute(7, capacity=1)

    assert rate.interval * 7 >= timedelta(minutes=1)
    assert Rate.per_minute(60, capacity=1).interval == SECOND


@pytest.mark.parametrize("tokens", [0, 4, -1])
def test_more_than_the_bucket_holds_can_never_be_taken(tokens):
    with pytest.raises(ValueError, match="From 1 to 3 tokens"):
        take(RATE, None, NOW, tokens)


@pytest.mark.parametrize("make", [lambda: Rate(0, SECOND), lambda: Rate(1, 0 * SECOND), lambda: Rate.per_minute(0, 1)])
def test_a_bucket_that_never_gives_anything_is_a_mistake(make):
    with pytest.raises(ValueError, match="at least one"):
        make()


@given(
    capacity=st.integers(1, 5),
    interval=st.integers(1, 10**7),
    asked=st.lists(st.tuples(st.integers(0, 10**7), st.integers(1, 5)), max_size=40),
)
def test_in_no_stretch_of_time_are_more_taken_than_saved_up_and_refilled(capacity, interval, asked):
    rate = Rate(capacity, timedelta(microseconds=interval))
    full_at, now, taken = None, NOW, []
    for pause, tokens in asked:
        now += timedelta(microseconds=pause)
        full_at, wait = take(rate, full_at, now, min(tokens, capacity))
        if not wait:
            taken.append((now, min(tokens, capacity)))
        else:
            assert take(rate, full_at, now + wait, min(tokens, capacity)).is_allowed

    for first, (start, _tokens) in enumerate(taken):
        for last in range(first, len(taken)):
            refilled = (taken[last][0] - start) / rate.interval
            assert sum(tokens for _at, tokens in taken[first : last + 1]) <= capacity + refilled
