"""Does a dead receiver cost little, and is a living one found again?"""

from datetime import datetime, timedelta

import pytest
from dg_integrations.logic.breaker import Breaker, Phase
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 12, 0)
SECOND = timedelta(seconds=1)
LEASE = timedelta(seconds=60)


def after_all(outcomes, breaker=None, start=NOW, step=SECOND):
    breaker = breaker or Breaker()
    for number, is_success in enumerate(outcomes):
        breaker = breaker.after(is_success, start + number * step)
    return breaker


def opened(at=NOW):
    return after_all([False] * 10, start=at, step=timedelta(0))


def test_a_fresh_breaker_lets_everything_pass():
    assert Breaker().room(NOW, 16) == 16


def test_ten_failures_in_a_row_open_it_for_half_a_minute():
    assert after_all([False] * 9).phase is Phase.CLOSED

    breaker = opened()

    assert (breaker.phase, breaker.until) == (Phase.OPEN, NOW + 30 * SECOND)
    assert breaker.room(NOW + 29 * SECOND, 16) == 0


def test_ten_failures_in_a_row_open_it_however_slowly_they_come():
    assert after_all([False] * 10, step=timedelta(hours=1)).phase is Phase.OPEN


@pytest.mark.parametrize(
    ("outcomes", "phase"),
    [
        ([True] * 3 + [False] * 7, Phase.OPEN),
        ([True] * 4 + [False] * 6, Phase.CLOSED),
        ([True] * 2 + [False] * 7, Phase.CLOSED),
        ([False, True, False, False, False, True, False, False, True, False], Phase.OPEN),
    ],
)
def test_seven_of_ten_failures_open_it(outcomes, phase):
    assert after_all(outcomes).phase is phase


def test_what_happened_more_than_five_minutes_ago_does_not_count():
    breaker = after_all([True, False, False, False, False, False])

    breaker = after_all([True, *[False] * 4], breaker, start=NOW + timedelta(minutes=5))

    assert (breaker.phase, breaker.attempts, breaker.failures) == (Phase.CLOSED, 5, 4)


def test_a_clock_that_was_set_back_starts_counting_anew():
    breaker = after_all([True, False], start=NOW)

    assert breaker.after(False, NOW - timedelta(hours=1)).attempts == 1


def test_when_the_opening_is_over_one_probe_goes_out():
    breaker = opened()
    later = NOW + 30 * SECOND
    assert breaker.room(later, 16) == 1

    probing = breaker.probed(later, LEASE)

    assert probing.phase is Phase.HALF_OPEN
    assert probing.room(later + 59 * SECOND, 16) == 0


def test_a_probe_that_nobody_reports_is_followed_by_another():
    probing = opened().probed(NOW + 30 * SECOND, LEASE)

    assert probing.room(NOW + 90 * SECOND, 16) == 1
    assert probing.probed(NOW + 90 * SECOND, LEASE).until == NOW + 150 * SECOND


@pytest.mark.parametrize(("breaker", "at"), [(Breaker(), NOW), (opened(), NOW)])
def test_no_probe_goes_out_where_none_is_due(breaker, at):
    with pytest.raises(ValueError, match="A probe is sent when"):
        breaker.probed(at, LEASE)


def test_a_probe_that_arrives_closes_it_and_forgets_everything():
    assert opened().probed(NOW + LEASE, LEASE).after(True, NOW + LEASE) == Breaker()


def test_every_probe_that_fails_doubles_the_opening_up_to_half_an_hour():
    breaker, at, lengths = opened(), NOW, []
    for _time in range(9):
        lengths.append((breaker.until - at) // SECOND)
        at = breaker.until
        breaker = breaker.probed(at, LEASE).after(False, at)

    assert lengths == [30, 60, 120, 240, 480, 960, 1800, 1800, 1800]


def test_what_was_still_on_its_way_changes_nothing_while_it_is_open():
    breaker = opened()

    assert breaker.after(False, NOW + SECOND) == breaker
    assert breaker.after(True, NOW + SECOND).room(NOW + 2 * SECOND, 16) == 0


def test_nothing_but_failures_for_five_days_is_too_long():
    breaker = opened()

    assert breaker.failing_since == NOW
    assert not breaker.fails_too_long(NOW + timedelta(hours=120) - SECOND)
    assert breaker.fails_too_long(NOW + timedelta(hours=120))


def test_any_success_ends_the_failing():
    assert not opened().after(True, NOW + SECOND).fails_too_long(NOW + timedelta(days=30))
    assert not after_all([False, True]).fails_too_long(NOW + timedelta(days=30))


@given(
    outcomes=st.lists(st.tuples(st.booleans(), st.integers(0, 400)), max_size=80),
    most=st.integers(0, 32),
)
def test_it_never_lets_more_pass_than_asked_and_always_comes_back(outcomes, most):
    breaker, at = Breaker(), NOW
    for is_success, seconds in outcomes:
        at += seconds * SECOND
        if breaker.phase is not Phase.CLOSED and breaker.room(at, 1):
            breaker = breaker.probed(at, LEASE)
        breaker = breaker.after(is_success, at)
        assert 0 <= breaker.room(at, most) <= most
        assert breaker.phase is Phase.CLOSED or breaker.until - at <= timedelta(minutes=30)
        assert breaker.room(at + timedelta(minutes=30), 1) == 1
        assert (breaker.failing_since is None) or not is_success
