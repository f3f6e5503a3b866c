"""What do the lines of one order sell, at which price, against which reference and at which cost?

Amounts are untaxed, in order currency and per unit sold. A row that is not plain is completed by what Odoo computes for
its line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """One line of an order as it stands; `product` is empty when the line has none.

    `is_selling` is False for what has no price of its own: a line without product, the heading of a combo, shipping.
    """

    line_id: int
    product: str
    is_goods: bool
    is_selling: bool
    ordered: float
    delivered: float
    price: float
    discount: float
    subtotal: float
    rounding: float
    line_cost: float
    list_price: float
    cost: float
    reference: float | None
    is_plain: bool


@dataclass(frozen=True, slots=True)
class PricedLine:
    """One line that sells something. `reference` and `list_price` are None where there is no price to compare with."""

    number: int
    product: str
    is_goods: bool
    quantity: float
    amount: float
    net: float
    reference: float | None
    list_price: float | None
    cost: float


@dataclass(frozen=True, slots=True)
class PricedOrder:
    """The lines of one order that sell something, and which part of their amounts is left at the bottom of the order.

    `own_lists` are the price lists that are the customer's own; None when only Odoo can tell.
    """

    lines: tuple[PricedLine, ...]
    kept: float
    reductions: float
    pricelist_id: int | None
    own_lists: frozenset[int] | None

    @property
    def sold(self) -> tuple[PricedLine, ...]:
        """Return the lines that go out; what comes back earns nothing."""
        return tuple(line for line in self.lines if line.quantity > 0)


def net_price(price: float, quantity: float, subtotal: float, rounding: float) -> float:
    """Return a unit price, or the line's amount per unit where that is lower by more than rounding: it is invoiced."""
    return subtotal / quantity if subtotal < price * quantity - rounding else price


def priced_order(
    rows: Sequence[Row],
    exact: Mapping[int, tuple[float, float | None, float | None, float]],
    pricelist_id: int | None,
    own_lists: frozenset[int] | None,
) -> PricedOrder:
    """Return one order from its rows; `exact` holds what Odoo computed for the lines that are not plain."""
    positive = sum(row.subtotal for row in rows if row.subtotal > 0)
    negative = sum(row.subtotal for row in rows if row.subtotal < 0)
    return PricedOrder(
        lines=tuple(_line(number, row, exact.get(row.line_id)) for number, row in enumerate(rows, 1) if row.is_selling),
        # Goods that come back count as well: nothing on a quotation proves that they were ever delivered.
        kept=1 + negative / positive if positive else 1.0,
        reductions=sum(row.subtotal for row in rows if row.subtotal < 0 and not (row.is_selling and row.ordered > 0)),
        pricelist_id=pricelist_id,
        own_lists=own_lists,
    )


def _line(number: int, row: Row, exact: tuple[float, float | None, float | None, float] | None) -> PricedLine:
    """Return one line; what was delivered beyond the order is sold as well."""
    if exact is None:
        price = net_price(row.price * (1 - row.discount / 100), row.ordered, row.subtotal, row.rounding)
        exact = price, row.reference or None, row.list_price or None, max(row.cost, row.line_cost)
    net, reference, list_price, cost = exact
    quantity = row.ordered if row.ordered < 0 else max(row.ordered, row.delivered)
    return PricedLine(
        number=number,
        product=row.product,
        is_goods=row.is_goods,
        quantity=quantity,
        amount=row.subtotal if quantity == row.ordered else net * quantity,
        net=net,
        reference=reference,
        list_price=list_price,
        cost=cost,
    )
