from datetime import datetime
from decimal import Decimal

from odoo import fields, models

from odoo.addons.distribution_governance.documents.sale_order_stock import by_place
from odoo.addons.distribution_governance.logic.availability import shortages

from ..models.panel_reader import columns
from .sale_order_panels import SHOWN


class SaleOrder(models.Model):
    """Whether the goods are there: what is free of each stocked line, there when due, and short."""

    _inherit = "sale.order"

    def _dg_stock_panel(self, reader):
        """Return the stock of what is ordered; read as the facts on stock are, two queries for all lines."""
        # Everybody who reads products reads on their screens what is on hand and forecast.
        self.env["product.product"].check_access("read")
        judged = self._dg_for_judging()
        judged = judged.with_company(judged.company_id)
        lines = [line for line in judged.order_line._dg_stock_lines(judged)[self.id] if line.is_stocked and line.fits]
        if not lines:
            return {}
        labels = [
            self.env._("Product"),
            self.env._("Warehouse"),
            self.env._("Ordered"),
            self.env._("Free Now"),
            self.env._("There When Due"),
            self.env._("Short"),
        ]
        return {
            "columns": columns(*labels, texts=2),
            "rows": judged._dg_stock_rows(reader, lines),
            "note": self.env._("In the unit of the product. Lines of one product share the stock one after the other."),
        }

    def _dg_stock_rows(self, reader, lines):
        """Return one row per stocked line."""
        now = fields.Datetime.now()
        movements = self.env["stock.move"]._dg_movements_for(self, lines)
        due = {line.id: self._dg_due(line, now) for line in lines}
        missing = by_place(shortages, movements, lines, lambda line: due[line.id])
        warehouses = self.env["stock.warehouse"].browse(line.place[1] for line in lines if line.place[1])
        names = {warehouse.id: warehouse.name for warehouse in warehouses}
        return [
            [
                line.name,
                names.get(line.place[1], ""),
                reader.number(line.quantity),
                reader.number(_there(movements[line.place], datetime.min)),
                reader.number(_there(movements[line.place], due[line.id])),
                reader.number(missing[line.id]) if missing[line.id] else "",
            ]
            for line in lines[:SHOWN]
        ]


def _there(movements, moment):
    """Return how much is there at a moment, before anything of the order is taken."""
    return sum((quantity for when, quantity in movements if when <= moment), Decimal(0))
