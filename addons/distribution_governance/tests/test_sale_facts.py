"""Are the figures of a sales order measured as the catalogue says?"""

from decimal import Decimal

from odoo import Command, fields
from odoo.tests import tagged

from ..logic.facts import Measure
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestSaleFacts(GovernanceCase):
    """Discount, margin, amount and credit."""

    def measure(self, orders, key):
        """Return {order id: Measure} of one fact."""
        return {order_id: measures[key] for order_id, measures in orders.sudo()._dg_measure([key]).items()}

    def value(self, order, key):
        """Return the value of one fact of one order."""
        return self.measure(order, key)[order.id].value

    def test_deepest_line_counts_and_is_named(self):
        order = self.given_order(discount=5)
        order.order_line = [Command.create({"product_id": self._product("Rack", 50.0, 20.0).id, "discount": 12.5})]

        self.assertEqual(self.measure(order, "deepest_discount")[order.id], Measure(Decimal("12.50"), "line 2, Rack"))

    def test_discount_is_missing_without_a_reference_price(self):
        order = self.given_order(product=self._product("Sample", 0.0, 0.0))

        self.assertIsNone(self.value(order, "deepest_discount"))

    def test_free_line_of_a_priced_product_is_a_full_discount(self):
        self.assertEqual(self.value(self.given_order(line={"price_unit": 0.0}), "deepest_discount"), Decimal(100))

    def test_discount_at_the_threshold_is_exact(self):
        for price, discount in ((100.0, 10.0), (0.3, 10.0), (19.99, 10.0), (1234.56, 10.0)):
            product = self._product(f"At {price}", price, 0.01)
            with self.subTest(price=price):
                order = self.given_order(product=product, discount=discount)
                self.assertEqual(self.value(order, "deepest_discount"), Decimal(10))

    def test_quantity_in_another_unit_uses_the_price_of_that_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.given_order(line={"product_uom_id": dozen.id})

        self.assertEqual(order.order_line.price_unit, 1200.0)
        self.assertEqual(self.value(order, "deepest_discount"), 0)
        self.assertEqual(self.value(order, "margin_percent"), 40)

    def test_facts_of_a_batch_cost_as_many_queries_as_those_of_one_order(self):
        orders = self.env["sale.order"]
        for _number in range(20):
            orders += self.given_order(discount=5).sudo()
        counts = []
        for batch in (orders[:1], orders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch._dg_measure(["deepest_discount", "margin_percent", "amount_untaxed", "credit_over_limit"])
            counts.append(self.env.cr.sql_log_count - before)

        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_margin_takes_the_higher_of_both_costs(self):
        order = self.given_order(discount=20)
        self.assertEqual(self.value(order, "margin_percent"), 25)

        order.order_line.sudo().purchase_price = 1.0
        self.assertEqual(self.value(order, "margin_percent"), 25)
        order.order_line.sudo().purchase_price = 72.0
        self.assertEqual(self.value(order, "margin_percent"), 10)

    def test_margin_is_missing_when_goods_have_no_cost_and_names_them(self):
        order = self.given_order(product=self._product("Unknown", 10.0, 0.0))

        self.assertEqual(self.measure(order, "margin_percent")[order.id], Measure(None, "Unknown has no cost"))

    def test_goods_that_are_given_away_have_the_worst_margin_there_is(self):
        order = self.given_order(line={"price_unit": 0.0})

        self.assertEqual(self.value(order, "margin_percent"), -1000)
        self.assertEqual(
            self.measure(order, "lowest_line_margin")[order.id], Measure(Decimal(-1000), "line 1, Steel Shelf")
        )

    def test_order_that_sells_nothing_has_no_margin(self):
        order = self.given_order(product=self._product("Leaflet", 0.0, 0.0, type="service"))

        self.assertIsNone(self.value(order, "margin_percent"))
        self.assertIsNone(self.value(order, "lowest_line_margin"))

    def test_lowest_line_margin_names_its_line_and_spreads_global_discounts(self):
        order = self.given_order()
        order.order_line = [
            Command.create({"product_id": self._product("Rack", 50.0, 40.0).id}),
            Command.create({"product_id": self._product("Rebate", 0.0, 0.0, type="service").id, "price_unit": -15.0}),
        ]

        self.assertEqual(self.measure(order, "lowest_line_margin")[order.id], Measure(Decimal("11.11"), "line 2, Rack"))

    def test_lines_below_cost_are_counted_one_by_one(self):
        order = self.given_order(discount=40)
        self.assertEqual(self.value(order, "lines_below_cost"), 0)
        order.order_line = [
            Command.create({"product_id": self.shelf.id, "discount": 41}),
            Command.create({"product_id": self._product("No cost", 5.0, 0.0).id, "discount": 99}),
        ]
        self.assertEqual(self.value(order, "lines_below_cost"), 1)

    def test_what_was_delivered_beyond_the_order_is_sold_as_well(self):
        order = self.given_order(quantity=0, line={"price_unit": 10.0})
        order.order_line.sudo().qty_delivered = 5

        self.assertEqual(self.value(order, "deepest_discount"), 90)
        self.assertEqual(self.value(order, "margin_percent"), -500)

    def test_amount_is_in_company_currency_at_the_order_date(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": dollar.id, "company_id": self.company.id, "rate": 1.25, "name": "2020-01-01"}
        )
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dollar", "company_id": self.company.id, "currency_id": dollar.id}
        )
        order = self.given_order(pricelist_id=pricelist.id)

        self.assertEqual((order.currency_id, order.amount_untaxed), (dollar, 100.0))
        self.assertEqual(self.value(order, "amount_untaxed"), 80)

    def test_credit_is_missing_without_a_limit(self):
        self.assertIsNone(self.value(self.given_order(), "credit_over_limit"))

    def test_credit_counts_confirmed_orders_and_the_orders_before_in_the_batch(self):
        self.customer.with_company(self.company).credit_limit = 250.0
        self.given_order().action_confirm()
        orders = self.given_order() + self.given_order()

        over = self.measure(orders, "credit_over_limit")

        self.assertEqual([over[order.id].value for order in orders], [Decimal(-50), Decimal(50)])

    def test_two_orders_that_fit_alone_do_not_pass_together(self):
        self.customer.with_company(self.company).credit_limit = 150.0
        self.given_policy(("Over the credit limit", "hold", {"credit_over_limit": "> 0"}))
        orders = self.given_order() + self.given_order()

        orders.action_confirm()

        self.assertEqual(orders.mapped("state"), ["sale", "draft"])
        self.assertEqual(self.env["dg.guard"].search([]).mapped("passes")[-1:], [1])

    def test_order_of_a_contact_counts_for_its_company(self):
        self.customer.with_company(self.company).credit_limit = 150.0
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.customer.id})
        self.given_order().action_confirm()

        over = self.value(self.given_order(partner_id=contact.id), "credit_over_limit")

        self.assertEqual(over, Decimal(50))

    def test_section_and_the_carriers_own_shipping_line_do_not_count(self):
        freight = self._product("Freight", 30.0, 20.0, type="service")
        carrier = self.env["delivery.carrier"].create({"name": "Van", "product_id": freight.id})
        order = self.given_order(discount=5, carrier_id=carrier.id)
        order.order_line = [
            Command.create({"display_type": "line_section", "name": "Hall 1"}),
            Command.create({"product_id": freight.id, "price_unit": 0.0, "is_delivery": True}),
        ]

        self.assertEqual(self.value(order, "deepest_discount"), 5)

    def test_flags_that_anybody_may_set_hide_no_goods(self):
        for flag in ("is_delivery", "is_downpayment"):
            order = self.given_order(discount=5)
            order.order_line = [
                Command.create({"product_id": self.shelf.id, "price_unit": 100.0, "discount": 90, flag: True})
            ]
            with self.subTest(flag=flag):
                self.assertEqual(self.value(order, "deepest_discount"), 90)
                self.assertLess(self.value(order, "margin_percent"), 0)

    def test_offer_without_lines_has_no_figures(self):
        order = self.env["sale.order"].create({"partner_id": self.customer.id, "date_order": fields.Datetime.now()})

        self.assertIsNone(self.value(order, "deepest_discount"))
        self.assertIsNone(self.value(order, "margin_percent"))
        self.assertEqual(self.value(order, "amount_untaxed"), 0)
