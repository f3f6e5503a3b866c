from odoo import Command, api, models

from .cast_people import COMPANY, USERS, WAREHOUSES

MODULE = "distribution_governance"


class DgDemo(models.AbstractModel):
    """The demo company: made by calling the real methods as the people who would call them.

    This file says in which order; what is made of which values stands in the other files of this folder.
    """

    _name = "dg.demo"
    _description = "Demo Company"

    @api.model
    def _load(self):
        """Make the demo company with its people, goods, policies and orders; return False when it is there already."""
        if self.env.ref(f"{MODULE}.demo_company", raise_if_not_found=False):
            return False
        self._switch_features_on()
        demo = self.with_company(self._make_company()).with_context(tracking_disable=True)
        demo._make_warehouses()
        demo._make_users(USERS)
        demo._make_teams()
        demo._make_vendors()
        demo._make_products()
        demo._make_carriers()
        demo._count_stock()
        demo._make_customers()
        demo._take_over_invoices()
        demo._set_statuses()
        demo._make_policies()
        demo._make_purchases()
        demo._make_orders()
        self.env["dg.seal"]._cron_seal_events()
        return True

    @api.model
    def _remember(self, kind, records):
        """Give demo records, {key: record}, XML ids, so that they can be found again; return them."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{MODULE}.demo_{kind}_{key}" if key else f"{MODULE}.demo_{kind}",
                    "record": record,
                    "noupdate": True,
                }
                for key, record in records.items()
            ]
        )
        return records

    @api.model
    def _recall(self, kind, key=""):
        """Return a demo record."""
        return self.env.ref(f"{MODULE}.demo_{kind}_{key}" if key else f"{MODULE}.demo_{kind}")

    @api.model
    def _as(self, login):
        """Return the demo, acting as one of its people."""
        return self.with_user(self._recall("user", login))

    @api.model
    def _switch_features_on(self):
        """Let everybody use what wholesale needs: price lists and discounts."""
        everybody = self.env.ref("base.group_user")
        for feature in ("product.group_product_pricelist", "sale.group_discount_per_so_line"):
            everybody._apply_group(self.env.ref(feature))

    @api.model
    def _make_company(self):
        """Return the demo company, with a chart of accounts of its own."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        # Without a country: Odoo installs a country's localisation modules as soon as a company has one.
        company = self.env["res.company"].create({"name": COMPANY, "currency_id": euro.id})
        self._remember("company", {"": company})
        self.env.ref("base.user_admin").company_ids = [Command.link(company.id)]
        self.env["account.chart.template"].try_loading("generic_coa", company=company, install_demo=False)
        # The generic chart of accounts brings its own currency.
        company.write({"currency_id": euro.id, "account_use_credit_limit": True})
        return company

    @api.model
    def _make_warehouses(self):
        """Make the warehouses; each receives and ships in one step."""
        company = self._recall("company")
        warehouses = self.env["stock.warehouse"].create(
            [{"name": name, "code": code, "company_id": company.id} for name, code in WAREHOUSES.values()]
        )
        self._remember("warehouse", dict(zip(WAREHOUSES, warehouses, strict=True)))
