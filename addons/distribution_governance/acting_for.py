"""Who really acts when an operation is carried out with somebody else's rights?

A released document resumes with the rights of the person who asked for it, but the person who acts is the one who
released it. The journal needs both. The note lives in process memory for the time of the call.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from odoo.sql_db import BaseCursor

_actors: WeakKeyDictionary[BaseCursor, int] = WeakKeyDictionary()


@contextmanager
def acting(cr: BaseCursor, actor_id: int) -> Iterator[None]:
    """Record `actor_id` as the one who acts, for everything done on this cursor inside the block."""
    before = _actors.get(cr)
    _actors[cr] = actor_id
    try:
        yield
    finally:
        if before is None:
            del _actors[cr]
        else:
            _actors[cr] = before


def actor(cr: BaseCursor) -> int | None:
    """Return the user id noted for this cursor, or None when people act for themselves."""
    return _actors.get(cr)
