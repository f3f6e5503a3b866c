from odoo import Command, api, models

from .cast_goods import CARRIERS, PRODUCTS_BY_CATEGORY, SECOND_SOURCES, VENDORS


class DgDemo(models.AbstractModel):
    """What the demo company sells: vendors, products, carriers, stock."""

    _inherit = "dg.demo"

    @api.model
    def _make_vendors(self):
        """Make the vendors."""
        vendors = self.env["res.partner"].create(
            [
                {
                    "name": name,
                    "city": city,
                    "country_id": self._country(country).id,
                    "is_company": True,
                    "supplier_rank": 1,
                    "company_id": self._recall("company").id,
                }
                for name, city, country, _days in VENDORS.values()
            ]
        )
        self._remember("vendor", dict(zip(VENDORS, vendors, strict=True)))

    @api.model
    def _country(self, code):
        """Return the country with this two-letter code."""
        return self.env["res.country"].search([("code", "=", code)])

    @api.model
    def _make_products(self):
        """Make the products with category, cost and vendor prices."""
        categories = self.env["product.category"].create([{"name": name} for name in PRODUCTS_BY_CATEGORY])
        rows = {
            key: self._prepare_product(product, key) | {"categ_id": category.id}
            for category, products in zip(categories, PRODUCTS_BY_CATEGORY.values(), strict=True)
            for key, product in products.items()
        }
        products = self.env["product.product"].create(list(rows.values()))
        self._remember("product", dict(zip(rows, products, strict=True)))

    @api.model
    def _prepare_product(self, product, key):
        """Return the values of one product."""
        name, vendor, price, cost, weight, *_pieces = product
        sources = [(vendor, cost)] if cost else [(vendor, price * 0.7)]
        sources += [SECOND_SOURCES[key]] if key in SECOND_SOURCES else []
        return {
            "name": name,
            "type": "consu",
            "is_storable": True,
            # Wholesalers invoice what has left the house.
            "invoice_policy": "delivery",
            "list_price": price,
            "standard_price": cost,
            "weight": weight,
            "company_id": self._recall("company").id,
            "seller_ids": [Command.create(self._prepare_vendor_price(*source)) for source in sources],
        }

    @api.model
    def _prepare_vendor_price(self, vendor, price):
        """Return the values of what a vendor asks and how long the vendor takes."""
        return {
            "partner_id": self._recall("vendor", vendor).id,
            "price": price,
            "delay": VENDORS[vendor][3],
            "currency_id": self._recall("company").currency_id.id,
            "company_id": self._recall("company").id,
        }

    @api.model
    def _make_carriers(self):
        """Make the ways of shipping, one of them expedited."""
        company = self._recall("company")
        services = self.env["product.product"].create(
            [
                {"name": label, "type": "service", "list_price": 0.0, "standard_price": cost, "company_id": company.id}
                for _name, label, cost, _price, _expedited in CARRIERS.values()
            ]
        )
        carriers = self.env["delivery.carrier"].create(
            [
                {"name": name, "product_id": service.id, "company_id": company.id, "dg_is_expedited": is_expedited}
                | self._prepare_rate(price)
                for (name, _label, _cost, price, is_expedited), service in zip(CARRIERS.values(), services, strict=True)
            ]
        )
        self._remember("carrier", dict(zip(CARRIERS, carriers, strict=True)))

    @api.model
    def _prepare_rate(self, price):
        """Return the values of a carrier's rate: one price, or one for each weight."""
        if not isinstance(price, list):
            return {"delivery_type": "fixed", "fixed_price": price}
        rules = [
            {"variable": "weight", "operator": "<=", "max_value": weight, "list_base_price": amount, "list_price": 0.0}
            for weight, amount in price
        ]
        return {"delivery_type": "base_on_rule", "price_rule_ids": [Command.create(rule) for rule in rules]}

    @api.model
    def _count_stock(self):
        """Let the warehouse count what is on the shelves of both houses."""
        shelves = [self._recall("warehouse", key).lot_stock_id for key in ("main", "north")]
        counts = [
            {"product_id": self._recall("product", key).id, "location_id": shelf.id, "inventory_quantity": pieces}
            for products in PRODUCTS_BY_CATEGORY.values()
            for key, product in products.items()
            for shelf, pieces in zip(shelves, product[5:], strict=True)
            if pieces
        ]
        quants = self._as("warehouse").env["stock.quant"].with_context(inventory_mode=True).create(counts)
        quants.action_apply_inventory()
