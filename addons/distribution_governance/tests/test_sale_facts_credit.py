"""Are the debts of a customer measured in full, whatever the order says?"""

from decimal import Decimal

from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged

from .fact_words import FactCase


@tagged("post_install", "-at_install")
class TestSaleFactsCredit(FactCase):
    """Credit used, and debts that are late."""

    def given_limit(self, amount, partner=None):
        """Give the customer a credit limit in this company."""
        (partner or self.customer).with_company(self.company).credit_limit = amount

    def test_credit_used_is_debts_and_this_order_in_percent_of_the_limit(self):
        self.given_limit(400.0)
        self.given_invoice(amount=100.0)
        self.given_order().action_confirm()
        order = self.given_order()

        self.assertEqual(self.value(order, "credit_used_percent"), 75)
        self.assertEqual(self.value(order, "credit_over_limit"), -100)

    def test_drafts_of_invoices_and_goods_invoiced_on_delivery_count(self):
        self.given_limit(1000.0)
        self.given_invoice(amount=250.0, post=False)
        on_delivery = self._product("On delivery", 300.0, 100.0, invoice_policy="delivery")
        self.given_order(product=on_delivery).action_confirm()

        self.assertEqual(self.value(self.given_order(), "credit_used_percent"), 65)

    def test_credit_is_missing_without_a_limit(self):
        order = self.given_order()

        self.assertIsNone(self.value(order, "credit_used_percent"))
        self.assertIsNone(self.value(order, "credit_over_limit"))

    def test_limit_of_all_customers_counts_where_a_customer_has_none_of_its_own(self):
        self.env["ir.default"].set("res.partner", "credit_limit", 200.0, company_id=self.company.id)

        self.assertEqual(self.value(self.given_order(), "credit_used_percent"), 50)

    def test_orders_of_one_batch_use_the_credit_one_after_the_other(self):
        self.given_limit(250.0)
        orders = self.given_order() + self.given_order() + self.given_order()

        self.assertEqual(self.values(orders, "credit_used_percent"), [40, 80, 120])

    def test_two_orders_that_fit_alone_do_not_pass_together_by_their_share(self):
        self.given_limit(150.0)
        self.given_policy(("Credit used up", "hold", {"credit_used_percent": "> 100"}))
        orders = self.given_order() + self.given_order()

        orders.action_confirm()

        self.assertEqual(orders.mapped("state"), ["sale", "draft"])
        self.assertEqual(self.env["dg.guard"].search([("name", "like", "credit/%")]).passes, 1)

    def test_worst_debtor_counts(self):
        payer = self.env["res.partner"].create({"name": "Payer", "is_company": True})
        self.given_limit(1000.0)
        self.given_limit(125.0, payer)

        self.assertEqual(self.value(self.given_order(partner_invoice_id=payer.id), "credit_used_percent"), 80)

    def test_currency_without_a_rate_is_no_credit_for_nothing(self):
        self.given_limit(100.0)
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        rupiah = self.env.ref("base.IDR")
        rupiah.active = True
        rupiah.rate_ids.unlink()
        pricelist = self.env["product.pricelist"].create(
            {"name": "Rupiah", "company_id": self.company.id, "currency_id": rupiah.id}
        )
        orders = self.given_order(pricelist_id=pricelist.id) + self.given_order()

        with self.assertLogs("odoo.addons.distribution_governance.models.dg_judgement", "WARNING"):
            measured = self.measure(orders, "credit_used_percent")

        self.assertTrue(measured[orders[0].id].is_failed)
        self.assertIn("no exchange rate for IDR", measured[orders[0].id].where)
        self.assertEqual(measured[orders[1].id].value, 100)

    # ---- late debts ----

    @freeze_time("2026-03-10 12:00:00")
    def test_oldest_debt_and_all_that_is_late(self):
        self.given_invoice(amount=100.0, due="2026-02-28")
        self.given_invoice(amount=50.0, due="2026-03-09")
        self.given_invoice(amount=900.0, due="2026-03-10")
        order = self.given_order()

        self.assertEqual(self.value(order, "overdue_days"), 10)
        self.assertEqual(self.value(order, "overdue_amount"), 150)

    def test_nothing_is_late_without_invoices(self):
        order = self.given_order()

        self.assertEqual((self.value(order, "overdue_days"), self.value(order, "overdue_amount")), (0, 0))

    @freeze_time("2026-03-10 12:00:00")
    def test_paid_and_draft_invoices_are_not_late(self):
        self.given_invoice(due="2026-02-01", post=False)
        paid = self.given_invoice(due="2026-02-01")
        paid._reverse_moves([{"invoice_date": "2026-02-02"}]).action_post()

        self.assertEqual(self.value(self.given_order(), "overdue_amount"), 0)

    @freeze_time("2026-03-10 23:30:00")
    def test_day_is_the_day_of_the_company_not_of_the_caller(self):
        self.given_invoice(due="2026-03-10")
        self.company.partner_id.tz = "Europe/Berlin"
        order = self.given_order()

        self.assertEqual(self.value(order, "overdue_days"), 1)
        self.assertEqual(self.value(order.with_context(tz="Pacific/Honolulu"), "overdue_days"), 1)

    @freeze_time("2026-03-10 12:00:00")
    def test_debts_of_customer_and_payer_add_up_once_per_company(self):
        payer = self.env["res.partner"].create({"name": "Payer", "is_company": True})
        address = self.env["res.partner"].create({"name": "Books", "parent_id": self.customer.id, "type": "invoice"})
        self.given_invoice(amount=100.0, due="2026-03-01")
        self.given_invoice(payer, amount=30.0, due="2026-01-01")

        self.assertEqual(self.value(self.given_order(partner_invoice_id=payer.id), "overdue_amount"), 130)
        self.assertEqual(self.value(self.given_order(partner_invoice_id=payer.id), "overdue_days"), 68)
        self.assertEqual(self.value(self.given_order(partner_invoice_id=address.id), "overdue_amount"), 100)

    # ---- ways around ----

    @freeze_time("2026-03-10 12:00:00")
    def test_no_other_address_hides_debts(self):
        self.given_invoice(amount=100.0, due="2026-03-01")
        self.given_limit(100.0)
        free = self.env["res.partner"].create({"name": "Free", "is_company": True})
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.customer.id, "active": False})
        for values in ({"partner_invoice_id": free.id}, {"partner_id": contact.id}, {"partner_shipping_id": free.id}):
            order = self.given_order(**values)
            with self.subTest(values=values):
                self.assertEqual(self.value(order, "overdue_days"), 9)
                self.assertEqual(self.value(order, "credit_used_percent"), 200)

    def test_rate_written_into_the_order_lowers_no_debt(self):
        self.given_limit(150.0)
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": dollar.id, "company_id": self.company.id, "rate": 0.5, "name": "2020-01-01"}
        )
        self.env["res.currency.rate"].create(
            {"currency_id": dollar.id, "company_id": self.company.id, "rate": 100.0, "name": "2019-01-01"}
        )
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        pricelist = self.env["product.pricelist"].create(
            {"name": "Dollar", "company_id": self.company.id, "currency_id": dollar.id}
        )
        order = self.given_order(
            pricelist_id=pricelist.id, date_order=fields.Datetime.to_datetime("2019-06-01 10:00:00")
        )
        order.order_line.price_unit = 50.0

        self.assertEqual(self.value(order, "credit_over_limit"), Decimal(-50))

    # ---- cost ----

    def test_few_queries_for_any_batch(self):
        self.given_limit(100000.0)
        self.given_invoice(due="2026-03-01")
        order = self.given_order()

        self.assert_few_queries(order, "credit_used_percent", "credit_over_limit")
        self.assert_few_queries(order, "overdue_days", "overdue_amount")

    def test_thousand_lines_are_one_debt(self):
        self.given_limit(1000.0)
        order = self.given_order()
        order.order_line = [
            Command.create({"product_id": self.shelf.id, "product_uom_qty": 1, "price_unit": 1.0})
            for _line in range(1000)
        ]

        self.assertEqual(self.value(order, "credit_used_percent"), 110)
