from decimal import Decimal

from odoo import models

from ..gate import Gate, gate
from ..logic.facts import Direction, Fact, Measure, Unit, exact

CREDIT_GROUP = "account.group_account_readonly"
MARGIN_GROUP = "sales_team.group_sale_manager"


class SaleOrder(models.Model):
    """A sales order commits the company when it is confirmed."""

    _name = "sale.order"
    _inherit = ["sale.order", "dg.governed.mixin"]

    _dg_gates = (
        Gate(
            "confirm",
            door="action_confirm",
            done="confirmed",
            field="state",
            sources=frozenset({"draft", "sent"}),
            targets=frozenset({"sale"}),
            stamps=frozenset({"date_order"}),
        ),
    )
    _dg_facts = (
        Fact(
            "deepest_discount",
            "Deepest line discount",
            Unit.PERCENT,
            help="The largest reduction of a line against the customer's own price list, in percent of that price; "
            "global discount lines are spread over the order. Missing when no line has a reference price.",
        ),
        Fact(
            "margin_percent",
            "Order margin",
            Unit.PERCENT,
            Direction.LOWER,
            disclosure=MARGIN_GROUP,
            help="Untaxed amount less cost, in percent of the untaxed amount. Cost is the higher of the product's and "
            "the line's cost. Missing when goods have no cost or the order has no value.",
        ),
        Fact(
            "amount_untaxed",
            "Untaxed amount",
            Unit.MONEY,
            help="In company currency at the rate of the order date. Missing when there is no rate.",
        ),
        Fact(
            "credit_over_limit",
            "Amount over credit limit",
            Unit.MONEY,
            disclosure=CREDIT_GROUP,
            guard="credit",
            help="Open receivables, draft invoices, confirmed orders not invoiced and this order, less the credit "
            "limit; in company currency. Missing when the customer has no limit.",
        ),
    )

    @gate("confirm")
    def action_confirm(self):
        """Confirm what is inside policy; hold the rest."""
        return super().action_confirm()

    def _dg_fact_amount_untaxed(self):
        """Return {order id: untaxed amount in company currency}."""
        return {order.id: order._dg_company_amount(order.amount_untaxed) for order in self}

    def _dg_company_amount(self, amount):
        """Return `amount` of this order in company currency, or None when the rate is missing."""
        return exact(amount / self.currency_rate, 2) if self.currency_rate else None

    def _dg_fact_margin_percent(self):
        """Return {order id: margin in percent of the untaxed amount}."""
        return {order.id: order._dg_margin() for order in self}

    def _dg_margin(self):
        """Return the margin of one order, as a Measure that names goods without a cost."""
        lines = self._dg_priced_lines()
        costs = {line: line._dg_unit_cost() for line in lines}
        unknown = [line for line, cost in costs.items() if not cost and line.product_id.type != "service"]
        if unknown:
            return Measure(None, self.env._("%s has no cost", unknown[0].product_id.display_name))
        revenue = sum(lines.mapped("price_subtotal"))
        if not revenue:
            return None
        cost = sum(cost * line.product_uom_qty for line, cost in costs.items())
        return exact((revenue - cost) / revenue * 100, 2)

    def _dg_fact_credit_over_limit(self):
        """Return {order id: amount over the credit limit}; negative means room that is left."""
        company = self.company_id
        customers = self.partner_invoice_id.commercial_partner_id
        exposure = customers._dg_credit_exposure(company, without_orders=self)
        own = self._dg_batch_totals()
        over = {}
        for order in self:
            customer = order.partner_invoice_id.commercial_partner_id
            limit = customer.credit_limit
            known = limit and order.currency_rate
            over[order.id] = exposure[customer.id] + own[order.id] - exact(limit, 2) if known else None
        return over

    def _dg_batch_totals(self):
        """Return {order id: taxed total of the order and of the same customer's orders before it in this batch}."""
        running, totals = {}, {}
        for order in self:
            customer = order.partner_invoice_id.commercial_partner_id.id
            total = order._dg_company_amount(order.amount_total) or Decimal(0)
            running[customer] = running.get(customer, Decimal(0)) + total
            totals[order.id] = running[customer]
        return totals

    def _dg_guard_names(self, guard):
        """Credit is shared by all orders of a customer in a company."""
        if guard != "credit":
            return super()._dg_guard_names(guard)
        return {f"credit/{order.company_id.id}/{order.partner_invoice_id.commercial_partner_id.id}" for order in self}

    def _dg_involved_users(self):
        """Add the salesperson and whoever touched a line."""
        lines = self.order_line
        touched = super()._dg_involved_users() | self.user_id | lines.create_uid | lines.write_uid
        return touched - self.env.ref("base.user_root")

    def _dg_content(self):
        """Return customer, terms and lines of each order: what a release was given for."""
        return {order.id: order._dg_terms() | {"lines": order.order_line._dg_terms()} for order in self}

    def _dg_terms(self):
        """Return the terms of one order as plain values."""
        return {
            "partner": self.partner_id.id,
            "invoice_to": self.partner_invoice_id.id,
            "ship_to": self.partner_shipping_id.id,
            "currency": self.currency_id.id,
            "pricelist": self.pricelist_id.id,
            "payment_term": self.payment_term_id.id,
            "fiscal_position": self.fiscal_position_id.id,
            "warehouse": self.warehouse_id.id,
        }
