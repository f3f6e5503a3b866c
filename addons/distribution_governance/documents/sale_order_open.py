from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.facts import Unit, exact
from ..models.dg_fact_column import FactColumn


class SaleOrder(models.Model):
    """What can be said about many orders at once without measuring them."""

    _inherit = "sale.order"

    _dg_amount_fact = "amount_untaxed"

    def _dg_amounts(self):
        """Return {order id: untaxed amount in company currency}, at the order's own rate."""
        self.flush_recordset(["amount_untaxed", "currency_rate"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, amount_untaxed / COALESCE(NULLIF(currency_rate, 0), 1) FROM sale_order WHERE id IN %s",
                tuple(self.ids) or (0,),
            )
        )
        return {order_id: exact(amount or 0.0, 2) for order_id, amount in rows}

    def _dg_changed_at(self):
        """Return {order id: when the order or one of its lines was last changed}."""
        self.flush_recordset()
        self.env["sale.order.line"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT sale.id, GREATEST(sale.write_date, max(line.write_date))
                  FROM sale_order sale LEFT JOIN sale_order_line line ON line.order_id = sale.id
                 WHERE sale.id IN %s GROUP BY sale.id
                """,
                tuple(self.ids) or (0,),
            )
        )
        return dict(rows)

    @api.model
    def _dg_fact_columns(self):
        """Add the amount of orders in the company's own currency; others are converted at today's rate."""
        own_currency = Domain("currency_id", "=", self.env.company.currency_id.id)
        amount = FactColumn(("amount_untaxed",), Unit.MONEY, digits=2, covers=own_currency)
        return super()._dg_fact_columns() | {"amount_untaxed": amount}
