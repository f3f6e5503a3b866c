"""Are goods promised once only, and only when they can be there?"""

from decimal import Decimal

from odoo import Command
from odoo.tests import tagged

from .stock_words import StockCase


@tagged("post_install", "-at_install")
class TestSaleFactsStock(StockCase):
    """Lines short, value short, promises that cannot be kept."""

    # ---- short ----

    def test_goods_on_hand_are_enough(self):
        self.given_stock(10)
        order = self.given_wish((self.rack, 10))

        self.assertEqual((self.value(order, "lines_short"), self.value(order, "shortage_percent")), (0, 0))

    def test_line_that_is_short_is_named_with_what_is_missing(self):
        self.given_stock(4)
        order = self.given_wish((self.shelf, 5), (self.rack, 10))

        measure = self.measure(order, "lines_short")[order.id]

        self.assertEqual((measure.value, measure.where), (1, "line 2, Rack: 6 of 10 missing"))

    def test_value_short_is_what_is_missing_of_the_order(self):
        self.given_stock(4)
        self.given_stock(10, self.box)

        self.assertEqual(self.value(self.given_wish((self.rack, 8), (self.box, 4)), "shortage_percent"), 40)

    def test_lines_of_one_product_share_the_stock(self):
        self.given_stock(10)
        order = self.given_wish((self.rack, 6), (self.rack, 6))

        self.assertEqual(self.value(order, "lines_short"), 1)
        self.assertEqual(self.value(order, "shortage_percent"), Decimal("16.67"))

    def test_orders_of_one_batch_share_the_stock(self):
        self.given_stock(10)
        orders = self.given_wish((self.rack, 6)) + self.given_wish((self.rack, 6))

        self.assertEqual(self.values(orders, "lines_short"), [0, 1])
        self.assertEqual([self.value(order, "lines_short") for order in orders], [0, 0])

    def test_what_confirmed_orders_reserved_is_gone(self):
        self.given_stock(10)
        self.given_wish((self.rack, 7), promised="2026-06-01").action_confirm()

        self.assertEqual(self.value(self.given_wish((self.rack, 4)), "lines_short"), 1)
        self.assertEqual(self.value(self.given_wish((self.rack, 3)), "lines_short"), 0)

    def test_what_confirmed_orders_still_need_is_gone_when_they_need_it(self):
        self.given_wish((self.rack, 7), promised="2026-03-10").action_confirm()
        self.given_receipt(10, "2026-03-09")

        self.assertEqual(self.value(self.given_wish((self.rack, 4), promised="2026-03-12"), "lines_short"), 1)
        self.assertEqual(self.value(self.given_wish((self.rack, 3), promised="2026-03-12"), "lines_short"), 0)

    def test_receipt_counts_from_its_day(self):
        self.given_receipt(10, "2026-03-09")

        self.assertEqual(self.value(self.given_wish((self.rack, 4), promised="2026-03-08"), "lines_short"), 1)
        self.assertEqual(self.value(self.given_wish((self.rack, 4), promised="2026-03-09"), "lines_short"), 0)

    def test_quantity_in_another_unit_is_counted_in_the_unit_of_the_product(self):
        self.given_stock(12)
        order = self.given_wish((self.rack, 1))
        order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")

        self.assertEqual(self.value(order, "lines_short"), 0)
        order.order_line.product_uom_qty = 2
        self.assertEqual(self.measure(order, "lines_short")[order.id].where, "line 1, Rack: 12 of 24 missing")

    def test_services_sections_and_goods_not_stocked_are_never_short(self):
        work = self._product("Assembly", 80.0, 40.0, type="service")
        order = self.given_wish((self.shelf, 5), (work, 5))
        order.order_line = [Command.create({"display_type": "line_section", "name": "Hall 1"})]

        self.assertEqual((self.value(order, "lines_short"), self.value(order, "shortage_percent")), (0, 0))

    def test_order_without_value_has_no_value_short(self):
        sample = self._product("Sample", 0.0, 0.0, is_storable=True)
        order = self.given_wish((sample, 5))

        self.assertIsNone(self.value(order, "shortage_percent"))
        self.assertEqual(self.value(order, "lines_short"), 1)
        self.assertIsNone(self.value(self.given_wish(), "shortage_percent"))

    def test_goods_that_the_product_buys_to_order_are_not_short(self):
        route = self.env["stock.route"].create({"name": "Buy to order", "company_id": self.company.id})
        self.env["stock.rule"].create(
            {
                "name": "To order",
                "route_id": route.id,
                "action": "pull",
                "procure_method": "make_to_order",
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_src_id": self.warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
            }
        )
        category = self.env["product.category"].create({"name": "To order", "route_ids": route.ids})
        below = self.env["product.category"].create({"name": "Below", "parent_id": category.id})
        self.rack.route_ids = route
        self.box.categ_id = below

        self.assertEqual(self.value(self.given_wish((self.rack, 5), (self.box, 5)), "lines_short"), 0)

    def test_archived_product_keeps_its_stock(self):
        self.given_stock(5)
        order = self.given_wish((self.rack, 5), (self.box, 1))
        (self.rack + self.box).active = False

        self.assertEqual(self.value(order, "lines_short"), 1)

    def test_confirmed_order_is_not_short_of_what_is_reserved_for_itself(self):
        self.given_stock(10)
        order = self.given_wish((self.rack, 10))
        order.action_confirm()

        self.assertEqual(self.value(order, "lines_short"), 0)
        self.assertEqual(self.value(self.given_wish((self.rack, 1)), "lines_short"), 1)

    # ---- promised too early ----

    def test_promise_waits_for_the_lead_time_of_the_product(self):
        self.given_stock(10)
        self.rack.sale_delay = 5

        self.assertEqual(self.value(self.given_wish((self.rack, 1), promised="2026-03-04"), "promise_gap_days"), 3)
        self.assertEqual(self.value(self.given_wish((self.rack, 1), promised="2026-03-09"), "promise_gap_days"), -2)

    def test_promise_waits_for_the_receipt_that_completes_the_goods(self):
        self.given_stock(3)
        self.given_receipt(5, "2026-03-09")
        order = self.given_wish((self.rack, 8), promised="2026-03-05")

        measure = self.measure(order, "promise_gap_days")[order.id]

        self.assertEqual((measure.value, measure.where), (4, "line 1, Rack"))

    def test_promise_waits_for_the_vendor_when_no_receipt_is_known(self):
        self.env["product.supplierinfo"].create(
            {"partner_id": self.customer.id, "product_tmpl_id": self.rack.product_tmpl_id.id, "delay": 10}
        )

        self.assertEqual(self.value(self.given_wish((self.rack, 8), promised="2026-03-05"), "promise_gap_days"), 7)

    def test_promise_that_nothing_can_keep_is_held(self):
        self.given_policy(("Promised too early", "hold", {"promise_gap_days": "> 30"}))
        order = self.given_wish((self.rack, 8), promised="2026-03-05")

        order.action_confirm()

        self.assertEqual(order.state, "draft")
        self.assertIn("nothing says when Rack can be there", self.holds(order).explanation)

    def test_without_a_promise_there_is_no_gap(self):
        self.assertIsNone(self.value(self.given_wish((self.rack, 8)), "promise_gap_days"))

    # ---- cost ----

    def test_few_queries_for_any_batch(self):
        self.given_stock(20)
        self.given_receipt(500, "2026-03-09")
        order = self.given_wish((self.rack, 1), (self.box, 2), promised="2026-03-10")
        self.given_receipt(500, "2026-03-09", self.box)

        self.assert_few_queries(order, "lines_short", "shortage_percent", "promise_gap_days")

    def test_thousand_lines_share_the_stock(self):
        self.given_stock(1000)
        order = self.given_wish(*[(self.rack, 1)] * 1200, promised="2026-03-10")
        self.env.flush_all()

        self.assertEqual(self.value(order, "lines_short"), 200)
