"""May this one transition pass the narrow waist now?

A clearance is the front door's note to the waist: this document was decided, with this content, in this transaction.
It lives in process memory, outside everything a client, a server action or a context can reach, and only while the
front door's call is running: leaving the `with` block, a commit or a rollback drops whatever was not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from weakref import WeakKeyDictionary

from odoo.sql_db import BaseCursor


class Key(NamedTuple):
    """One transition of one document."""

    model: str
    document_id: int
    gate: str


_granted: WeakKeyDictionary[BaseCursor, dict[Key, object]] = WeakKeyDictionary()


@contextmanager
def cleared(cr: BaseCursor, contents: Mapping[Key, object]) -> Iterator[None]:
    """Let each transition of `contents` pass once inside the block, with exactly the content that was decided on."""
    granted = _granted.setdefault(cr, {})
    granted.update(contents)
    # A transaction that ends inside the block must not leave permissions to the next one on this cursor.
    cr.postcommit.add(granted.clear)
    cr.postrollback.add(granted.clear)
    try:
        yield
    finally:
        for key in contents:
            granted.pop(key, None)


def has_clearance(cr: BaseCursor, key: Key) -> bool:
    """Return whether the front door lets `key` pass now, whatever has become of its content."""
    return key in _granted.get(cr, {})


def is_cleared(cr: BaseCursor, key: Key, content: object) -> bool:
    """Return whether `key` may pass with exactly this content; does not use the clearance up."""
    granted = _granted.get(cr, {})
    return key in granted and granted[key] == content


def consume(cr: BaseCursor, key: Key) -> None:
    """Use up the clearance of `key`, if there is one."""
    _granted.get(cr, {}).pop(key, None)
