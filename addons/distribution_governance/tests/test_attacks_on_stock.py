"""Are the ways in which a shortage of goods was once hidden closed, and do they stay closed?"""

from odoo.tests import tagged

from .stock_words import StockCase, at


@tagged("post_install", "-at_install")
class TestAttacksOnStock(StockCase):
    """Each test hides a shortage, or a promise that cannot be kept."""

    def test_promise_in_the_past_is_no_look_at_the_stock_of_then(self):
        self.given_stock(10)
        self.given_wish((self.rack, 10)).action_confirm()
        order = self.given_wish((self.rack, 10), promised="2020-01-01")

        self.assertEqual(self.value(order, "lines_short"), 1)
        self.assertEqual(self.value(self.given_wish((self.shelf, 1), promised="2026-02-20"), "promise_gap_days"), 10)

    def test_lead_time_and_order_date_written_by_the_salesperson_change_nothing(self):
        self.given_receipt(10, "2026-05-01")
        order = self.given_wish((self.rack, 10), date_order=at("2026-12-01"))
        self.rpc("sale.order.line", "write", order.order_line.ids, {"customer_lead": 300.0})

        self.assertEqual(self.value(order, "lines_short"), 1)

    def test_free_line_is_short_of_its_sales_price(self):
        self.given_stock(2, self.box)
        order = self.given_wish((self.rack, 1), (self.box, 2))
        order.order_line[0].price_unit = 0.0

        self.assertEqual(self.value(order, "shortage_percent"), 50)

    def test_stock_counts_where_the_line_ships_from_and_in_the_own_company(self):
        second = self.env["stock.warehouse"].create({"name": "South", "code": "S2", "company_id": self.company.id})
        self.given_stock(10, warehouse=second)
        order = self.given_wish((self.rack, 10), warehouse_id=second.id)
        self.assertEqual(self.value(order, "lines_short"), 0)

        order.order_line.sudo().warehouse_id = self.warehouse
        self.assertEqual(self.value(order, "lines_short"), 1)

        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self.env["stock.warehouse"].search([("company_id", "=", elsewhere.id)], limit=1)
        self.given_stock(10, warehouse=foreign)
        order.order_line.sudo().warehouse_id = foreign
        self.assertEqual(self.value(order, "lines_short"), 1)

    def test_route_chosen_on_the_line_hides_no_shortage(self):
        order = self.given_wish((self.rack, 10))
        mto = self.env["stock.route"].create({"name": "Any", "sale_selectable": True, "company_id": self.company.id})
        order.order_line.sudo().route_ids = mto

        self.assertEqual(self.value(order, "lines_short"), 1)

    def test_unit_of_another_kind_is_held_not_counted_as_little(self):
        self.given_stock(10)
        order = self.given_wish((self.rack, 20))
        self.rpc(
            "sale.order.line",
            "write",
            order.order_line.ids,
            {"product_uom_id": self.env.ref("uom.product_uom_gram").id},
        )

        measure = self.measure(order, "lines_short")[order.id]

        self.assertTrue(measure.is_failed)
        self.assertEqual(measure.where, "Rack is not sold in a unit that fits it")

    def test_goods_said_to_come_back_add_nothing_to_the_stock(self):
        self.given_stock(5)
        order = self.given_wish((self.rack, -10), (self.rack, 10))

        self.assertEqual(self.value(order, "lines_short"), 1)
