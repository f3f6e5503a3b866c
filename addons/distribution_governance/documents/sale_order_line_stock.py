from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from odoo import models
from odoo.tools import SQL

from ..logic.facts import exact

# Lines as they are sold, counted in the unit of the product, and worth at least the sales price.
_LINES = """
    SELECT line.id, line.order_id,
           row_number() OVER (PARTITION BY line.order_id ORDER BY line.sequence, line.id) AS number,
           COALESCE(template.name->>%(lang)s, template.name->>'en_US') AS name,
           CASE WHEN warehouse.company_id = orders.company_id THEN warehouse.id ELSE 0 END AS warehouse_id,
           line.product_id,
           (GREATEST(line.product_uom_qty - CASE WHEN orders.state = 'sale' THEN line.qty_delivered ELSE 0
            END, 0) * sold.factor / stocked.factor)::float AS quantity,
           line.product_uom_qty > 0 AND template.type <> 'combo' AS is_sold,
           GREATEST(template.list_price * line.product_uom_qty * sold.factor / stocked.factor,
                    line.price_subtotal / COALESCE(NULLIF(orders.currency_rate, 0), 1))::float AS value,
           split_part(sold.parent_path, '/', 1) = split_part(stocked.parent_path, '/', 1) AS fits,
           template.is_storable,
           template.type = 'consu' AND %(to_order)s AS is_to_order,
           template.sale_delay AS lead_days, vendor.delay AS vendor_days
      FROM sale_order_line line
      JOIN sale_order orders ON orders.id = line.order_id
      JOIN product_product product ON product.id = line.product_id
      JOIN product_template template ON template.id = product.product_tmpl_id
      JOIN uom_uom sold ON sold.id = line.product_uom_id
      JOIN uom_uom stocked ON stocked.id = template.uom_id
      LEFT JOIN stock_warehouse warehouse ON warehouse.id = COALESCE(line.warehouse_id, orders.warehouse_id)
      LEFT JOIN LATERAL (%(vendor)s) vendor ON TRUE
     WHERE line.order_id IN %(orders)s AND line.display_type IS NULL
     ORDER BY line.order_id, line.sequence, line.id
"""


@dataclass(frozen=True, slots=True)
class StockLine:
    """What one order line wants from stock: `quantity` in the unit of the product, from `place`.

    `fits` says whether the unit of the line can be counted in that of the product. `is_stocked` means that the goods
    must be there; others are bought or made for the order, or not counted at all.
    """

    id: int
    order_id: int
    number: int
    name: str
    place: tuple[int, int]
    quantity: Decimal
    value: Decimal
    fits: bool
    is_stocked: bool
    is_to_order: bool
    lead_days: int
    vendor_days: int | None

    def ready_at(self, ready, now):
        """Return when the goods can be there, given {line id: moment} of what stock and receipts serve; None: never."""
        if moment := ready.get(self.id):
            return moment
        if not (self.is_stocked or self.is_to_order):
            return now + timedelta(days=self.lead_days)
        if self.vendor_days is None:
            return None
        return now + timedelta(days=self.lead_days + self.vendor_days)


class SaleOrderLine(models.Model):
    """What the lines of an order want from stock."""

    _inherit = "sale.order.line"

    def _dg_stock_lines(self, orders):
        """Return {order id: [StockLine, …]} of what `orders` sell, in one query.

        Read from product and vendor wherever they know: the lead time and the routes on a line, and the date of the
        order, may be set by whoever sells. Of a confirmed order only what is not delivered yet is wanted.
        """
        lines = {order.id: [] for order in orders}
        for row in self.env.execute_query_dict(
            SQL(
                _LINES,
                lang=self.env.lang or "en_US",
                to_order=_TO_ORDER,
                vendor=_VENDOR,
                orders=tuple(orders.ids) or (0,),
            )
        ):
            lines[row["order_id"]].append(_stock_line(row))
        return lines


# A route of the product, or of its category and those above, makes or buys what is ordered, or ships it from there.
_TO_ORDER = SQL(
    """
    EXISTS (
        SELECT 1 FROM stock_rule rule
          JOIN stock_route route ON route.id = rule.route_id AND route.active
          JOIN stock_location target ON target.id = rule.location_dest_id
         WHERE rule.active
           AND (rule.procure_method = 'make_to_order' OR target.usage = 'customer' AND rule.action = 'buy')
           AND (EXISTS (SELECT 1 FROM stock_route_product own
                         WHERE own.route_id = route.id AND own.product_id = template.id)
                OR EXISTS (SELECT 1 FROM stock_route_categ shared
                             JOIN product_category above ON above.id = shared.categ_id
                             JOIN product_category category ON category.parent_path LIKE above.parent_path || '%%'
                            WHERE shared.route_id = route.id AND category.id = template.categ_id)))
    """
)
_VENDOR = SQL(
    """
    SELECT seller.delay FROM product_supplierinfo seller
     WHERE seller.product_tmpl_id = template.id
       AND (seller.product_id IS NULL OR seller.product_id = product.id)
       AND (seller.company_id IS NULL OR seller.company_id = orders.company_id)
     ORDER BY seller.sequence, seller.min_qty, seller.id LIMIT 1
    """
)


def _stock_line(row):
    """Return the StockLine of one row of the query."""
    quantity = exact(row["quantity"], 6)
    is_stocked = bool(row["is_sold"] and row["is_storable"] and not row["is_to_order"] and quantity)
    return StockLine(
        id=row["id"],
        order_id=row["order_id"],
        number=row["number"],
        name=row["name"],
        place=(row["product_id"], row["warehouse_id"]),
        quantity=quantity,
        value=max(exact(row["value"], 6), Decimal(0)) if row["is_sold"] else Decimal(0),
        fits=row["fits"],
        is_stocked=is_stocked,
        is_to_order=bool(row["is_sold"] and row["is_to_order"]),
        lead_days=row["lead_days"] or 0,
        vendor_days=row["vendor_days"],
    )
