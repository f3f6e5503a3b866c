"""Are the ways in which a sales order was once brought past the gate closed, and do they stay closed?"""

from odoo import Command, fields
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..exceptions import GateClosed
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestAttacks(GovernanceCase):
    """Each test is one attack, made the way a remote client makes it."""

    def rpc(self, model, method, *args, user=None, **kwargs):
        """Call a method of a model as a remote client does."""
        return call_kw(self.env[model].with_user(user or self.salesperson), method, list(args), kwargs)

    def values(self, **line):
        """Return the values of an order of one line."""
        line = {"product_id": self.shelf.id, "product_uom_qty": 1, **line}
        return {"partner_id": self.customer.id, "order_line": [Command.create(line)]}

    # ---- defaults ----

    def test_default_of_a_context_or_of_a_user_makes_no_confirmed_order(self):
        self.given_discount_policy()
        self.env["ir.default"].with_user(self.salesperson).set("sale.order", "state", "sale", True)

        for context in ({}, {"default_state": "sale"}):
            order = self.env["sale.order"].browse(
                self.rpc("sale.order", "create", [self.values(discount=50)], context=context)
            )
            with self.subTest(context=context):
                self.assertEqual(order.state, "draft")
                self.assertEqual(order.order_line.state, "draft")

    def test_default_values_of_a_user_forge_no_release(self):
        self.given_discount_policy()
        defaults = self.env["ir.default"].with_user(self.salesperson)
        for field, value in {
            "state": "released",
            "released_values": {"deepest_discount": "999"},
            "release_reason": "forged",
            "released_by_id": self.controller.id,
        }.items():
            defaults.set("dg.hold", field, value, True)
        order = self.given_order(discount=18)

        order.action_confirm()
        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertFalse(self.holds(order).released_by_id)

    # ---- computed figures ----

    def test_computed_figures_cannot_be_written(self):
        self.given_policy(("Order above 50", "hold", {"amount_untaxed": "> 50"}))
        order = self.given_order()
        for model, record, values in (
            ("sale.order", order, {"amount_untaxed": 1.0}),
            ("sale.order", order, {"currency_rate": 0.0}),
            ("sale.order.line", order.order_line, {"qty_invoiced": 1.0}),
            ("sale.order.line", order.order_line, {"price_subtotal": 1.0}),
            ("sale.order.line", order.order_line, {"state": "sale"}),
        ):
            with self.subTest(values=values), self.assertRaises(GateClosed):
                self.rpc(model, "write", record.ids, values)
        with self.assertRaises(GateClosed):
            self.rpc("sale.order", "create", [self.values() | {"amount_untaxed": 1.0}])

        order.action_confirm()
        self.assert_held(order, "Order above 50")

    def test_line_of_a_held_order_is_not_delivered(self):
        self.given_discount_policy()
        order = self.given_order(discount=90)
        order.action_confirm()

        with self.assertRaises(GateClosed):
            self.rpc("sale.order.line", "write", order.order_line.ids, {"state": "sale"})

        self.assertFalse(order.order_line.move_ids)

    # ---- figures ----

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

    def test_returned_goods_at_list_price_are_no_discount(self):
        self.given_discount_policy()
        order = self.given_order(quantity=10)
        order.order_line = [Command.create({"product_id": self.shelf.id, "product_uom_qty": -2})]

        order.action_confirm()

        self.assert_confirmed(order)

    def test_invoice_to_somebody_without_a_limit_avoids_no_credit_check(self):
        self.customer.with_company(self.company).credit_limit = 50.0
        self.given_policy(("Over the credit limit", "hold", {"credit_over_limit": "> 0"}))
        other = self.env["res.partner"].create({"name": "No limit", "is_company": True})
        order = self.given_order(partner_invoice_id=other.id)

        order.action_confirm()

        self.assert_held(order, "Over the credit limit")
