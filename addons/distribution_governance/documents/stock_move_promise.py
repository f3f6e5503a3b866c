from collections import defaultdict
from datetime import datetime

from odoo import models
from odoo.tools import SQL

from ..logic.facts import exact

# `place`: the locations of each warehouse. `waiting`: moves not done yet, and what is reserved for them.
_MOVEMENTS = """
    WITH place AS MATERIALIZED (
        SELECT warehouse.id AS warehouse_id, location.id AS location_id
          FROM stock_warehouse warehouse
          JOIN stock_location outer_location ON outer_location.id = warehouse.view_location_id
          JOIN stock_location location
            ON location.parent_path LIKE outer_location.parent_path || '%%'
         WHERE warehouse.id IN %(warehouses)s),
    waiting AS MATERIALIZED (
        SELECT move.product_id, move.date, move.product_qty, move.location_id,
               COALESCE(move.location_final_id, move.location_dest_id) AS target_id,
               LEAST(COALESCE(move.quantity * move.product_qty / NULLIF(move.product_uom_qty, 0), 0),
                     move.product_qty) AS reserved,
               COALESCE(line.order_id IN %(orders)s, FALSE) AS is_own
          FROM stock_move move
          LEFT JOIN sale_order_line line ON line.id = move.sale_line_id
         WHERE move.product_id IN %(products)s
           AND move.state IN ('waiting', 'confirmed', 'assigned', 'partially_available'))
    SELECT quant.product_id, place.warehouse_id, NULL, SUM(quant.quantity)
      FROM stock_quant quant JOIN place ON place.location_id = quant.location_id
     WHERE quant.product_id IN %(products)s
     GROUP BY quant.product_id, place.warehouse_id
     UNION ALL
    SELECT move.product_id, place.warehouse_id, part.moment, - SUM(part.quantity)
      FROM waiting move JOIN place ON place.location_id = move.location_id
     CROSS JOIN LATERAL (VALUES (NULL, move.reserved),
                                (move.date, move.product_qty - move.reserved)) part (moment, quantity)
     WHERE NOT move.is_own
       AND NOT EXISTS (SELECT 1 FROM place inside WHERE inside.warehouse_id = place.warehouse_id
                          AND inside.location_id = move.target_id)
     GROUP BY 1, 2, 3
     UNION ALL
    SELECT move.product_id, place.warehouse_id, move.date, SUM(move.product_qty)
      FROM waiting move JOIN place ON place.location_id = move.target_id
     WHERE NOT EXISTS (SELECT 1 FROM place inside WHERE inside.warehouse_id = place.warehouse_id
                          AND inside.location_id = move.location_id)
     GROUP BY 1, 2, 3
"""


class StockMove(models.Model):
    """What is on hand, and what is known to come in and go out."""

    _inherit = "stock.move"

    def _dg_movements_for(self, orders, lines):
        """Return {(product id, warehouse id): [(moment, quantity), …]} for the places of `lines`, in one query.

        What is on hand is there before all times, and what is reserved to leave is gone by then; the rest moves when
        it is due. Quantities are in the unit of the product. The moves of `orders` themselves do not count.
        """
        movements = defaultdict(list)
        places = {line.place for line in lines if line.place[1]}
        if not places:
            return movements
        for product_id, warehouse_id, moment, quantity in self.env.execute_query(
            SQL(
                _MOVEMENTS,
                warehouses=tuple({warehouse for _product, warehouse in places}),
                products=tuple({product for product, _warehouse in places}),
                orders=tuple(orders.ids) or (0,),
            )
        ):
            movements[product_id, warehouse_id].append((moment or datetime.min, exact(quantity or 0, 6)))
        return movements
