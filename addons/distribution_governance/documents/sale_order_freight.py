from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..logic.facts import Fact, Measure, Unit, exact
from ..measuring import shared

# A down payment has no product and no size; its amount counts with the goods.
_LOADS = """
    SELECT orders.id AS order_id, carrier.id AS carrier_id, carrier.delivery_type,
           carrier.dg_is_expedited AS is_expedited, carrier.fixed_price,
           SUM(line.price_subtotal) FILTER (WHERE is_freight) AS charged,
           SUM(line.price_subtotal) FILTER (WHERE NOT is_freight) AS goods,
           SUM(line.price_total) FILTER (WHERE NOT is_freight) AS worth,
           SUM(quantity) AS quantity, SUM(quantity * weight) AS weight,
           SUM(quantity * volume) AS volume, SUM(quantity * weight * volume) AS wv
      FROM sale_order orders
      LEFT JOIN delivery_carrier carrier ON carrier.id = orders.carrier_id
      LEFT JOIN LATERAL (
           SELECT line.price_subtotal, line.price_total,
                  COALESCE(product.weight, 0)::float AS weight,
                  COALESCE(product.volume, 0)::float AS volume,
                  COALESCE(line.product_id = carrier.product_id AND template.type = 'service', FALSE)
                      AS is_freight,
                  CASE WHEN template.type <> 'service'
                       THEN (GREATEST(line.product_uom_qty, 0) * sold.factor / stocked.factor)::float
                  END AS quantity
             FROM sale_order_line line
             LEFT JOIN product_product product ON product.id = line.product_id
             LEFT JOIN product_template template ON template.id = product.product_tmpl_id
             LEFT JOIN uom_uom sold ON sold.id = line.product_uom_id
             LEFT JOIN uom_uom stocked ON stocked.id = template.uom_id
            WHERE line.order_id = orders.id AND line.display_type IS NULL) line ON TRUE
     WHERE orders.id IN %s
     GROUP BY orders.id, carrier.id
"""


class SaleOrder(models.Model):
    """What the freight of an order costs, and what the customer pays for it."""

    _inherit = "sale.order"

    _dg_facts = (
        Fact(
            "freight_shortfall",
            "Freight not charged",
            Unit.MONEY,
            help="The rate of the order's carrier, without margin and free shipping, less the untaxed amount of the "
            "lines of the carrier's own product; in company currency. Weight and quantity are those of the products "
            "on the lines. Negative when more is charged than it costs. Missing without a carrier and for carriers "
            "that tell their rates online; cannot be computed when the carrier has no rate for the order.",
        ),
        Fact(
            "expedited_freight_percent",
            "Expedited freight",
            Unit.PERCENT,
            help="The higher of freight cost and freight charged, in percent of the untaxed amount without freight, "
            "when the carrier is marked as expedited; otherwise 0. Missing when the order is worth nothing.",
        ),
    )

    def _dg_fact_freight_shortfall(self):
        """Return {order id: Measure of the freight that nobody pays}."""
        return shared(self, "freight", self._dg_read_freight)["freight_shortfall"]

    def _dg_fact_expedited_freight_percent(self):
        """Return {order id: part of the order that goes into expedited freight}."""
        return shared(self, "freight", self._dg_read_freight)["expedited_freight_percent"]

    def _dg_read_freight(self):
        """Return {fact key: {order id: value}} of freight."""
        loads = self._dg_loads()
        by_rule = {load["carrier_id"] for load in loads.values() if load["delivery_type"] == "base_on_rule"}
        rules = self.env["delivery.price.rule"]
        rules = (rules.search_fetch([("carrier_id", "in", list(by_rule))]) if by_rule else rules).grouped("carrier_id")
        shortfall, expedited = {}, {}
        for order in self:
            load = loads[order.id]
            cost = order._dg_freight_cost(load, rules)
            charged, goods = (order._dg_company_amount(load[name] or 0.0) for name in ("charged", "goods"))
            shortfall[order.id] = cost if cost.value is None else Measure(cost.value - charged)
            expedited[order.id] = _part_of_goods(cost, charged, goods) if load["is_expedited"] else Decimal(0)
            if goods <= 0:
                expedited[order.id] = None
        return {"freight_shortfall": shortfall, "expedited_freight_percent": expedited}

    def _dg_freight_cost(self, load, rules):
        """Return the Measure of what the carrier takes for this order, in company currency."""
        carrier = self.env["delivery.carrier"].browse(load["carrier_id"])
        if not carrier:
            return Measure(None)
        if load["delivery_type"] == "fixed":
            return Measure(exact(load["fixed_price"], 2))
        if load["delivery_type"] != "base_on_rule":
            return Measure(None, self.env._("%s tells its rates online", carrier.name))
        worth = {"price": float(self._dg_company_amount(load["worth"] or 0.0))}
        sizes = {name: load[name] or 0.0 for name in ("weight", "volume", "wv", "quantity")}
        rate = rules.get(carrier, self.env["delivery.price.rule"])._dg_rate(worth | sizes)
        if rate is None:
            return Measure.failed(self.env._("%s has no rate for this order", carrier.name))
        return Measure(exact(rate, 2))

    def _dg_loads(self):
        """Return {order id: row}: carrier, amounts in order currency, and the size of the goods.

        What counts as freight is the carrier's own service, whatever flag a line carries; goods that come back make
        no load lighter; the weight that somebody wrote on the order is not read.
        """
        rows = self.env.execute_query_dict(
            SQL(
                _LOADS,
                tuple(self.ids) or (0,),
            )
        )
        return {row["order_id"]: row for row in rows}


def _part_of_goods(cost, charged, goods):
    """Return freight in percent of the goods; a cost that cannot be computed stays one."""
    if cost.is_failed:
        return cost
    return exact(max(cost.value or charged, charged) / goods * 100, 2) if goods > 0 else None
