"""The words in which the tests of stock facts are written."""

from freezegun import freeze_time

from odoo import Command, fields

from .fact_words import FactCase

NOW = "2026-03-02 09:00:00"


def at(text):
    """Return noon of a day."""
    return fields.Datetime.to_datetime(f"{text} 12:00:00")


class StockCase(FactCase):
    """A warehouse with two products in stock, on the second of March 2026."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.frozen = freeze_time(NOW)
        cls.frozen.start()
        cls.addClassCleanup(cls.frozen.stop)
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.rack = cls._product("Rack", 100.0, 60.0, is_storable=True)
        cls.box = cls._product("Box", 50.0, 20.0, is_storable=True)

    # ---- given ----

    def given_stock(self, quantity, product=None, warehouse=None):
        """Put goods on hand."""
        location = (warehouse or self.warehouse).lot_stock_id
        self.env["stock.quant"]._update_available_quantity(product or self.rack, location, quantity)

    def given_receipt(self, quantity, day, product=None):
        """Expect goods from a vendor."""
        move = self.env["stock.move"].create(
            {
                "product_id": (product or self.rack).id,
                "product_uom_qty": quantity,
                "location_id": self.env.ref("stock.stock_location_suppliers").id,
                "location_dest_id": self.warehouse.lot_stock_id.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "company_id": self.company.id,
                "date": at(day),
            }
        )
        move._action_confirm()
        return move

    def given_wish(self, *wishes, promised=None, **values):
        """Enter an order of several lines; each wish is (product, quantity)."""
        lines = [Command.create({"product_id": product.id, "product_uom_qty": wanted}) for product, wanted in wishes]
        orders = self.env["sale.order"].with_user(self.salesperson)
        promise = {"commitment_date": at(promised)} if promised else {}
        return orders.create({"partner_id": self.customer.id, "order_line": lines, **promise, **values})
