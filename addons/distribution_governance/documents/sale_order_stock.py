from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from odoo import fields, models

from ..logic.availability import Demand, ready_at, shortages
from ..logic.facts import Fact, Measure, Unit, exact
from ..measuring import shared


class SaleOrder(models.Model):
    """Whether the goods of an order are there when they were promised."""

    _inherit = "sale.order"

    _dg_facts = (
        Fact(
            "lines_short",
            "Lines short of stock",
            Unit.COUNT,
            help="Lines whose stocked goods are not there in full on the promised date, at the warehouse that ships "
            "them: on hand and not reserved, and coming in until then, less what is due to go out until then. Without "
            "a promised date, or with one in the past, the goods are wanted now, or after the product's lead time. "
            "Lines of one batch share the stock one after the other. Goods that the product's own routes buy or make "
            "to order are never short. Cannot be computed in a unit that does not fit the product. Never missing.",
        ),
        Fact(
            "shortage_percent",
            "Value short of stock",
            Unit.PERCENT,
            help="The part of the order's value that is short in the same sense. A line counts with its amount, at "
            "least with the product's sales price. Missing when nothing on the order has a value.",
        ),
        Fact(
            "promise_gap_days",
            "Promised too early",
            Unit.DAYS,
            help="Days by which the promised date lies before the day on which all goods can be there: after the "
            "product's lead time, and with the receipt that completes them, else after the lead time of the "
            "product's first vendor. Negative is room that is left. Missing when no date was promised; cannot be "
            "computed when neither stock nor a receipt nor a vendor can serve the order.",
        ),
    )

    def _dg_fact_lines_short(self):
        """Return {order id: Measure of how many lines are short, naming the first}."""
        return shared(self, "stock", self._dg_read_stock)["lines_short"]

    def _dg_fact_shortage_percent(self):
        """Return {order id: part of the value that is short}."""
        return shared(self, "stock", self._dg_read_stock)["shortage_percent"]

    def _dg_fact_promise_gap_days(self):
        """Return {order id: Measure of the days by which the promise is too early}."""
        return shared(self, "stock", self._dg_read_stock)["promise_gap_days"]

    def _dg_read_stock(self):
        """Return {fact key: {order id: value}} of stock; two queries, whatever the number of lines."""
        lines = self.env["sale.order.line"]._dg_stock_lines(self)
        wanted = [line for order in self for line in lines[order.id] if line.is_stocked and line.fits]
        movements = self.env["stock.move"]._dg_movements_for(self, wanted)
        now = fields.Datetime.now()
        missing = by_place(shortages, movements, wanted, lambda line: self._dg_due(line, now))
        ready = by_place(ready_at, movements, wanted, lambda line: now + timedelta(days=line.lead_days))
        measured = {"lines_short": {}, "shortage_percent": {}, "promise_gap_days": {}}
        for order in self:
            own = lines[order.id]
            for key, measure in order._dg_stock_measures(own, missing, ready, now).items():
                measured[key][order.id] = measure
        return measured

    def _dg_due(self, line, now):
        """Return when the goods of one line are wanted; never in the past."""
        promised = self.browse(line.order_id).commitment_date
        return max(promised, now) if promised else now + timedelta(days=line.lead_days)

    def _dg_stock_measures(self, lines, missing, ready, now):
        """Return {fact key: value} of one order."""
        keys = ("lines_short", "shortage_percent", "promise_gap_days")
        if odd := next((line for line in lines if not line.fits), None):
            problem = self.env._("%s is not sold in a unit that fits it", odd.name)
            return dict.fromkeys(keys, Measure.failed(problem))
        short = [line for line in lines if missing.get(line.id)]
        gap = self._dg_promise_gap(lines, ready, now) if self.commitment_date else None
        return dict(zip(keys, (self._dg_lines_short(short, missing), _value_short(lines, missing), gap), strict=True))

    def _dg_lines_short(self, short, missing):
        """Return how many lines are short, naming the first of them."""
        if not short:
            return Decimal(0)
        first = short[0]
        where = self.env._(
            "line %(number)s, %(product)s: %(missing)s of %(wanted)s missing",
            number=first.number,
            product=first.name,
            missing=f"{missing[first.id].normalize():f}",
            wanted=f"{first.quantity.normalize():f}",
        )
        return Measure(Decimal(len(short)), where)

    def _dg_promise_gap(self, lines, ready, now):
        """Return by how many days the promise is too early, naming the line that takes longest."""
        feasible, slowest = now, None
        for line in lines:
            moment = line.ready_at(ready, now)
            if moment is None:
                return Measure.failed(self.env._("nothing says when %s can be there", line.name))
            if moment > feasible:
                feasible, slowest = moment, line
        days = Decimal((feasible.date() - self.commitment_date.date()).days)
        where = slowest and self.env._("line %(number)s, %(product)s", number=slowest.number, product=slowest.name)
        return Measure(days, where or "")


def by_place(ask, movements, lines, due):
    """Return {line id: answer of `ask`}: one question for all lines that take the same product at the same place."""
    places = defaultdict(list)
    for line in lines:
        places[line.place].append(line)
    answers = {}
    for place, own in places.items():
        demands = [Demand(line.quantity, due(line)) for line in own]
        answers |= dict(zip((line.id for line in own), ask(movements[place], demands), strict=True))
    return answers


def _value_short(lines, missing):
    """Return the part of the value of `lines` that is missing, in percent; None when they are worth nothing."""
    total = sum((line.value for line in lines), Decimal(0))
    if not total:
        return None
    short = sum((line.value * missing.get(line.id, 0) / line.quantity for line in lines if line.quantity), Decimal(0))
    return exact(short / total * 100, 2)
