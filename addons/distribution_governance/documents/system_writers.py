"""Is a line of an order really the work of the system writer whose scope is open?

A scope lasts as long as one call of Odoo, and other things may happen in it. So each line is looked at: only what the
writer is there for is treated differently (see `exempt`).
"""

from collections.abc import Mapping

from ..exempt import Writer

# What marks a line as the work of a writer.
_MARKS = {
    Writer.DOWN_PAYMENT: "is_downpayment",
    Writer.DELIVERY_COST: "is_delivery",
    Writer.EXPENSE: "is_expense",
}
# What a writer changes on a line that is there already.
_REWRITTEN = frozenset({"price_unit", "technical_price_unit", "tax_ids", "name", "extra_tax_data"})
# The lines of these sell nothing.
_WITHOUT_QUANTITY = (Writer.DOWN_PAYMENT, Writer.EXTRA_DELIVERED)


def is_work_of(writer, lines, operation=None):
    """Return whether all of `lines` (records, or values of new ones) are what `writer` writes.

    `operation` is what is done to them, when something is written and not only computed.
    """
    if operation and operation.method == "write" and not _REWRITTEN.issuperset(operation.values):
        return False
    return bool(lines) and all(_is_line_of(writer, line) for line in lines)


def _is_line_of(writer, line):
    """Return whether one line bears the mark of the writer, and sells nothing where the writer's lines do not."""
    if isinstance(line, Mapping):
        quantity = 0 if line.get("display_type") else line.get("product_uom_qty", 1)
        is_marked = line.get(_MARKS[writer]) if writer in _MARKS else "qty_delivered" in line
    else:
        quantity = line.product_uom_qty
        is_marked = line[_MARKS[writer]] if writer in _MARKS else line.qty_delivered
    return bool(is_marked) and not (writer in _WITHOUT_QUANTITY and quantity)
