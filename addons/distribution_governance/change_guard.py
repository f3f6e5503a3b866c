"""Which change of committed documents is running on a cursor, and what were they like before it?

The outermost write of a change opens the guard; whatever it calls joins in, so that a change is judged once and as a
whole, with everything Odoo computes from it. The guard lives in process memory, outside everything a client, a server
action or a context can reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from weakref import WeakKeyDictionary

from odoo.sql_db import BaseCursor

from .clearance import Key
from .logic.case import Case
from .logic.operation import Operation


class Purpose(Enum):
    """What becomes of a change that is outside policy."""

    # A person makes it: it is refused.
    ATTENDED = "attended"
    # The system makes it, or a person's work that must not fail: it stands, and delivery and invoicing wait.
    UNATTENDED = "unattended"
    # Somebody asks what it would do: it is taken back either way.
    PROPOSED = "proposed"
    # It was asked for and released: it is made, unless the release does not cover it any more.
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one document stands: its case, and the business partner that releases of it were given for."""

    case: Case
    party: str


@dataclass(slots=True, eq=False)
class Change:
    """One running change: what is written, on whose account, and how each document stood when it was first touched."""

    operation: Operation
    purpose: Purpose
    proposal_id: int | None = None
    before: dict[Key, Standing] = field(default_factory=dict)


class Verdicts(Exception):
    """Carries how documents would stand after a change out of the savepoint that is rolled back."""

    def __init__(self, cases: dict[Key, Case]) -> None:
        """Keep {key of a document: its case after the change}."""
        self.cases = cases
        super().__init__(cases)


_running: WeakKeyDictionary[BaseCursor, Change] = WeakKeyDictionary()


def running(cr: BaseCursor) -> Change | None:
    """Return the change that is running on this cursor, or None."""
    return _running.get(cr)


@contextmanager
def guarding(cr: BaseCursor, change: Change) -> Iterator[Change]:
    """Let everything inside the block belong to `change`."""
    _running[cr] = change
    try:
        yield change
    finally:
        _running.pop(cr, None)


@contextmanager
def joining(cr: BaseCursor, change: Change) -> Iterator[Change]:
    """Let everything inside the block belong to the change that is running, else to `change`, which nobody judges."""
    if outer := running(cr):
        yield outer
    else:
        with guarding(cr, change):
            yield change
