"""What do several facts of one measurement share?

Discount, margin and cost are read from the same lines, so they are read once. The note lives in process memory while
one batch of documents is measured; nothing is written meanwhile, so it cannot grow old, and nobody outside reaches it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

from odoo.sql_db import BaseCursor

Wanted = TypeVar("Wanted")

_notes: WeakKeyDictionary[BaseCursor, dict[tuple[object, ...], object]] = WeakKeyDictionary()


@contextmanager
def measuring(cr: BaseCursor) -> Iterator[None]:
    """Keep what is read by `shared` until the block is left; a measurement inside another has a note of its own."""
    before = _notes.get(cr)
    _notes[cr] = {}
    try:
        yield
    finally:
        if before is None:
            del _notes[cr]
        else:
            _notes[cr] = before


def shared(records, name: str, read: Callable[[], Wanted]) -> Wanted:
    """Return what `read` gives for these records, read once per measurement; outside of one it is read each time."""
    notes = _notes.get(records.env.cr)
    if notes is None:
        return read()
    key = (name, records._name, records._ids, records.env.company.id)
    if key not in notes:
        notes[key] = read()
    return notes[key]  # type: ignore[return-value]
