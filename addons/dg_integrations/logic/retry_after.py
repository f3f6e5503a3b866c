"""How long does a receiver ask to be left alone?"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=24)

_SECONDS = re.compile(r"[0-9]{1,40}", re.ASCII)
_LONGEST_HEADER = 64


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Return the wait that a Retry-After header asks for: 24 hours at most; None for no header or one without sense.

    The header holds whole seconds or an HTTP date (RFC 9110, section 10.2.3); a date that has passed asks for no wait.
    `now` is naive UTC.
    """
    text = (header or "").strip()
    if not text or len(text) > _LONGEST_HEADER:
        return None
    if _SECONDS.fullmatch(text):
        return timedelta(seconds=min(int(text), int(LONGEST.total_seconds())))
    moment = _moment(text)
    return None if moment is None else min(max(moment - now, timedelta(0)), LONGEST)


def _moment(text: str) -> datetime | None:
    """Return the moment that an HTTP date names, naive UTC. A date without a zone is meant in GMT."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
