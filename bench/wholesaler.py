"""Whose orders are measured?  A company with a chart of accounts, ten customers, ten products and a sales manager.

    python -m bench.wholesaler CONF DATABASE [PEER…]        founds it in a database and arms the peers named

Every order has five lines with five different products: five services, or five goods of which two are out of stock.
The orders of one call belong to different customers.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import odoo.api
import odoo.modules.registry
import odoo.tools
from odoo import fields

from . import peer_rules

NAME = "Bench Wholesale"
LOGIN = "bench_sales_manager"
CUSTOMERS = 10
LINES = 5
IN_STOCK = 3
STOCK = 10_000_000.0
GROUPS = ("base.group_user", "sales_team.group_sale_manager")


class Wholesaler:
    """The company as it stands in a database; its orders are entered and confirmed by its sales manager."""

    def __init__(self, env):
        """Find the company that `found` has made."""
        self.company = env["res.company"].search([("name", "=", NAME)])
        self.env = env(
            user=env["res.users"].search([("login", "=", LOGIN)]).id,
            context={"allowed_company_ids": self.company.ids, "lang": "en_US"},
        )
        self.customers = env["res.partner"].search([("name", "=like", f"{NAME} Customer%")], order="id")

    def order(self, kind, number=0):
        """Return the values of an order for five products of a kind, `service` or `storable`, at 5 % discount.

        The customer changes with the `number` of the order.
        """
        codes = [f"{kind}-{number}" for number in range(LINES)]
        products = self.env["product.product"].sudo().search([("default_code", "in", codes)], order="default_code")
        lines = [
            (0, 0, {"product_id": product.id, "product_uom_qty": 1 + place, "discount": 5})
            for place, product in enumerate(products)
        ]
        promised = fields.Datetime.now() + timedelta(days=14)
        customer = self.customers[number % CUSTOMERS]
        return {"partner_id": customer.id, "commitment_date": promised, "order_line": lines}

    def enter(self, kind, size):
        """Return `size` new orders of a kind."""
        return self.env["sale.order"].create([self.order(kind, number) for number in range(size)])


def found(env):
    """Make the company in a database without one."""
    # The generic chart of accounts is in this currency.
    company = env["res.company"].create({"name": NAME, "currency_id": env.ref("base.USD").id})
    env.user.company_ids = [(4, company.id)]
    env = env(context={"allowed_company_ids": company.ids, "no_reset_password": True})
    env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
    env["res.users"].create(
        {
            "name": "Bench Sales Manager",
            "login": LOGIN,
            "company_id": company.id,
            "company_ids": [(6, 0, company.ids)],
            "group_ids": [(6, 0, [env.ref(name).id for name in GROUPS])],
        }
    )
    _stock_products(env, company)
    _win_customers(env)


def _stock_products(env, company):
    """Make five services and five goods, three of them in stock, all with the chart's sales tax of 15 %.

    A vendor delivers every good in time for the promise.
    """
    warehouse = env["stock.warehouse"].create({"name": NAME, "code": "BENCH", "company_id": company.id})
    tax = company.account_sale_tax_id
    if tax.amount != 15:
        raise RuntimeError("The company has no sales tax of 15 %; the figures would not be comparable.")
    vendor = env["res.partner"].create({"name": f"{NAME} Vendor", "is_company": True})
    supply = (0, 0, {"partner_id": vendor.id, "delay": 3, "company_id": company.id})
    for number in range(LINES):
        price = {"list_price": 80.0 + 10 * number, "standard_price": 50.0 + 5 * number, "taxes_id": [(6, 0, tax.ids)]}
        service = {"default_code": f"service-{number}", "type": "service"}
        goods = {"default_code": f"storable-{number}", "type": "consu", "is_storable": True, "seller_ids": [supply]}
        env["product.product"].create({"name": f"Service {number}", **service, **price})
        product = env["product.product"].create({"name": f"Goods {number}", **goods, **price})
        if number < IN_STOCK:
            env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, STOCK)


def _win_customers(env):
    """Make customers with credit limits far away and one invoice overdue each."""
    customer = {
        "is_company": True,
        "country_id": env.ref("base.nl").id,
        "property_payment_term_id": env.ref("account.account_payment_term_30days").id,
        "use_partner_credit_limit": True,
        "credit_limit": 1e12,
    }
    names = [f"{NAME} Customer {number}" for number in range(CUSTOMERS)]
    customers = env["res.partner"].create([{"name": name, **customer} for name in names])
    line = {"name": "Old delivery", "quantity": 1, "price_unit": 100.0}
    invoice = {"move_type": "out_invoice", "invoice_date": fields.Date.today() - timedelta(days=90)}
    invoices = [{**invoice, "partner_id": one.id, "invoice_line_ids": [(0, 0, line)]} for one in customers]
    env["account.move"].create(invoices).action_post()


def main(conf, database, *peers):
    """Found the company in a database, with the rules of the peers that are installed there."""
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=error"])
    with odoo.modules.registry.Registry(database).cursor() as cursor:
        env = odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {})
        found(env)
        peer_rules.arm(env, Wholesaler(env), peers)
        env.flush_all()
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(*sys.argv[1:])
