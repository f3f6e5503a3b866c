"""Does a change in the product catalog pass the gate?"""

from odoo.tests import HttpCase, tagged
from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .change_case import ChangeCase


@tagged("post_install", "-at_install")
class TestChangesInCatalog(ChangeCase, HttpCase):
    """The catalog writes line by line over a route of its own."""

    def when_picked(self, order, product, quantity):
        """Set the quantity of a product in the catalog of the order."""
        return self.make_jsonrpc_request(
            "/product/catalog/update_order_line_info",
            {"res_model": "sale.order", "order_id": order.id, "product_id": product.id, "quantity": quantity},
        )

    def test_quantity_and_new_product_are_judged(self):
        self.given_policy(("Order above 1000", "hold", {"amount_untaxed": "> 1000"}))
        order = self.given_confirmed(quantity=5)
        other = self._product("Cabinet", 900.0, 300.0)
        self.authenticate(self.salesperson.login, self.salesperson.login)

        for product, quantity in ((self.shelf, 50), (other, 1)):
            with self.subTest(product=product.name), self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
                self.when_picked(order, product, quantity)
        self.when_picked(order, self.shelf, 7)

        self.env.invalidate_all()
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [7])
