"""The words in which the tests of sales facts are written."""

from odoo import fields

from .common import GovernanceCase


class FactCase(GovernanceCase):
    """Facts measured as the gate measures them: with every right, and without the caller's context."""

    def measure(self, orders, key):
        """Return {order id: Measure} of one fact."""
        measures = orders._dg_for_judging()._dg_measure([key])
        return {order_id: measured[key] for order_id, measured in measures.items()}

    def value(self, order, key):
        """Return the value of one fact of one order."""
        return self.measure(order, key)[order.id].value

    def values(self, orders, key):
        """Return the values of one fact, in the order of `orders`."""
        measured = self.measure(orders, key)
        return [measured[order.id].value for order in orders]

    def assert_few_queries(self, order, *keys, at_most=2):
        """Measuring `keys` takes at most two queries more than the amount alone, for 10 orders and for 50."""
        orders = order + order.browse().concat(*(order.copy() for _number in range(49)))
        self._queries(orders[:1], *keys)  # what Odoo keeps in memory for the process is in memory from now on
        added = [self._queries(batch, *keys) - self._queries(batch) for batch in (orders[:10], orders)]
        self.assertEqual(added[0], added[1], "The number of queries grows with the batch.")
        self.assertLessEqual(added[0], at_most)

    def _queries(self, orders, *keys):
        """Return how many queries it takes to measure the amount and `keys` of a batch that is not in memory."""
        documents = orders._dg_for_judging()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        measures = documents._dg_measure(["amount_untaxed", *keys])
        count = self.env.cr.sql_log_count - before
        for key in keys:
            self.assertFalse([found[key] for found in measures.values() if found[key].is_failed])
        return count

    def given_invoice(self, partner=None, amount=100.0, due="2020-01-31", post=True):
        """Enter a customer invoice of the books, without taxes."""
        self._given_books()
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or self.customer).id,
                "invoice_date": min(due, str(fields.Date.today())),
                "invoice_date_due": due,
                "journal_id": self.sales_journal.id,
                "invoice_line_ids": [
                    fields.Command.create(
                        {
                            "name": "Goods",
                            "quantity": 1,
                            "price_unit": amount,
                            "tax_ids": False,
                            "account_id": self.income.id,
                        }
                    )
                ],
            }
        )
        if post:
            invoice.action_post()
        return invoice

    def _given_books(self):
        """Open the few accounts that an invoice needs."""
        if hasattr(self, "income"):
            return
        accounts = self.env["account.account"]
        self.income = accounts.create({"name": "Sales", "code": "400000", "account_type": "income"})
        receivable = accounts.create(
            {"name": "Debtors", "code": "130000", "account_type": "asset_receivable", "reconcile": True}
        )
        for partner in self.env["res.partner"].search([]):
            partner.with_company(self.company).property_account_receivable_id = receivable
        self.env["ir.default"].set(
            "res.partner", "property_account_receivable_id", receivable.id, company_id=self.company.id
        )
        self.sales_journal = self.env["account.journal"].create(
            {"name": "Sales", "code": "S", "type": "sale", "default_account_id": self.income.id}
        )
