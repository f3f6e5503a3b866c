from decimal import Decimal

from odoo import models

from ..logic.facts import Direction, Fact, Measure, Unit, exact

MARGIN_GROUP = "sales_team.group_sale_manager"
# What is given away has no margin in percent; it counts as this, and nothing counts as worse.
WORST_MARGIN = Decimal(-1000)


class SaleOrder(models.Model):
    """What an order earns."""

    _inherit = "sale.order"

    _dg_facts = (
        Fact(
            "margin_percent",
            "Order margin",
            Unit.PERCENT,
            Direction.LOWER,
            disclosure=MARGIN_GROUP,
            help="Untaxed amount less cost, in percent of the untaxed amount. Cost is the worse of the product's and "
            "the line's cost. What costs something and is given away counts as -1,000 %. Missing when goods have no "
            "cost or the order sells nothing.",
        ),
        Fact(
            "lowest_line_margin",
            "Lowest line margin",
            Unit.PERCENT,
            Direction.LOWER,
            disclosure=MARGIN_GROUP,
            help="The margin of the line that earns least, in percent of its untaxed amount; global discount lines are "
            "spread over the order. Missing when goods have no cost or the order sells nothing.",
        ),
        Fact(
            "lines_below_cost",
            "Lines below cost",
            Unit.COUNT,
            disclosure=MARGIN_GROUP,
            help="The number of lines sold for less than they cost; global discount lines are spread over the order. "
            "Never missing: a product without a cost is not sold below it.",
        ),
    )

    def _dg_fact_margin_percent(self):
        """Return {order id: margin in percent of the untaxed amount}."""
        return {order_id: self._dg_margin(priced) for order_id, priced in self._dg_priced().items()}

    def _dg_margin(self, priced):
        """Return the margin of one order, as a Measure that names goods without a cost."""
        if unknown := self._dg_without_cost(priced):
            return unknown
        # Costs of what is sold; goods that come back earn nothing, and everything that takes money off comes off.
        revenue = sum(line.amount for line in priced.sold) + priced.reductions
        cost = sum(line.cost * line.quantity for line in priced.sold)
        return margin_of(revenue, cost)

    def _dg_fact_lowest_line_margin(self):
        """Return {order id: Measure of the lowest line margin in percent, naming the line}."""
        return {order_id: self._dg_lowest_line_margin(priced) for order_id, priced in self._dg_priced().items()}

    def _dg_lowest_line_margin(self, priced):
        """Return the lowest margin of the lines of one order."""
        if unknown := self._dg_without_cost(priced):
            return unknown
        margins = [(margin_of(line.net * priced.kept, line.cost), line) for line in priced.sold]
        known = [(margin, line) for margin, line in margins if margin is not None]
        if not known:
            return None
        margin, line = min(known, key=lambda pair: pair[0])
        return Measure(margin, self._dg_where(line))

    def _dg_fact_lines_below_cost(self):
        """Return {order id: number of lines sold below cost}; amounts are compared as they are rounded to be paid."""
        return {
            order_id: Decimal(sum(exact(line.net * priced.kept, 4) < exact(line.cost, 4) for line in priced.sold))
            for order_id, priced in self._dg_priced().items()
        }

    def _dg_without_cost(self, priced):
        """Return the Measure that names goods of unknown cost, or None when all costs are known."""
        unknown = next((line for line in priced.sold if line.is_goods and not line.cost), None)
        return Measure(None, self.env._("%s has no cost", unknown.product)) if unknown else None


def margin_of(revenue, cost):
    """Return the margin in percent of the revenue; None when nothing is paid for nothing."""
    if exact(revenue, 2) <= 0:
        return WORST_MARGIN if exact(cost, 2) > 0 else None
    return max(exact((revenue - cost) / revenue * 100, 2), WORST_MARGIN)
