from collections import defaultdict

from odoo import models

from ..logic.facts import exact


class SaleOrder(models.Model):
    """What is material about an order: the content that a decision was taken on and a release was given for."""

    _inherit = "sale.order"

    def _dg_content(self):
        """Return customer, terms and lines of each order: what a release was given for."""
        lines = self.order_line._dg_terms()
        return {order.id: order._dg_terms() | {"lines": lines.get(order.id, [])} for order in self}

    def _dg_terms(self):
        """Return the terms of one order as plain values."""
        return {
            "partner": self.partner_id.id,
            "invoice_to": self.partner_invoice_id.id,
            "ship_to": self.partner_shipping_id.id,
            "currency": self.currency_id.id,
            "pricelist": self.pricelist_id.id,
            "payment_term": self.payment_term_id.id,
            "fiscal_position": self.fiscal_position_id.id,
            "warehouse": self.warehouse_id.id,
            "carrier": self.carrier_id.id,
            "promised": self.commitment_date.isoformat() if self.commitment_date else None,
        }


class SaleOrderLine(models.Model):
    """What is material about a line."""

    _inherit = "sale.order.line"

    def _dg_terms(self):
        """Return {order id: its lines as plain values, whatever their order on the screen}."""
        terms = defaultdict(list)
        for line in self.sorted("id"):
            if line.display_type:
                continue
            terms[line.order_id.id].append(
                {
                    "line": line.id,
                    "amount": exact(line.price_subtotal, 6),
                    "text": line.name,
                    "product": line.product_id.id,
                    "quantity": exact(line.product_uom_qty, 6),
                    "uom": line.product_uom_id.id,
                    "price": exact(line.price_unit, 6),
                    "discount": exact(line.discount, 6),
                    "taxes": sorted(line.tax_ids.ids),
                }
            )
        return terms
