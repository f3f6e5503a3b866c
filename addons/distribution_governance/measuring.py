"""What do several facts of one measurement share?

Discount, margin and cost are read from the same lines, so they are read once. The note lives in process memory while
one batch of documents is measured; nothing is written meanwhile, so it cannot grow old, and nobody outside reaches it.
What follows from a decision at once may ask for it again (`keeping`, `recalled`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from weakref import WeakKeyDictionary

from odoo.sql_db import BaseCursor

Wanted = TypeVar("Wanted")

_notes: WeakKeyDictionary[BaseCursor, dict[tuple[object, ...], object]] = WeakKeyDictionary()
_kept: WeakKeyDictionary[BaseCursor, dict[tuple[object, ...], object]] = WeakKeyDictionary()


@contextmanager
def measuring(cr: BaseCursor) -> Iterator[None]:
    """Keep what is read by `shared` until the block is left; a measurement inside another has a note of its own."""
    before = _notes.get(cr)
    _notes[cr] = {}
    try:
        yield
    finally:
        if cr in _kept:
            _kept[cr].update(_notes[cr])
        _put_back(_notes, cr, before)


@contextmanager
def keeping(cr: BaseCursor) -> Iterator[None]:
    """Keep what is measured inside the block until it is left; whoever opens it writes nothing that is measured."""
    before = _kept.get(cr)
    _kept[cr] = {}
    try:
        yield
    finally:
        _put_back(_kept, cr, before)


def shared(records, name: str, read: Callable[[], Wanted]) -> Wanted:
    """Return what `read` gives for these records, read once per measurement; outside of one it is read each time."""
    notes = _notes.get(records.env.cr)
    if notes is None:
        return read()
    key = (name, records._name, records._ids, records.env.company.id)
    if key not in notes:
        notes[key] = read()
    return notes[key]  # type: ignore[return-value]


def recalled(records, name: str) -> object | None:
    """Return what was kept under this name when these records were measured, alone or with others; None without."""
    own, company_id = set(records._ids), records.env.company.id
    for (what, model, ids, company), found in _kept.get(records.env.cr, {}).items():
        if (what, model, company) == (name, records._name, company_id) and own <= set(ids):
            return found
    return None


def _put_back(notes, cr: BaseCursor, before: dict[tuple[object, ...], object] | None) -> None:
    """Let a cursor have the note again that it had before."""
    if before is None:
        del notes[cr]
    else:
        notes[cr] = before
