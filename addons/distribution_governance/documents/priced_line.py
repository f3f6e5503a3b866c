"""What do the lines of one order sell, at which price, against which reference and at which cost?

Amounts are untaxed, in order currency and per unit sold. A row of `sale_order_price_rows` that is not plain is
completed by what Odoo computes for the line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """One row of the query: a line with its product, or an order without lines (`line_id` is None)."""

    order_id: int
    pricelist_id: int | None
    rounding: float
    line_id: int | None
    template_id: int | None
    type: str | None
    product: str
    code: str | None
    ordered: float
    delivered: float | None
    price: float
    discount: float | None
    subtotal: float
    line_cost: float | None
    is_shipping: bool
    list_price: float
    cost: float | None
    reference: float | None
    lists: list[int] | None
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
    rows: Sequence[Row], exact: Mapping[int, tuple[float, float | None, float | None, float]]
) -> PricedOrder:
    """Return one order from its rows; `exact` holds what Odoo computed for the lines that are not plain."""
    found = [row for row in rows if row.line_id]
    selling = tuple(_line(number, row, exact.get(row.line_id)) for number, row in enumerate(found, 1) if _sells(row))
    positive = sum(row.subtotal for row in found if row.subtotal > 0)
    negative = sum(row.subtotal for row in found if row.subtotal < 0)
    is_known = all(row.is_plain or row.lists for row in rows)
    return PricedOrder(
        lines=selling,
        # Goods that come back count as well: nothing on a quotation proves that they were ever delivered.
        kept=1 + negative / positive if positive else 1.0,
        reductions=sum(row.subtotal for row in found if row.subtotal < 0 and not (_sells(row) and row.ordered > 0)),
        pricelist_id=rows[0].pricelist_id,
        own_lists=frozenset(rows[0].lists or ()) if is_known else None,
    )


def _sells(row: Row) -> bool:
    """Return whether the line sells something.

    Flags that anybody may set hide nothing: a down payment has no quantity, and shipping is the carrier's own service.
    """
    return bool(row.template_id) and row.type != "combo" and not row.is_shipping


def _line(number: int, row: Row, exact: tuple[float, float | None, float | None, float] | None) -> PricedLine:
    """Return one line; what was delivered beyond the order is sold as well."""
    if exact is None:
        price = net_price(row.price * (1 - (row.discount or 0.0) / 100), row.ordered, row.subtotal, row.rounding)
        exact = price, row.reference or None, row.list_price or None, max(row.cost or 0.0, row.line_cost or 0.0)
    net, reference, list_price, cost = exact
    quantity = row.ordered if row.ordered < 0 else max(row.ordered, row.delivered or 0.0)
    return PricedLine(
        number=number,
        product=f"[{row.code}] {row.product}" if row.code else row.product,
        is_goods=row.type == "consu",
        quantity=quantity,
        amount=row.subtotal if quantity == row.ordered else net * quantity,
        net=net,
        reference=reference,
        list_price=list_price,
        cost=cost,
    )
