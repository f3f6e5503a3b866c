"""Are prices read by SQL the prices that Odoo computes?"""

from decimal import Decimal

from odoo import Command
from odoo.tests import tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestSalePrices(GovernanceCase):
    """Reference prices, list prices and costs, as rows of a query and as Odoo computes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.group_user")._apply_group(cls.env.ref("product.group_product_pricelist"))
        cls.category = cls.env["product.category"].create({"name": "Storage"})
        cls.racks = cls.env["product.category"].create({"name": "Racks", "parent_id": cls.category.id})
        cls.box = cls._product("Box", 20, 9, categ_id=cls.racks.id)

    def given_own_list(self, *rules, **values):
        """Give the customer a price list of these rules."""
        own = self.given_list(*rules, **values)
        self.customer.with_company(self.company).property_product_pricelist = own
        return own

    def given_list(self, *rules, **values):
        """Make a price list of the company."""
        return self.env["product.pricelist"].create(
            {
                "name": "Own",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "item_ids": [Command.create(rule) for rule in rules],
                **values,
            }
        )

    def priced(self, order):
        """Return the order's PricedOrder."""
        self.env.flush_all()
        return order.sudo().with_company(self.company)._dg_priced()[order.id]

    def assert_as_odoo(self, order):
        """Every line, plain or not, says what Odoo computes for it."""
        lines = order.sudo().with_company(self.company).order_line
        expected = lines._dg_exact_prices()
        for read, line in zip(self.priced(order).lines, lines, strict=True):
            for name, value in zip(("net", "reference", "list_price", "cost"), expected[line.id], strict=True):
                with self.subTest(line=line.name, figure=name):
                    self.assertAlmostEqual(getattr(read, name) or 0.0, value or 0.0, places=6)

    def assert_plain(self, order, is_plain=True):
        """The query alone is the whole truth about the order, or it is not."""
        self.env.flush_all()
        order = order.sudo().with_company(self.company)
        rows = order._dg_price_rows(order._dg_references())
        self.assertEqual(all(row.is_plain for row in rows[order]), is_plain)

    def test_rules_of_every_kind_give_the_price_that_odoo_computes(self):
        shelf = self.shelf.product_tmpl_id.id
        own = self.given_own_list(
            {"applied_on": "3_global", "compute_price": "percentage", "percent_price": 3},
            {
                "applied_on": "2_product_category",
                "categ_id": self.category.id,
                "compute_price": "percentage",
                "percent_price": 7,
            },
            {"applied_on": "1_product", "product_tmpl_id": shelf, "fixed_price": 91.5},
            {"applied_on": "1_product", "product_tmpl_id": shelf, "min_quantity": 10, "fixed_price": 85.0},
            {"applied_on": "3_global", "date_end": "2020-01-01 00:00:00", "compute_price": "fixed", "fixed_price": 1.0},
        )
        for product, quantity in ((self.shelf, 1), (self.shelf, 10), (self.box, 1), (self._product("Ad", 7, 1), 1)):
            order = self.given_order(product=product, quantity=quantity, discount=4)
            expected = own._get_product_price(product, quantity, date=order.date_order, uom=product.uom_id)
            with self.subTest(product=product.name, quantity=quantity):
                self.assertAlmostEqual(self.priced(order).lines[0].reference, expected, places=6)
                self.assert_as_odoo(order)
                self.assert_plain(order)

    def test_formulas_and_chained_lists_are_left_to_odoo(self):
        base = self.given_list({"applied_on": "3_global", "compute_price": "fixed", "fixed_price": 70.0})
        formula = {"applied_on": "3_global", "compute_price": "formula", "price_discount": 12, "price_surcharge": 1.5}
        for rule, expected in (
            (formula, 89.5),
            (formula | {"base": "pricelist", "base_pricelist_id": base.id}, 63.1),
            (
                {"compute_price": "percentage", "base": "pricelist", "base_pricelist_id": base.id, "percent_price": 10},
                63,
            ),
        ):
            self.given_own_list(rule)
            order = self.given_order()
            with self.subTest(rule=rule):
                self.assertAlmostEqual(self.priced(order).lines[0].reference, expected, places=6)
                self.assert_plain(order, is_plain=False)

    def test_units_taxes_and_variants_are_left_to_odoo(self):
        group = self.env["account.tax.group"].create({"name": "VAT", "company_id": self.company.id})
        included = self.env["account.tax"].create(
            {
                "name": "Included",
                "amount": 25,
                "company_id": self.company.id,
                "tax_group_id": group.id,
                "country_id": self.env.ref("base.nl").id,
                "price_include_override": "tax_included",
            }
        )
        colour = self.env["product.attribute"].create(
            {"name": "Colour", "value_ids": [Command.create({"name": "Red"}), Command.create({"name": "Blue"})]}
        )
        taxed = self._product("Taxed", 125.0, 60.0, taxes_id=included.ids)
        choice = {"attribute_id": colour.id, "value_ids": [Command.set(colour.value_ids.ids)]}
        lamp = self.env["product.template"].create(
            {"name": "Lamp", "list_price": 30.0, "taxes_id": False, "attribute_line_ids": [Command.create(choice)]}
        )
        lamp.attribute_line_ids.product_template_value_ids[0].price_extra = 8.0
        for order, reference in (
            (self.given_order(line={"product_uom_id": self.env.ref("uom.product_uom_dozen").id}), 1200),
            (self.given_order(product=taxed), 100),
            (self.given_order(product=lamp.product_variant_ids[0]), 38),
        ):
            with self.subTest(product=order.order_line.name):
                self.assertAlmostEqual(self.priced(order).lines[0].reference, reference, places=6)
                self.assert_as_odoo(order)

    def test_list_in_another_currency_counts_at_the_rate_of_today(self):
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": dollar.id, "company_id": self.company.id, "rate": 1.25, "name": "2020-01-01"}
        )
        own = self.given_own_list({"compute_price": "fixed", "fixed_price": 100.0}, currency_id=dollar.id)
        order = self.given_order(pricelist_id=own.id)
        self.assertAlmostEqual(self.priced(order).lines[0].reference, 100.0)

        order = self.given_order(pricelist_id=self.given_list().id)
        self.assertAlmostEqual(self.priced(order).lines[0].reference, 80.0)

    def test_own_list_is_found_as_odoo_finds_it(self):
        self.env["product.pricelist"].search([]).action_archive()
        dutch = self.env["res.country.group"].create(
            {"name": "NL", "country_ids": [Command.set(self.env.ref("base.nl").ids)]}
        )
        for_all = self.given_list({"compute_price": "fixed", "fixed_price": 98.0}, sequence=2)
        for_dutch = self.given_list(
            {"compute_price": "fixed", "fixed_price": 97.0}, sequence=1, country_group_ids=[Command.set(dutch.ids)]
        )
        chosen = self.given_list({"compute_price": "fixed", "fixed_price": 96.0}, sequence=3)
        customers = {
            name: self.env["res.partner"].create({"name": name, "is_company": True, **values})
            for name, values in (
                ("nowhere", {}),
                ("dutch", {"country_id": self.env.ref("base.nl").id}),
                ("chosen", {"country_id": self.env.ref("base.nl").id}),
            )
        }
        customers["chosen"].with_company(self.company).property_product_pricelist = chosen
        for name, own in (("nowhere", for_all), ("dutch", for_dutch), ("chosen", chosen)):
            order = self.given_order(partner_id=customers[name].id)
            with self.subTest(customer=name):
                self.assertEqual(order.pricelist_id, own)
                self.assertEqual(self.priced(order).own_lists, {own.id})
                self.assertEqual(self.priced(order).lines[0].reference, own.item_ids.fixed_price)

    def test_discount_of_the_whole_order_and_from_the_list_price(self):
        self.given_own_list({"compute_price": "percentage", "percent_price": 20})
        order = self.given_order(discount=10, quantity=3)
        order.order_line = [Command.create({"product_id": self.box.id, "product_uom_qty": 5})]

        figures = order.sudo()._dg_measure(["order_discount", "list_discount", "deepest_discount"])[order.id]

        # 3 x 100 and 5 x 20 cost 400, on the own list 320; paid are 3 x 72 and 5 x 16.
        self.assertEqual(figures["order_discount"].value, Decimal("7.50"))
        self.assertEqual(figures["list_discount"].value, Decimal("26.00"))
        self.assertEqual(figures["deepest_discount"].value, Decimal(10))

    def test_other_list_than_the_customers_own_is_a_fact(self):
        own = self.given_own_list({"compute_price": "percentage", "percent_price": 20})
        orders = self.given_order() + self.given_order(pricelist_id=self.given_list().id)

        figures = orders.sudo()._dg_measure(["other_pricelist"])

        self.assertEqual(orders[0].pricelist_id, own)
        self.assertEqual([figures[order.id]["other_pricelist"].value for order in orders], [False, True])

    def test_prices_of_thousands_of_lines_are_one_query(self):
        line = {"product_id": self.shelf.id, "discount": 5}
        order = self.env["sale.order"].create(
            {"partner_id": self.customer.id, "order_line": [Command.create(line)] * 1500}
        )

        self.assert_plain(order)
        self.assertEqual(len(self.priced(order).lines), 1500)
        with self.assertQueryCount(1):
            self.assertEqual(len(order.sudo().with_company(self.company)._dg_references()), 1500)
