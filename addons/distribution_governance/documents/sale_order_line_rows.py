from typing import NamedTuple

from odoo import models

from .priced_line import Row
from .sale_order_references import Reference


class Sold(NamedTuple):
    """What the lines of a batch need to know of a product that they sell; `uom_id` is the unit that prices are for."""

    name: str
    type: str
    list_price: float
    uom_id: int
    company_id: int | None


# A line without a product: nothing of it has to be computed.
_NOTHING = Sold("", "", 0.0, 0, None)
_UNPRICED = Reference(0, 0.0, None, None, True)


class ProductProduct(models.Model):
    """A product as its prices are read."""

    _inherit = "product.product"

    def _dg_sold(self):
        """Return {product id: Sold} of these products."""
        return {product.id: product._dg_as_sold(product.product_tmpl_id) for product in self}

    def _dg_as_sold(self, template):
        """Return the Sold of one product of `template`."""
        name = f"[{self.default_code}] {template.name}" if self.default_code else template.name
        return Sold(name, template.type, template.list_price, template.uom_id.id, template.company_id.id or None)


class SaleOrder(models.Model):
    """The lines as they stand: Odoo reads them for the confirmation anyway, so the database is not asked again."""

    _inherit = "sale.order"

    def _dg_price_rows(self, references):
        """Return {order: [Row of each line, in the order of the screen]}; `references` is {line id: Reference}.

        All is read with every right and in the company of the orders.
        """
        sold = self.order_line.product_id._dg_sold()
        including = {tax.id for tax in self.order_line.tax_ids if tax.price_include}
        return {order: order._dg_own_rows(references, sold, including) for order in self}

    def _dg_own_rows(self, references, sold, including):
        """Return the rows of one order; `including` are the ids of the taxes that prices include."""
        rounding = self.currency_id.rounding
        is_foreign = self.currency_id != self.company_id.currency_id
        lines = sorted(self.order_line, key=lambda line: (line.sequence, line.id))
        return [
            line._dg_price_row(
                sold.get(line.product_id.id, _NOTHING),
                references.get(line.id, _UNPRICED),
                rounding,
                is_convertible=is_foreign or bool(including and including.intersection(line.tax_ids.ids)),
            )
            for line in lines
            if not line.display_type
        ]


class SaleOrderLine(models.Model):
    """One line as its price is read."""

    _inherit = "sale.order.line"

    def _dg_price_row(self, product, reference, rounding, *, is_convertible):
        """Return the Row of one line; `is_convertible`: a currency or a tax stands between it and its prices."""
        is_sold = product is not _NOTHING
        return Row(
            line_id=self.id,
            product=product.name,
            is_goods=product.type == "consu",
            is_selling=is_sold and product.type != "combo" and not (self.is_delivery and self._dg_is_shipping(product)),
            ordered=self.product_uom_qty,
            delivered=self.qty_delivered,
            price=self.price_unit,
            discount=self.discount,
            subtotal=self.price_subtotal,
            rounding=rounding,
            line_cost=self.purchase_price,
            list_price=product.list_price,
            cost=reference.cost,
            reference=product.list_price if reference.price is None else reference.price,
            is_plain=not is_sold
            or (
                reference.is_plain
                and not is_convertible
                and self.product_uom_id.id == product.uom_id
                and not self.combo_item_id
                and (product.company_id is None or product.company_id == self.company_id.id)
            ),
        )

    def _dg_is_shipping(self, product):
        """Return whether the line is the carrier's own service; the flag alone anybody may set, so it hides nothing."""
        return product.type == "service" and self.order_id.carrier_id.product_id == self.product_id
