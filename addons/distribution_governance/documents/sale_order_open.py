from decimal import Decimal

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.facts import Unit
from ..models.dg_fact_column import FactColumn


class SaleOrder(models.Model):
    """What can be said about many orders at once without measuring them."""

    _inherit = "sale.order"

    _dg_amount_fact = "amount_untaxed"

    def _dg_amounts(self):
        """Return {order id: untaxed amount in company currency}, at the order's own rate."""
        query = self._search(Domain("id", "in", self.ids), active_test=False)
        rows = self.env.execute_query(query.select(SQL.identifier("sale_order", "id"), self._dg_amount_sql(query)))
        return {order_id: Decimal(amount) for order_id, amount in rows}

    @api.model
    def _dg_worth(self, domain):
        """Return (number of orders in `domain`, what they are worth together in company currency)."""
        query = self._search(domain)
        total = SQL("sum((%s)::numeric)::text", self._dg_amount_sql(query))
        ((count, amount),) = self.env.execute_query(query.select(SQL("count(*)"), total))
        return count, Decimal(amount or 0)

    @api.model
    def _dg_amount_sql(self, query):
        """Return the SQL of the amount in company currency, as exact text."""
        return SQL(
            "ROUND(COALESCE(%s, 0) / COALESCE(NULLIF(%s, 0), 1)::numeric, 2)::text",
            self._field_to_sql("sale_order", "amount_untaxed", query),
            self._field_to_sql("sale_order", "currency_rate", query),
        )

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
        """Add the amount of orders in the company's own currency; others are converted at today's rate.

        Where something was delivered already, the column does not tell what is beyond the order.
        """
        told = Domain("currency_id", "=", self.env.company.currency_id.id)
        told &= Domain("order_line", "not any", [("qty_delivered", ">", 0)])
        amount = FactColumn(("amount_untaxed",), Unit.MONEY, digits=2, covers=told)
        return super()._dg_fact_columns() | {"amount_untaxed": amount}
