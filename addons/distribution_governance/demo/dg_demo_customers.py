from datetime import timedelta

from odoo import Command, api, fields, models

from .cast_customers import CUSTOMERS, OLD_INVOICES, PAYMENT_TERMS, PRICE_LISTS, STATUSES


class DgDemo(models.AbstractModel):
    """Who buys from the demo company: terms, limits, price lists, debts."""

    _inherit = "dg.demo"

    @api.model
    def _make_customers(self):
        """Make the customers with their terms, limits and price lists."""
        self._make_payment_terms()
        names = sorted({tag for _name, _city, _country, tags, _term, _limit in CUSTOMERS.values() for tag in tags})
        tags = dict(
            zip(names, self.env["res.partner.category"].create([{"name": name} for name in names]), strict=True)
        )
        customers = self.env["res.partner"].create([self._prepare_customer(*row, tags) for row in CUSTOMERS.values()])
        for customer, row in zip(customers, CUSTOMERS.values(), strict=True):
            if row[5]:
                customer.credit_limit = row[5]
        self._remember("customer", dict(zip(CUSTOMERS, customers, strict=True)))
        self._make_price_lists()

    @api.model
    def _make_payment_terms(self):
        """Make the payment terms of the company."""
        terms = self.env["account.payment.term"].create(
            [
                {
                    "name": name,
                    "note": f"Payment terms: {days} days",
                    "company_id": self._recall("company").id,
                    "line_ids": [Command.create({"value": "percent", "value_amount": 100.0, "nb_days": days})],
                }
                for name, days in PAYMENT_TERMS.items()
            ]
        )
        self._remember("term", {name.partition(" ")[0]: term for name, term in zip(PAYMENT_TERMS, terms, strict=True)})

    @api.model
    def _term(self, name):
        """Return a payment term by its name."""
        return self._recall("term", name.partition(" ")[0])

    @api.model
    def _prepare_customer(self, name, city, country, tags, term, _limit, known_tags):
        """Return the values of one customer."""
        return {
            "name": name,
            "city": city,
            "country_id": self._country(country).id,
            "is_company": True,
            "company_id": self._recall("company").id,
            "category_id": [Command.set([known_tags[tag].id for tag in tags])],
            "property_payment_term_id": self._term(term).id,
        }

    @api.model
    def _make_price_lists(self):
        """Give some customers a price list of their own."""
        company = self._recall("company")
        for name, (customer, percent) in PRICE_LISTS.items():
            item = {"applied_on": "3_global", "compute_price": "percentage", "percent_price": percent}
            price_list = self.env["product.pricelist"].create(
                {
                    "name": name,
                    "company_id": company.id,
                    "currency_id": company.currency_id.id,
                    "item_ids": [Command.create(item)],
                }
            )
            self._remember("price_list", {customer: price_list})
            self._recall("customer", customer).property_product_pricelist = price_list

    @api.model
    def _price_list(self, name):
        """Return a price list by its name."""
        return self._recall("price_list", PRICE_LISTS[name][0])

    @api.model
    def _take_over_invoices(self):
        """Let the accountant enter and post the open invoices of the former books."""
        today = fields.Date.context_today(self)
        invoices = (
            self._as("accountant")
            .env["account.move"]
            .create(
                [
                    {
                        "move_type": "out_invoice",
                        "partner_id": self._recall("customer", customer).id,
                        "invoice_date": today - timedelta(days=age),
                        "invoice_payment_term_id": False,
                        "invoice_date_due": today - timedelta(days=age - until_due),
                        "ref": f"Former books, invoice {number}",
                        "invoice_line_ids": [
                            Command.create(
                                {"name": "Open amount of the former books", "price_unit": amount, "tax_ids": False}
                            )
                        ],
                    }
                    for number, (customer, amount, age, until_due) in enumerate(OLD_INVOICES, start=8811)
                ]
            )
        )
        invoices.action_post()

    @api.model
    def _set_statuses(self):
        """Let the controller block one customer and warn of another."""
        dialog = self._as("controller").env["dg.sales.status.wizard"]
        for key, (status, reason) in STATUSES.items():
            customer = self._recall("customer", key)
            dialog.create({"partner_id": customer.id, "status": status, "reason": reason}).action_apply()
