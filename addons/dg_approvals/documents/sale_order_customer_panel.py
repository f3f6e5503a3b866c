from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.distribution_governance.documents.sale_order_credit import CREDIT_GROUP

from ..models.panel_reader import columns, link

YEAR = timedelta(days=365)


class SaleOrder(models.Model):
    """Who buys: what came of it so far, what is owed, and which orders of the same customer were decided on."""

    _inherit = "sale.order"

    def _dg_customer_panel(self, reader):
        """Return the history of the customer, of the orders that the reader may read."""
        # Who buys is told to whoever reads the order.
        customer = self.sudo().partner_id.commercial_partner_id
        currency = self.sudo().company_id.currency_id
        past = self._dg_customer_domain(customer)
        recent = Domain("state", "=", "sale") & Domain("date_order", ">=", fields.Datetime.now() - YEAR)
        offered = Domain("state", "in", ("draft", "sent")) & Domain("id", "!=", self.id)
        [(first,)] = self._read_group(past & Domain("state", "=", "sale"), aggregates=["date_order:min"])
        groups = self._read_group(
            past & (recent | offered), ["state", "currency_id"], ["__count", "amount_untaxed:sum"]
        )
        sold = self._dg_counted(reader, currency, [row for row in groups if row[0] == "sale"])
        open_ones = self._dg_counted(reader, currency, [row for row in groups if row[0] != "sale"])
        return {
            "facts": [
                [self.env._("Customer since"), reader.day(first) or self.env._("no order yet")],
                [self.env._("Orders in 12 months"), sold],
                [self.env._("Average discount"), self._dg_average_discount(reader, past & recent)],
                [self.env._("Other open quotations"), open_ones],
            ],
            "note": self.env._("Counted are orders that you may read."),
            "links": [link(customer, customer.display_name)],
        }

    def _dg_customer_domain(self, customer):
        """Return the domain of all orders of a customer in the company of this order."""
        return Domain("partner_id.commercial_partner_id", "=", customer.id) & Domain(
            "company_id", "=", self.sudo().company_id.id
        )

    def _dg_counted(self, reader, currency, groups):
        """Return how many orders there are in `groups` of one state and currency each, and what they are worth."""
        count = sum(number for _state, _currency, number, _amount in groups)
        worth = sum(
            foreign._dg_in_company_currency(amount, self.sudo().company_id)
            for _state, foreign, _number, amount in groups
        )
        return f"{count} · {reader.money(worth, currency)}" if count else "0"

    def _dg_average_discount(self, reader, domain):
        """Return the average of the discounts on the lines of the orders of `domain`."""
        lines = Domain("order_id", "any", domain) & Domain("display_type", "=", False)
        [(average,)] = self.env["sale.order.line"]._read_group(
            lines & Domain("product_uom_qty", ">", 0), aggregates=["discount:avg"]
        )
        # Without a line there is no average, and zero is one.
        return self.env._("no order") if average is False or average is None else reader.percent(average)

    def _dg_credit_panel(self, reader):
        """Return what the debtors may owe and owe with this order, for whoever may see it. Read with every right."""
        if not reader.may_see(CREDIT_GROUP):
            return {"facts": [[self.env._("Limit, debts and overdue"), reader.hidden]]}
        is_counted = self.state == "sale"
        debtors = self._dg_debtors()
        owed, limits = debtors._dg_credit_positions(self.company_id, self.browse() if is_counted else self)
        own = 0 if is_counted else self._dg_company_amount(self._dg_total_with_delivered())
        labels = [
            self.env._("Debtor"),
            self.env._("Limit"),
            self.env._("Owes with This Order"),
            self.env._("Room Left"),
        ]
        return {
            "columns": columns(*labels),
            "rows": [
                self._dg_debtor_cells(reader, debtor, owed[debtor.id] + own, limits.get(debtor.id))
                for debtor in debtors
            ],
            "facts": self._dg_overdue_facts(reader),
        }

    def _dg_debtor_cells(self, reader, debtor, debt, limit):
        """Return the row of one debtor."""
        currency = self.company_id.currency_id
        return [
            debtor.name or "",
            reader.money(limit, currency) if limit else self.env._("none"),
            reader.money(debt, currency),
            reader.money(limit - debt, currency) if limit else "",
        ]

    def _dg_overdue_facts(self, reader):
        """Return how much is late, and for how long."""
        amount, days = self._dg_fact_overdue_amount()[self.id], self._dg_fact_overdue_days()[self.id]
        facts = [[self.env._("Overdue"), reader.money(amount, self.company_id.currency_id)]]
        if days:
            facts.append([self.env._("Oldest overdue debt"), self.env._("%s days", reader.number(days))])
        return facts

    def _dg_of_same_party(self, limit):
        """Return the newest orders of the same customer that were put to people, searched with the reader's rights."""
        customer = self.sudo().partner_id.commercial_partner_id
        asked = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "EXISTS (SELECT FROM dg_approval_request asked WHERE asked.document_model = %s "
                "AND asked.document_id = %s)",
                model._name,
                SQL.identifier(alias, "id"),
                to_flush=self.env["dg.approval.request"]._fields["document_id"],
            )
        )
        return self.search(self._dg_customer_domain(customer) & asked, order="id desc", limit=limit)
