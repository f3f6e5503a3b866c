from odoo import models

from odoo.addons.distribution_governance.documents.sale_order_margin import MARGIN_GROUP, margin_of
from odoo.addons.distribution_governance.logic.facts import Measure
from odoo.addons.distribution_governance.measuring import measuring

from ..models.panel_reader import columns

# What people read of one order; a long order is opened.
SHOWN = 80


class SaleOrder(models.Model):
    """What whoever decides on an order looks at: the lines, the credit, the customer and the stock."""

    _inherit = "sale.order"

    def _dg_panels(self, reader):
        """Add the panels of an order; prices, stock and debts are those that the facts are measured from."""
        self.ensure_one()
        self.env.flush_all()
        judged = self._dg_for_judging()
        judged = judged.with_company(judged.company_id)
        with measuring(self.env.cr):
            return [
                *super()._dg_panels(reader),
                reader.panel("order", self.env._("Order"), lambda: judged._dg_order_panel(reader)),
                reader.panel("credit", self.env._("Credit"), lambda: judged._dg_credit_panel(reader)),
                # History and stock are shown as far as the reader's own rights go.
                reader.panel("customer", self.env._("Customer"), lambda: self._dg_customer_panel(reader)),
                reader.panel("stock", self.env._("Stock"), lambda: self._dg_stock_panel(reader)),
            ]

    def _dg_order_panel(self, reader):
        """Return lines and totals: every price beside the customer's own, and what is earned where it may be seen."""
        priced = self._dg_priced()[self.id]
        sees_margin = reader.may_see(MARGIN_GROUP)
        with_unit = reader.env.user.has_group("uom.group_uom")
        lines = self.order_line.filtered(lambda line: not line.display_type)
        lines = lines.sorted(lambda line: (line.sequence, line.id))
        known = {line.number: line for line in priced.lines}
        labels = [
            self.env._("Product"),
            self.env._("Quantity"),
            self.env._("Customer's Price"),
            self.env._("Net Price"),
            self.env._("Discount"),
            *([self.env._("Margin")] if sees_margin else []),
            self.env._("Amount"),
        ]
        return {
            "columns": columns(*labels),
            "rows": [
                [
                    *line._dg_line_cells(reader, known.get(number), priced.kept, with_unit=with_unit),
                    *([_line_margin(reader, known.get(number), priced.kept)] if sees_margin else []),
                    reader.money(line.price_subtotal, self.currency_id),
                ]
                for number, line in enumerate(lines[:SHOWN], start=1)
            ],
            "facts": self._dg_order_totals(reader, priced, sees_margin=sees_margin),
            "note": self._dg_order_note(priced, len(lines) - SHOWN),
        }

    def _dg_order_totals(self, reader, priced, *, sees_margin):
        """Return amount, discount and margin of the whole order, and its terms."""
        discount = self._dg_fact_order_discount()[self.id]
        margin = self._dg_margin_in_words(reader, priced) if sees_margin else reader.hidden
        return [
            [self.env._("Untaxed amount"), reader.money(self.amount_untaxed, self.currency_id)],
            [self.env._("Below the customer's prices"), reader.percent(discount) or self.env._("no price to compare")],
            [self.env._("Margin"), margin],
            [self.env._("Payment terms"), self.payment_term_id.name or self.env._("none")],
            [self.env._("Promised for"), reader.day(self.commitment_date) or self.env._("no day")],
        ]

    def _dg_margin_in_words(self, reader, priced):
        """Return what the order earns: amount and share, or why nobody can tell."""
        share = self._dg_margin(priced)
        if isinstance(share, Measure):
            return share.where
        earned = priced.reductions + sum(line.amount - line.cost * line.quantity for line in priced.sold)
        return " · ".join(filter(None, [reader.money(earned, self.currency_id), reader.percent(share)]))

    def _dg_order_note(self, priced, more):
        """Return what has to be known to read the lines."""
        notes = []
        if priced.kept != 1:
            notes.append(self.env._("Discounts on the whole order are spread over the lines."))
        if more > 0:
            notes.append(self.env._("The order has %s more lines.", more))
        return " ".join(notes)


class SaleOrderLine(models.Model):
    """One line as whoever decides looks at it."""

    _inherit = "sale.order.line"

    def _dg_line_cells(self, reader, priced, kept, *, with_unit):
        """Return product, quantity, the customer's own price, the net price and the discount against the first."""
        quantity = reader.number(self.product_uom_qty)
        quantity = f"{quantity} {self.product_uom_id.name}" if with_unit and self.product_uom_id else quantity
        if priced is None:
            return [(self.name or "").partition("\n")[0], quantity, "", "", ""]
        net, currency = priced.net * kept, self.order_id.currency_id
        return [
            priced.product,
            quantity,
            reader.money(priced.reference, currency) if priced.reference else "",
            reader.money(net, currency),
            reader.percent((priced.reference - net) / priced.reference * 100) if priced.reference else "",
        ]


def _line_margin(reader, priced, kept):
    """Return what one line earns, in percent; nothing where it sells nothing, or nobody knows what the goods cost."""
    if priced is None or priced.quantity <= 0 or (priced.is_goods and not priced.cost):
        return ""
    return reader.percent(margin_of(priced.net * kept, priced.cost))
