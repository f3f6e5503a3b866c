"""Is a receiver left alone for as long as it asks, if what it asks makes sense?"""

from datetime import datetime, timedelta

import pytest
from dg_integrations.logic.retry_after import LONGEST, retry_after
from hypothesis import given
from hypothesis import strategies as st

NOW = datetime(2026, 11, 24, 12, 0)
DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("0", timedelta(0)),
        ("120", timedelta(minutes=2)),
        (" 120 ", timedelta(minutes=2)),
        ("315360000", DAY),
        ("9" * 40, DAY),
        ("Tue, 24 Nov 2026 12:05:00 GMT", timedelta(minutes=5)),
        ("Tuesday, 24-Nov-26 12:05:00 GMT", timedelta(minutes=5)),
        ("Tue Nov 24 12:05:00 2026", timedelta(minutes=5)),
        ("Tue, 24 Nov 2026 13:05:00 +0100", timedelta(minutes=5)),
        ("Tue, 24 Nov 2026 11:00:00 GMT", timedelta(0)),
        ("Fri, 24 Nov 2036 12:00:00 GMT", DAY),
    ],
)
def test_seconds_and_dates_are_understood_up_to_a_day(header, wait):
    assert retry_after(header, NOW) == wait


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "   ",
        "soon",
        "-5",
        "+5",
        "1.5",
        "1e3",
        "٥",
        "0x10",
        "9" * 65,
        "Tue, 99 Nov 2026 12:05:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 -9999",
        "Tue, 24 Nov 2026 12:05:00 +99999999999999999",
    ],
)
def test_what_makes_no_sense_asks_for_nothing(header):
    assert retry_after(header, NOW) is None


@given(st.text(max_size=70) | st.text("Tue, 24Nov:+-GMT", max_size=30))
def test_no_header_is_worse_than_none(header):
    wait = retry_after(header, NOW)

    assert wait is None or timedelta(0) <= wait <= LONGEST
