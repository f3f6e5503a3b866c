"""Since when does what waits belong into the mail of the next morning?"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MORNING = time(7)


def last_morning(now: datetime, zone: str) -> datetime:
    """Return the last 7:00 o'clock that has passed in the time zone `zone`; `now` and the result are naive UTC."""
    here = now.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    day = here.date() if here.time() >= MORNING else here.date() - timedelta(days=1)
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None)
