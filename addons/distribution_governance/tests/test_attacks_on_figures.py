"""Are the ways in which the figures of an order were once bent closed, and do they stay closed?"""

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exceptions import GateClosed
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestAttacksOnFigures(GovernanceCase):
    """Prices, costs, currencies, debtors, and what follows a confirmation."""

    def test_back_dated_quotation_gets_no_price_of_the_past(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        sale_rule = {"applied_on": "3_global", "compute_price": "percentage", "percent_price": 50}
        sale_rule |= {"date_start": "2020-01-01 00:00:00", "date_end": "2020-01-31 00:00:00"}
        self.customer.with_company(self.company).property_product_pricelist = self.env["product.pricelist"].create(
            {
                "name": "January",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "item_ids": [Command.create(sale_rule)],
            }
        )
        self.given_discount_policy()
        order = self.given_order(
            date_order=fields.Datetime.to_datetime("2020-01-10 10:00:00"), line={"price_unit": 50.0}
        )

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")

    def test_currency_without_a_rate_is_not_counted_one_to_one(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        rupiah = self.env.ref("base.IDR")
        rupiah.active = True
        rupiah.rate_ids.unlink()
        pricelist = self.env["product.pricelist"].create(
            {"name": "Rupiah", "company_id": self.company.id, "currency_id": rupiah.id}
        )
        self.given_policy(("Order above 50", "hold", {"amount_untaxed": "> 50000"}))
        order = self.given_order(pricelist_id=pricelist.id)

        with self.assertLogs("odoo.addons.distribution_governance.models.dg_judgement", "WARNING"):
            order.action_confirm()

        self.assertEqual(order.state, "draft")
        self.assertIn("no exchange rate for IDR", self.holds(order).explanation)

    def test_included_tax_is_no_way_to_a_discount(self):
        group = {"type_tax_use": "sale", "amount": 25.0, "company_id": self.company.id}
        country = {"country_id": self.env.ref("base.be").id}
        tax_group = self.env["account.tax.group"].create({"name": "Tax", "company_id": self.company.id, **country})
        included = self.env["account.tax"].create(
            {
                "name": "25 % in",
                "price_include_override": "tax_included",
                "tax_group_id": tax_group.id,
                **group,
                **country,
            }
        )
        self.given_discount_policy()
        order = self.given_order(line={"tax_ids": [Command.set(included.ids)]})

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertIn("20 %", self.holds(order).explanation)

    def test_returned_goods_with_an_invented_cost_raise_no_margin(self):
        self.given_policy(("Margin below 15 %", "hold", {"margin_percent": "< 15"}))
        order = self.given_order(discount=60, quantity=10)
        order.order_line = [
            Command.create(
                {"product_id": self.shelf.id, "product_uom_qty": -1, "price_unit": 0.0, "purchase_price": 100000.0}
            )
        ]

        order.action_confirm()

        self.assert_held(order, "Margin below 15 %")

    def test_goods_said_to_come_back_pay_for_nothing(self):
        self.given_discount_policy()
        order = self.given_order(quantity=10)
        order.order_line = [Command.create({"product_id": self.shelf.id, "product_uom_qty": -9})]

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertIn("90 %", self.holds(order).explanation)

    def test_no_context_lowers_the_reference_price(self):
        self.given_discount_policy()
        order = self.given_order(discount=50)

        self.rpc("sale.order", "action_confirm", order.ids, context={"no_variant_attributes_price_extra": -50})

        self.assert_held(order, "Discount above 10 %")

    def test_amount_below_the_price_counts_as_it_is_invoiced(self):
        self.given_discount_policy()
        order = self.given_order(quantity=10)
        self.env.cr.execute("UPDATE sale_order_line SET price_subtotal = 650 WHERE id = %s", order.order_line.ids)
        self.env.invalidate_all()

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")

    def test_rebate_without_a_product_lowers_the_margin(self):
        self.given_policy(("Margin below 15 %", "hold", {"margin_percent": "< 15"}))
        order = self.given_order()
        order.order_line = [
            Command.create({"name": "Rebate", "price_unit": -35.0, "product_uom_qty": 1, "is_downpayment": True})
        ]

        order.action_confirm()

        self.assert_held(order, "Margin below 15 %")

    def test_held_order_is_neither_invoiced_nor_shipped(self):
        self.given_discount_policy()
        order = self.given_order(discount=50)
        order.action_confirm()
        payment = self.env["sale.advance.payment.inv"].with_user(self.sales_manager)
        payment = payment.with_context(active_model="sale.order", active_ids=order.ids, active_id=order.id)
        for method in ("delivered", "percentage"):
            wizard = payment.create({"advance_payment_method": method, "amount": 100.0})
            with self.subTest(method=method), self.assertRaises(UserError):
                wizard.sudo().create_invoices()
        warehouse = self.env["stock.warehouse"].create({"name": "W", "code": "W1", "company_id": self.company.id})
        move = self.env["stock.move"].create(
            {
                "product_id": self.shelf.id,
                "product_uom_qty": 1,
                "product_uom": self.shelf.uom_id.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": self.env.ref("stock.stock_location_customers").id,
                "sale_line_id": order.order_line.id,
                "company_id": self.company.id,
            }
        )
        move.quantity = 1
        with self.assertRaisesRegex(GateClosed, "is not confirmed yet"):
            move._action_done()

    def test_orders_invoiced_to_others_add_up_for_the_customer(self):
        self.customer.with_company(self.company).credit_limit = 150.0
        self.given_policy(("Over the credit limit", "hold", {"credit_over_limit": "> 0"}))
        other = self.env["res.partner"].create({"name": "No limit", "is_company": True})
        self.given_order(partner_invoice_id=other.id).action_confirm()
        order = self.given_order(partner_invoice_id=other.id)

        order.action_confirm()

        self.assert_held(order, "Over the credit limit")

    def test_order_named_twice_is_one_order(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)

        (order.browse([order.id, order.id])).with_user(self.salesperson).action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertEqual(len(self.decisions(order)), 1)

    def test_invoice_to_somebody_without_a_limit_avoids_no_credit_check(self):
        self.customer.with_company(self.company).credit_limit = 50.0
        self.given_policy(("Over the credit limit", "hold", {"credit_over_limit": "> 0"}))
        other = self.env["res.partner"].create({"name": "No limit", "is_company": True})
        order = self.given_order(partner_invoice_id=other.id)

        order.action_confirm()

        self.assert_held(order, "Over the credit limit")
