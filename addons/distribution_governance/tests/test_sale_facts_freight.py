"""Is freight measured against what the carrier takes, whatever the order says?"""

from decimal import Decimal

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .fact_words import FactCase


@tagged("post_install", "-at_install")
class TestSaleFactsFreight(FactCase):
    """Freight."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.freight = cls._product("Freight", 30.0, 20.0, type="service")
        cls.van = cls.env["delivery.carrier"].create({"name": "Van", "product_id": cls.freight.id})
        cls.heavy = cls._product("Anvil", 100.0, 60.0, weight=25.0, volume=0.1)
        service = cls._product("Parcel", 0.0, 0.0, type="service")
        rules = [
            {"variable": "weight", "operator": "<=", "max_value": 50, "list_base_price": 12, "list_price": 0},
            {"variable": "weight", "operator": "<=", "max_value": 500, "list_base_price": 5, "list_price": 0.5},
        ]
        cls.parcel = cls.env["delivery.carrier"].create(
            {
                "name": "Parcel",
                "product_id": service.id,
                "delivery_type": "base_on_rule",
                "margin": 1.0,
                "fixed_margin": 99.0,
                "price_rule_ids": [Command.create(rule) for rule in rules],
            }
        )

    def given_freight(self, order, carrier, price, **values):
        """Charge freight on a line of the order."""
        line = {"product_id": carrier.product_id.id, "product_uom_qty": 1, "price_unit": price, "is_delivery": True}
        order.order_line = [Command.create(line | values)]
        return order

    def test_fixed_price_that_is_not_charged(self):
        order = self.given_order(carrier_id=self.van.id)

        self.assertEqual(self.value(order, "freight_shortfall"), 30)
        self.assertEqual(self.value(self.given_freight(order, self.van, 18.5), "freight_shortfall"), Decimal("11.5"))

    def test_free_shipping_still_costs(self):
        self.van.write({"free_over": True, "amount": 1.0})
        order = self.given_freight(self.given_order(carrier_id=self.van.id), self.van, 0.0)

        self.assertEqual(self.value(order, "freight_shortfall"), 30)

    def test_rate_by_weight_is_without_margin(self):
        light = self.given_order(product=self.heavy, quantity=2, carrier_id=self.parcel.id)
        dozen = self.given_order(
            product=self.heavy,
            line={"product_uom_id": self.env.ref("uom.product_uom_dozen").id},
            carrier_id=self.parcel.id,
        )

        self.assertEqual(self.value(light, "freight_shortfall"), 12)
        self.assertEqual(self.value(dozen, "freight_shortfall"), 155)

    def test_rate_by_value_leaves_the_freight_out(self):
        self.parcel.price_rule_ids = [
            Command.clear(),
            Command.create(
                {
                    "sequence": 1,
                    "variable": "price",
                    "operator": ">",
                    "max_value": 150,
                    "list_price": 0.1,
                    "variable_factor": "price",
                }
            ),
            Command.create(
                {"sequence": 2, "variable": "quantity", "operator": ">=", "max_value": 0, "list_base_price": 7}
            ),
        ]
        order = self.given_freight(
            self.given_order(product=self.heavy, quantity=2, carrier_id=self.parcel.id), self.parcel, 50.0
        )
        small = self.given_freight(self.given_order(product=self.heavy, carrier_id=self.parcel.id), self.parcel, 80.0)

        self.assertEqual(self.value(order, "freight_shortfall"), -30)
        self.assertEqual(self.value(small, "freight_shortfall"), -73)

    def test_carrier_without_a_rate_for_the_order_cannot_be_computed(self):
        order = self.given_order(product=self.heavy, quantity=50, carrier_id=self.parcel.id)

        measure = self.measure(order, "freight_shortfall")[order.id]

        self.assertTrue(measure.is_failed)
        self.assertEqual(measure.where, "Parcel has no rate for this order")

    def test_without_a_carrier_no_freight_is_known(self):
        order = self.given_order()

        self.assertIsNone(self.value(order, "freight_shortfall"))
        self.assertEqual(self.value(order, "expedited_freight_percent"), 0)

    def test_carrier_that_is_asked_online_is_not_asked_for_a_decision(self):
        order = self.given_order(carrier_id=self.van.id)
        self.env.cr.execute("UPDATE delivery_carrier SET delivery_type = 'online' WHERE id = %s", self.van.ids)
        self.env.invalidate_all()

        measure = self.measure(order, "freight_shortfall")[order.id]

        self.assertEqual((measure.value, measure.where), (None, "Van tells its rates online"))

    def test_currency_without_a_rate_makes_no_freight_free(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        rupiah = self.env.ref("base.IDR")
        rupiah.active = True
        rupiah.rate_ids.unlink()
        pricelist = self.env["product.pricelist"].create(
            {"name": "Rupiah", "company_id": self.company.id, "currency_id": rupiah.id}
        )
        order = self.given_order(carrier_id=self.van.id, pricelist_id=pricelist.id)

        with self.assertLogs("odoo.addons.distribution_governance.models.dg_judgement", "WARNING"):
            self.assertTrue(self.measure(order, "freight_shortfall")[order.id].is_failed)

    def test_expedited_freight_is_a_part_of_the_goods(self):
        self.van.dg_is_expedited = True
        order = self.given_order(quantity=2, carrier_id=self.van.id)
        self.assertEqual(self.value(order, "expedited_freight_percent"), 15)

        self.given_freight(order, self.van, 50.0)
        self.assertEqual(self.value(order, "expedited_freight_percent"), 25)

    def test_expedited_freight_of_nothing_is_missing(self):
        self.van.dg_is_expedited = True
        order = self.given_order(carrier_id=self.van.id, line={"price_unit": 0.0})

        self.assertIsNone(self.value(order, "expedited_freight_percent"))

    # ---- ways around ----

    def test_goods_called_freight_pay_for_no_freight_and_weigh(self):
        order = self.given_order(product=self.heavy, quantity=2, carrier_id=self.parcel.id)
        order.order_line.is_delivery = True

        self.assertEqual(self.value(order, "freight_shortfall"), 12)

    def test_weight_written_on_the_order_and_returns_make_no_load_lighter(self):
        order = self.given_order(product=self.heavy, quantity=4, carrier_id=self.parcel.id)
        self.rpc("sale.order", "write", order.ids, {"shipping_weight": 1.0})
        order.order_line = [Command.create({"product_id": self.heavy.id, "product_uom_qty": -3})]

        self.assertEqual(self.value(order, "freight_shortfall"), 55)

    def test_price_list_of_the_order_makes_no_cheaper_rate(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        rule = {"applied_on": "3_global", "compute_price": "percentage", "percent_price": 90}
        cheap = self.env["product.pricelist"].create(
            {"name": "Cheap", "company_id": self.company.id, "item_ids": [Command.create(rule)]}
        )
        order = self.given_order(carrier_id=self.van.id, pricelist_id=cheap.id)

        self.assertEqual(self.value(order, "freight_shortfall"), 30)

    def test_salesperson_marks_no_carrier(self):
        with self.assertRaises(AccessError):
            self.rpc("delivery.carrier", "write", self.van.ids, {"dg_is_expedited": False})

    def test_few_queries_for_any_batch(self):
        order = self.given_freight(
            self.given_order(product=self.heavy, quantity=2, carrier_id=self.parcel.id), self.parcel, 5.0
        )

        self.assert_few_queries(order, "freight_shortfall", "expedited_freight_percent")
