"""Which of Odoo's own edits of a committed document are no change that anybody has to answer for?

Every system writer that is treated differently stands here, with the reason. A scope is entered by a narrow override
of the one core method that writes, on the server, for the time of the call; no flag, field or context opens it. What
a scope is good for is checked again on each record (`sale.order.line._dg_is_of`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from weakref import WeakKeyDictionary

from odoo.sql_db import BaseCursor


class Writer(Enum):
    """One of Odoo's own writers, with the reason why it is treated differently."""

    DOWN_PAYMENT = (
        "Invoicing a down payment adds lines without a quantity, and posting or cancelling the invoice rewrites their "
        "price, taxes and text: they sell nothing, and what they deduct was invoiced before."
    )
    DELIVERY_COST = (
        "Shipping adds the carrier's price to the order, as the customer agreed: it is known when the goods leave only."
    )
    EXTRA_DELIVERED = (
        "Goods that left the house without being ordered get a line without an ordered quantity. They are gone "
        "already, so validating the transfer must not fail."
    )
    EXPENSE = (
        "A vendor bill or an expense that is invoiced on adds a line to the order. Whoever posts the bill cannot "
        "answer for the order, so posting must not fail."
    )

    @property
    def is_judged(self) -> bool:
        """Return whether the change is judged all the same: it stands, but delivery and invoicing may have to wait."""
        return self in (Writer.EXTRA_DELIVERED, Writer.EXPENSE)


_scopes: WeakKeyDictionary[BaseCursor, list[Writer]] = WeakKeyDictionary()


@contextmanager
def writing_as(cr: BaseCursor, writer: Writer) -> Iterator[None]:
    """Note that `writer` is at work on this cursor, for the time of the block."""
    scopes = _scopes.setdefault(cr, [])
    scopes.append(writer)
    try:
        yield
    finally:
        scopes.pop()


def writers(cr: BaseCursor) -> tuple[Writer, ...]:
    """Return the system writers at work on this cursor, the innermost last."""
    return tuple(_scopes.get(cr, ()))
