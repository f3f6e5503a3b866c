from datetime import timedelta

from odoo import Command, api, fields, models

from .cast_goods import PURCHASES


class DgDemo(models.AbstractModel):
    """What is on its way to the demo company."""

    _inherit = "dg.demo"

    @api.model
    def _make_purchases(self):
        """Let the buyer write the purchase orders, and place those that are due."""
        orders = (
            self._as("buyer")
            .env["purchase.order"]
            .create([self._prepare_purchase(vendor, lines, days) for vendor, lines, days, _placed in PURCHASES])
        )
        placed = [order.id for order, purchase in zip(orders, PURCHASES, strict=True) if purchase[3]]
        orders.browse(placed).button_confirm()

    @api.model
    def _prepare_purchase(self, vendor, lines, days):
        """Return the values of one purchase order."""
        arrival = fields.Datetime.now() + timedelta(days=days)
        return {
            "partner_id": self._recall("vendor", vendor).id,
            "order_line": [
                Command.create(
                    {
                        "product_id": self._recall("product", product).id,
                        "product_qty": pieces,
                        "date_planned": arrival,
                    }
                )
                for product, pieces in lines
            ],
        }
