from odoo import models

from ..exempt import Writer, writing_as
from ..logic.operation import Operation


class SaleOrder(models.Model):
    """A confirmed order that changes passes the gate again; outermost, so that nothing is written before."""

    _inherit = "sale.order"

    # Words, links and marks that no fact, price or release depends on.
    _dg_immaterial = frozenset(
        {
            "access_token",
            "activity_ids",
            "campaign_id",
            "client_order_ref",
            "locked",
            "medium_id",
            "message_follower_ids",
            "message_ids",
            "message_main_attachment_id",
            "note",
            "origin",
            "pending_email_template_id",
            "reference",
            "show_update_fpos",
            "show_update_pricelist",
            "signature",
            "signed_by",
            "signed_on",
            "source_id",
            "stock_reference_ids",
        }
    )

    _dg_parts = {"sale.order.line": "order_id"}
    _dg_change_actions = frozenset({"action_update_prices", "action_update_taxes"})
    # Where the values of `_dg_content` stand, so that a difference can be shown in words.
    _dg_content_fields = {
        "partner": ("sale.order", "partner_id"),
        "invoice_to": ("sale.order", "partner_invoice_id"),
        "ship_to": ("sale.order", "partner_shipping_id"),
        "currency": ("sale.order", "currency_id"),
        "pricelist": ("sale.order", "pricelist_id"),
        "payment_term": ("sale.order", "payment_term_id"),
        "fiscal_position": ("sale.order", "fiscal_position_id"),
        "warehouse": ("sale.order", "warehouse_id"),
        "promised": ("sale.order", "commitment_date"),
        "lines.product": ("sale.order.line", "product_id"),
        "lines.text": ("sale.order.line", "name"),
        "lines.quantity": ("sale.order.line", "product_uom_qty"),
        "lines.uom": ("sale.order.line", "product_uom_id"),
        "lines.price": ("sale.order.line", "price_unit"),
        "lines.discount": ("sale.order.line", "discount"),
        "lines.taxes": ("sale.order.line", "tax_ids"),
        "lines.amount": ("sale.order.line", "price_subtotal"),
    }

    def write(self, vals):
        """Judge what the write does to confirmed orders."""
        if self._dg_immaterial.issuperset(vals):
            return super().write(vals)
        with self._dg_changing(Operation("sale.order", "write", tuple(self.ids), vals)):
            return super().write(vals)

    def _dg_name_row(self, difference):
        """Return what people call the line that a difference is about."""
        line = self.order_line.filtered(lambda line: line.id == difference.row)
        return (line.product_id.display_name or line.name or "") if line else self.env._("New line")

    def _recompute_prices(self):
        """Judge new prices once, when all of them are there; lines pass worse prices on the way."""
        with self._dg_changing(Operation("sale.order", "action_update_prices", tuple(self.ids))):
            return super()._recompute_prices()

    def _recompute_taxes(self):
        """Judge new taxes once, when all of them are there."""
        with self._dg_changing(Operation("sale.order", "action_update_taxes", tuple(self.ids))):
            return super()._recompute_taxes()

    def _create_down_payment_section_line_if_needed(self):
        """Let the invoicing wizard add its section."""
        with writing_as(self.env.cr, Writer.DOWN_PAYMENT):
            return super()._create_down_payment_section_line_if_needed()

    def _create_down_payment_lines_from_base_lines(self, down_payment_base_lines):
        """Let the invoicing wizard add its lines, which sell nothing."""
        with writing_as(self.env.cr, Writer.DOWN_PAYMENT):
            return super()._create_down_payment_lines_from_base_lines(down_payment_base_lines)
