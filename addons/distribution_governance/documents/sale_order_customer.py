from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from ..logic.facts import Direction, Fact, Measure, Unit
from ..measuring import shared


class SaleOrder(models.Model):
    """Who buys and who sells: read from the commercial partner and the sales teams, not from the order's own fields."""

    _inherit = "sale.order"

    _dg_facts = (
        Fact(
            "customer_block",
            "Customer blocked",
            Unit.CATEGORY,
            help="“blocked” or “warning”: the gravest sales status of the customer, of whoever is invoiced, and of "
            "the companies above them. Missing when none of them has one.",
        ),
        Fact(
            "customer_country",
            "Customer's country",
            Unit.CATEGORY,
            Direction.NEUTRAL,
            help="Two-letter ISO code of the country of the customer's company, not of the contact or address that "
            "the order names. Missing when the company has no country.",
        ),
        Fact(
            "customer_tags",
            "Customer's tags",
            Unit.LABELS,
            Direction.NEUTRAL,
            help="Names of the tags of the customer's company, in the source language; tags of contacts and archived "
            "tags do not count. Whoever may edit contacts may change them: use tags to hold rather than to let pass. "
            "Missing when the company has no tags.",
        ),
        Fact(
            "customer_age_days",
            "Customer for",
            Unit.DAYS,
            Direction.LOWER,
            help="Days since the first confirmed order of the customer's company and all its contacts, in this group "
            "of companies. An order counts from the day it was entered, whatever date it was given. Missing when the "
            "customer never ordered: a new customer. Test both, for example < 90 and null.",
        ),
        Fact(
            "sales_team",
            "Sales team",
            Unit.CATEGORY,
            Direction.NEUTRAL,
            help="Name, in the source language, of the team of the order's salesperson, else of whoever entered the "
            "order. The team that the order names counts only when the salesperson is a member of it. Missing when "
            "the salesperson is in no team.",
        ),
    )

    def _dg_fact_customer_block(self):
        """Return {order id: Measure of the gravest sales status}."""
        return shared(self, "customer", self._dg_read_customer)["customer_block"]

    def _dg_fact_customer_country(self):
        """Return {order id: ISO code of the customer's country}."""
        return shared(self, "customer", self._dg_read_customer)["customer_country"]

    def _dg_fact_customer_tags(self):
        """Return {order id: names of the tags of the customer}."""
        return shared(self, "customer", self._dg_read_customer)["customer_tags"]

    def _dg_read_customer(self):
        """Return {fact key: {order id: value}} of what the contacts behind the orders are."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE chain (order_id, partner_id) AS (
                    SELECT orders.id, party.id
                      FROM sale_order orders
                      JOIN res_partner party ON party.id IN (orders.partner_id, orders.partner_invoice_id)
                     WHERE orders.id IN %(orders)s
                     UNION
                    SELECT chain.order_id, party.parent_id
                      FROM chain JOIN res_partner party ON party.id = chain.partner_id
                     WHERE party.parent_id IS NOT NULL)
                SELECT orders.id, country.code,
                       ARRAY(SELECT tag.name->>'en_US'
                               FROM res_partner_res_partner_category_rel worn
                               JOIN res_partner_category tag ON tag.id = worn.category_id AND tag.active
                              WHERE worn.partner_id = customer.id),
                       (SELECT json_object_agg(party.dg_sales_status, party.name)
                          FROM chain JOIN res_partner party ON party.id = chain.partner_id
                         WHERE chain.order_id = orders.id AND party.dg_sales_status <> 'open')
                  FROM sale_order orders
                  JOIN res_partner buyer ON buyer.id = orders.partner_id
                  JOIN res_partner customer ON customer.id = buyer.commercial_partner_id
                  LEFT JOIN res_country country ON country.id = customer.country_id
                 WHERE orders.id IN %(orders)s
                """,
                orders=tuple(self.ids) or (0,),
            )
        )
        return {
            "customer_country": {order_id: code for order_id, code, _tags, _statuses in rows},
            "customer_tags": {order_id: frozenset(tags) or None for order_id, _code, tags, _statuses in rows},
            "customer_block": {order_id: _gravest(statuses or {}) for order_id, _code, _tags, statuses in rows},
        }

    def _dg_fact_customer_age_days(self):
        """Return {order id: days since the customer's first confirmed order}."""
        rows = self.env.execute_query(
            SQL(
                """
                WITH customer AS (
                    SELECT orders.id AS order_id, buyer.commercial_partner_id
                      FROM sale_order orders JOIN res_partner buyer ON buyer.id = orders.partner_id
                     WHERE orders.id IN %(orders)s)
                SELECT customer.order_id, MIN(GREATEST(past.date_order, past.create_date))
                  FROM customer
                  JOIN res_partner buyer ON buyer.commercial_partner_id = customer.commercial_partner_id
                  JOIN sale_order past ON past.partner_id = buyer.id
                 WHERE past.state = 'sale' AND past.id <> customer.order_id AND past.company_id IN %(companies)s
                 GROUP BY customer.order_id
                """,
                orders=tuple(self.ids) or (0,),
                companies=self.company_id._dg_tree_sql(),
            )
        )
        now = fields.Datetime.now()
        return dict.fromkeys(self.ids) | {order_id: Decimal(max((now - first).days, 0)) for order_id, first in rows}

    def _dg_fact_sales_team(self):
        """Return {order id: name of the team of the salesperson}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT orders.id, team.name->>'en_US'
                  FROM sale_order orders
                  JOIN res_users seller ON seller.id = COALESCE(orders.user_id, orders.create_uid)
                  LEFT JOIN crm_team_member member
                    ON member.user_id = seller.id AND member.crm_team_id = orders.team_id AND member.active
                  LEFT JOIN crm_team team ON team.id = COALESCE(member.crm_team_id, seller.sale_team_id)
                 WHERE orders.id IN %s
                """,
                tuple(self.ids) or (0,),
            )
        )
        return dict(rows)


def _gravest(statuses):
    """Return the Measure of the gravest of {sales status: name of a partner that has it}."""
    return next((Measure(status, statuses[status]) for status in ("blocked", "warning") if status in statuses), None)
