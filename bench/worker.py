"""What does one confirmation cost in this database?  One process per variant; run.py asks it over its standard input.

    python -m bench.worker CONF DATABASE VARIANT        VARIANT: vanilla or governed

Answers each line `KIND SIZE` with one JSON line: {"cpu": milliseconds of this process, "queries": count}.
"""

from __future__ import annotations

import json
import sys
import time

import odoo.api
import odoo.modules.registry
import odoo.tools

LINES = 5
RULES = (("deepest_discount", "> 10"), ("margin_percent", "< 15"), ("amount_untaxed", "> 1000000"))


class Wholesaler:
    """A company with one customer, a service and a stocked product, and a salesperson who confirms."""

    def __init__(self, env, variant):
        company = env["res.company"].create({"name": "Bench", "currency_id": env.ref("base.EUR").id})
        env.user.company_ids = [(4, company.id)]
        self.env = env(context={"allowed_company_ids": company.ids, "no_reset_password": True})
        groups = [env.ref("base.group_user").id, env.ref("sales_team.group_sale_salesman").id]
        self.seller = self.env["res.users"].create(
            {
                "name": "Bench",
                "login": "bench",
                "company_id": company.id,
                "company_ids": [(6, 0, company.ids)],
                "group_ids": [(6, 0, groups)],
            }
        )
        warehouse = self.env["stock.warehouse"].create({"name": "Bench", "code": "BE", "company_id": company.id})
        self.customer = self.env["res.partner"].create({"name": "Customer", "is_company": True})
        self.products = {
            "service": self._product("Service", type="service"),
            "storable": self._product("Goods", type="consu", is_storable=True),
        }
        self.env["stock.quant"]._update_available_quantity(
            self.products["storable"], warehouse.lot_stock_id, 1_000_000.0
        )
        if variant == "governed":
            self._publish_policy(company)
        env.cr.commit()

    def _product(self, name, **values):
        prices = {"list_price": 100.0, "standard_price": 60.0, "taxes_id": False}
        return self.env["product.product"].create({"name": name, **prices, **values})

    def _publish_policy(self, company):
        process = self.env["dg.process"].create({"name": "Sales", "company_id": company.id, "mode": "enforce"})
        known = {fact.key: fact.id for fact in self.env["dg.fact"].search([])}
        rules = [{"name": key, "condition_ids": [(0, 0, {"fact_id": known[key], "test": test})]} for key, test in RULES]
        policy = self.env["dg.policy"].create(
            {
                "name": "Sales",
                "process_id": process.id,
                "company_id": company.id,
                "rule_ids": [(0, 0, rule) for rule in rules],
            }
        )
        policy.action_publish()

    def confirm(self, kind, size):
        """Confirm `size` fresh orders in one call and one transaction; return what it cost."""
        line = {"product_id": self.products[kind].id, "product_uom_qty": 1, "discount": 5}
        orders = self.env["sale.order"].with_user(self.seller)
        orders = orders.create([{"partner_id": self.customer.id, "order_line": [(0, 0, line)] * LINES}] * size)
        cursor = self.env.cr
        cursor.commit()
        self.env.invalidate_all()
        queries, cpu = cursor.sql_log_count, time.process_time()
        orders.action_confirm()
        cursor.commit()
        spent = (time.process_time() - cpu) * 1000, cursor.sql_log_count - queries
        if set(orders.mapped("state")) != {"sale"}:
            raise RuntimeError("An order was not confirmed; the figures would mean nothing.")
        return {"cpu": spent[0], "queries": spent[1]}


def main(conf, database, variant):
    """Serve until the standard input ends."""
    odoo.tools.config.parse_config(["-c", conf, "-d", database, "--log-level=error"])
    with odoo.modules.registry.Registry(database).cursor() as cursor:
        wholesaler = Wholesaler(odoo.api.Environment(cursor, odoo.api.SUPERUSER_ID, {}), variant)
        print(json.dumps({"ready": variant}), flush=True)
        for request in sys.stdin:
            kind, size = request.split()
            print(json.dumps(wholesaler.confirm(kind, int(size))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
