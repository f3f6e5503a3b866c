"""When is the morning of somebody else?"""

from datetime import datetime

import pytest
from dg_approvals.logic.morning import last_morning


@pytest.mark.parametrize(
    ("now", "zone", "expected"),
    [
        ("2026-11-23 12:00", "UTC", "2026-11-23 07:00"),
        ("2026-11-23 07:00", "UTC", "2026-11-23 07:00"),
        ("2026-11-23 06:59", "UTC", "2026-11-22 07:00"),
        ("2026-11-23 06:30", "Europe/Berlin", "2026-11-23 06:00"),
        ("2026-07-23 05:30", "Europe/Berlin", "2026-07-23 05:00"),
        ("2026-11-23 21:30", "Asia/Tokyo", "2026-11-22 22:00"),
        ("2026-11-23 22:30", "Asia/Tokyo", "2026-11-23 22:00"),
        # The night in which the clocks change lies before the morning.
        ("2026-03-29 05:30", "Europe/Berlin", "2026-03-29 05:00"),
    ],
)
def test_last_morning_is_seven_where_the_reader_is(now, zone, expected):
    assert last_morning(datetime.fromisoformat(now), zone) == datetime.fromisoformat(expected)
