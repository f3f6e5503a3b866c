"""Whose orders are measured?  A company with a chart of accounts, a customer, ten products and a sales manager.

    python -m bench.wholesaler CONF DATABASE        founds it in a database

Every order has five lines with five different products: five services, or five goods of which two are out of stock.
"""

from __future__ import annotations

import sys

import odoo.api
import odoo.modules.registry
import odoo.tools

NAME = "Bench Wholesale"
LOGIN = "bench_sales_manager"
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
        self.customer = env["res.partner"].search([("name", "=", f"{NAME} Customer")])

    def products(self, kind):
        """Return the five products of a kind, `service` or `storable`."""
        codes = [f"{kind}-{number}" for number in range(LINES)]
        return self.env["product.product"].sudo().search([("default_code", "in", codes)], order="default_code")

    def enter(self, kind, size, **values):
        """Return `size` new orders of five lines at 5 % discount."""
        lines = [
            (0, 0, {"product_id": product.id, "product_uom_qty": 1 + number, "discount": 5})
            for number, product in enumerate(self.products(kind))
        ]
        order = {"partner_id": self.customer.id, "order_line": lines, **values}
        return self.env["sale.order"].create([order] * size)


def found(env):
    """Make the company in a database without one."""
    company = env["res.company"].create({"name": NAME, "currency_id": env.ref("base.USD").id})
    env.user.company_ids = [(4, company.id)]
    env = env(context={"allowed_company_ids": company.ids, "no_reset_password": True})
    env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
    groups = [env.ref(name).id for name in GROUPS]
    env["res.users"].create(
        {
            "name": "Bench Sales Manager",
            "login": LOGIN,
            "company_id": company.id,
            "company_ids": [(6, 0, company.ids)],
            "group_ids": [(6, 0, groups)],
        }
    )
    env["res.partner"].create({"name": f"{NAME} Customer", "is_company": True, "country_id": env.ref("base.nl").id})
    warehouse = env["stock.warehouse"].create({"name": NAME, "code": "BENCH", "company_id": company.id})
    tax = env["account.tax"].search([("company_id", "=", company.id), ("type_tax_use", "=", "sale")], limit=1)
    for number in range(LINES):
        values = {
            "list_price": 80.0 + 10 * number,
            "standard_price": 50.0 + 5 * number,
            "taxes_id": [(6, 0, tax.ids)],
        }
        env["product.product"].create(
            {"name": f"Service {number}", "default_code": f"service-{number}", "type": "service", **values}
        )
        goods = {"default_code": f"storable-{number}", "type": "consu", "is_storable": True, **values}
        product = env["product.product"].create({"name": f"Goods {number}", **goods})
        if number < IN_STOCK:
            env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, STOCK)
    if tax.amount != 15:
        raise RuntimeError("The company has no tax of 15 %; the figures would not be comparable.")


def main(conf, database):
    """Found the company in a database."""
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=error"])
    with odoo.modules.registry.Registry(database).cursor() as cursor:
        found(odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {}))
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    main(*sys.argv[1:])
