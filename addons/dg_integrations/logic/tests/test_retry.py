"""Is a delivery tried again when it should be, and at last no more?"""

from datetime import timedelta

import pytest
from dg_integrations.logic.retry import LONGEST_WAIT, MOST_ATTEMPTS, STANDARD, Schedule, ScheduleError
from hypothesis import given
from hypothesis import strategies as st

JITTER = st.floats(0, 1, exclude_max=True)
SECONDS = st.lists(st.integers(0, 604_800), min_size=1, max_size=MOST_ATTEMPTS)


def test_the_standard_schedule_is_that_of_standard_webhooks():
    assert sum(STANDARD.waits, timedelta(0)) == timedelta(hours=75, minutes=35, seconds=5)
    assert len(STANDARD.waits) == 10
    assert STANDARD.wait_after(0, jitter=0.9) == timedelta(0)


@pytest.mark.parametrize(
    ("jitter", "minutes"),
    [(0, 4), (0.25, 4.5), (0.5, 5), (0.75, 5.5)],
)
def test_a_wait_is_spread_by_a_fifth(jitter, minutes):
    assert STANDARD.wait_after(2, jitter) == timedelta(minutes=minutes)


def test_after_the_last_attempt_there_is_no_wait():
    assert STANDARD.wait_after(9, 0.5) == timedelta(hours=24)
    assert STANDARD.wait_after(10, 0.5) is None
    assert STANDARD.wait_after(99, 0.5, at_least=timedelta(hours=1)) is None


def test_what_the_receiver_asks_for_makes_a_wait_longer_and_never_shorter():
    assert STANDARD.wait_after(1, 0.5, at_least=timedelta(minutes=2)) == timedelta(minutes=2)
    assert STANDARD.wait_after(4, 0.5, at_least=timedelta(minutes=2)) == timedelta(hours=2)


@pytest.mark.parametrize(("attempts", "jitter"), [(0, 1), (0, -0.1), (-1, 0.5), (0, float("nan"))])
def test_a_number_that_is_no_jitter_is_a_mistake(attempts, jitter):
    with pytest.raises(ValueError, match="jitter lies in"):
        STANDARD.wait_after(attempts, jitter)


def test_a_schedule_is_written_as_people_write_it():
    assert Schedule.read("0 5s 5m,30m 2h, 1d") == Schedule.of_seconds((0, 5, 300, 1800, 7200, 86_400))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("5 minutes", "“minutes” is no wait. Write a number and s, m, h or d, such as 30s or 2h."),
        ("-5s", "“-5s” is no wait."),
        ("٥s", "“٥s” is no wait."),
        ("99999999", "“99999999” is no wait."),
        ("", "A schedule has 1 to 30 waits, not 0."),
        ("1s " * 31, "A schedule has 1 to 30 waits, not 31."),
        ("8d", "A wait lasts from 0 seconds to 7 days."),
    ],
)
def test_a_schedule_that_cannot_be_used_says_why(text, sentence):
    with pytest.raises(ScheduleError) as refused:
        Schedule.read(text)

    assert str(refused.value).startswith(sentence)


def test_a_negative_wait_is_refused():
    with pytest.raises(ScheduleError):
        Schedule((timedelta(seconds=-1),))


@given(seconds=SECONDS, attempts=st.integers(0, 40), jitter=JITTER, asked=st.integers(0, 86_400))
def test_every_wait_lies_within_its_bounds_and_attempts_come_to_an_end(seconds, attempts, jitter, asked):
    at_least = timedelta(seconds=asked)
    wait = Schedule.of_seconds(seconds).wait_after(attempts, jitter, at_least)

    assert (wait is None) is (attempts >= len(seconds))
    if wait is not None:
        planned = timedelta(seconds=seconds[attempts])
        assert max(planned * 0.8, at_least) <= wait <= max(planned * 1.2, at_least)
        assert wait <= LONGEST_WAIT * 1.2
