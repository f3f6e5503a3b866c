from odoo import Command, api, models

from . import cast

MODULE = "distribution_governance"


class DgDemo(models.AbstractModel):
    """The demo company: made by calling the real methods as the people who would call them."""

    _name = "dg.demo"
    _description = "Demo Company"

    @api.model
    def _load(self):
        """Make the demo company with its people, goods, policies and orders; return False when it is there already."""
        if self.env.ref(f"{MODULE}.demo_company", raise_if_not_found=False):
            return False
        company = self._make_company()
        loader = self.with_company(company).with_context(tracking_disable=True)
        users = loader._make_users(company)
        products = loader._make_products(company, users["warehouse"])
        customers = loader._make_customers(company)
        loader._make_policies(company, users)
        loader._make_orders(users, products, customers)
        self.env["dg.seal"]._cron_seal_events()
        return True

    @api.model
    def _remember(self, kind, key, record):
        """Give a demo record an XML id, so that it can be found again."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{MODULE}.demo_{kind}_{key}" if key else f"{MODULE}.demo_{kind}",
                    "record": record,
                    "noupdate": True,
                }
            ]
        )
        return record

    @api.model
    def _make_company(self):
        """Return the demo company, with its own chart of accounts and with the features that sales needs."""
        everybody = self.env.ref("base.group_user")
        for feature in ("product.group_product_pricelist", "sale.group_discount_per_so_line"):
            everybody._apply_group(self.env.ref(feature))
        euro = self.env.ref("base.EUR")
        euro.active = True
        # Without a country: Odoo installs a country's localisation modules as soon as a company has one.
        company = self.env["res.company"].create({"name": cast.COMPANY, "currency_id": euro.id})
        self._remember("company", "", company)
        self.env.ref("base.user_admin").company_ids = [Command.link(company.id)]
        self.env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
        # The generic chart of accounts brings its own currency.
        company.write({"currency_id": euro.id, "account_use_credit_limit": True})
        warehouse = self.env["stock.warehouse"].create({"name": "Brightwater", "code": "BW", "company_id": company.id})
        self._remember("warehouse", "", warehouse)
        return company

    @api.model
    def _make_users(self, company):
        """Return {login: user}; every person belongs to the demo company only and holds one role."""
        users = self.env["res.users"].with_context(no_reset_password=True)
        return {
            login: self._remember(
                "user",
                login,
                users.create(
                    {
                        "name": name,
                        "login": login,
                        "password": login,
                        "email": f"{login}@brightwater.example",
                        "company_id": company.id,
                        "company_ids": [Command.set(company.ids)],
                        "group_ids": [Command.set([self.env.ref(group).id for group in ("base.group_user", *groups)])],
                    }
                ),
            )
            for login, (name, groups) in cast.USERS.items()
        }

    @api.model
    def _make_products(self, company, warehouse_user):
        """Return {key: product}, counted into stock by the warehouse."""
        products = {
            key: self._remember(
                "product",
                key,
                self.env["product.product"].create(
                    {
                        "name": name,
                        "type": "consu",
                        "is_storable": True,
                        "list_price": price,
                        "standard_price": cost,
                        "company_id": company.id,
                    }
                ),
            )
            for key, (name, price, cost, _pieces) in cast.PRODUCTS.items()
        }
        shelf = self.env.ref(f"{MODULE}.demo_warehouse").lot_stock_id
        counts = (
            self.env["stock.quant"]
            .with_user(warehouse_user)
            .with_context(inventory_mode=True)
            .create(
                [
                    {"product_id": product.id, "location_id": shelf.id, "inventory_quantity": cast.PRODUCTS[key][3]}
                    for key, product in products.items()
                ]
            )
        )
        counts.action_apply_inventory()
        return products

    @api.model
    def _make_customers(self, company):
        """Return {key: customer} with credit limits, one of them on a price list of its own."""
        customers = {
            key: self._remember(
                "customer",
                key,
                self.env["res.partner"].create(
                    {"name": name, "city": city, "is_company": True, "company_id": company.id}
                ),
            )
            for key, (name, city, _limit) in cast.CUSTOMERS.items()
        }
        for key, customer in customers.items():
            if limit := cast.CUSTOMERS[key][2]:
                customer.credit_limit = limit
        key_accounts = self.env["product.pricelist"].create(
            {
                "name": "Key accounts",
                "company_id": company.id,
                "currency_id": company.currency_id.id,
                "item_ids": [
                    Command.create({"applied_on": "3_global", "compute_price": "percentage", "percent_price": 5})
                ],
            }
        )
        customers["norden"].property_product_pricelist = key_accounts
        return customers

    @api.model
    def _make_policies(self, company, users):
        """Write the sample policies as one governance manager and publish them as the other."""
        writer, publisher = self.with_user(users["manager"]), users["manager2"]
        processes = {
            name: writer.env["dg.process"].create(
                {
                    "name": name,
                    "company_id": company.id,
                    "owner_id": users[owner].id,
                    "deputy_id": users[deputy].id,
                    "mode": "enforce",
                }
            )
            for name, (owner, deputy) in cast.PROCESSES.items()
        }
        for name, process, rules in cast.POLICIES:
            policy = writer.env["dg.policy"].create(
                {
                    "name": name,
                    "process_id": processes[process].id,
                    "company_id": company.id,
                    "rule_ids": [Command.create(self._prepare_rule_values(*rule)) for rule in rules],
                }
            )
            self._remember("policy", name.lower().replace(" ", "_"), policy)
            policy.with_user(publisher).action_publish()

    @api.model
    def _prepare_rule_values(self, name, effect, guidance, tests):
        """Return the values of one rule with its conditions."""
        return {
            "name": name,
            "effect": effect,
            "guidance": guidance,
            "condition_ids": [
                Command.create({"fact_id": self.env.ref(f"{MODULE}.dg_fact_sale_order_{fact}").id, "test": test})
                for fact, test in tests.items()
            ],
        }

    @api.model
    def _make_orders(self, users, products, customers):
        """Enter the orders as the salespeople, confirm them as they would, and let a controller release one."""
        for number, (reference, login, customer, lines, fate) in enumerate(cast.ORDERS, start=1):
            order = (
                self.with_user(users[login])
                .env["sale.order"]
                .create(
                    {
                        "partner_id": customers[customer].id,
                        "client_order_ref": reference,
                        "order_line": [
                            Command.create(
                                {"product_id": products[product].id, "product_uom_qty": pieces, "discount": discount}
                            )
                            for product, pieces, discount in lines
                        ],
                    }
                )
            )
            self._remember("order", number, order)
            if fate != "leave":
                order.action_confirm()
            if fate == "release":
                holds = (
                    self.env["dg.hold"]
                    .with_user(users["controller"])
                    .search(
                        [
                            ("document_model", "=", "sale.order"),
                            ("document_id", "=", order.id),
                            ("state", "=", "active"),
                        ]
                    )
                )
                holds._release("Pilot agreed with the sales manager for one site.")
