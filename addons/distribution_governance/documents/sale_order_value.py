from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..measuring import recalled

# States of a payment after which the customer has done everything there is to do.
PAID = ("pending", "authorized", "done")


class SaleOrder(models.Model):
    """What an order is worth to whoever releases it, who had a hand in it, and who stands in for its salesperson."""

    _inherit = "sale.order"

    _dg_parts = {"sale.order.line": "order_id"}

    def _dg_value(self):
        """Return {order id: value in company currency}: the goods at the customer's own prices, or more if charged.

        A deep discount makes an order cheaper, but what is given away is decided by the same signature.
        """
        values = {}
        self.env.flush_all()
        for company, orders in self._dg_for_judging().grouped("company_id").items():
            owned = orders.with_company(company)
            # A document that was decided just now had its prices read.
            priced = recalled(owned, "prices") or owned._dg_priced()
            values |= {order.id: order._dg_goods_value(priced[order.id]) for order in owned}
        return values

    def _dg_goods_value(self, priced):
        """Return the value of one order at its reference prices, or None without an exchange rate."""
        goods = sum((line.reference or 0.0) * line.quantity for line in priced.sold)
        try:
            return self._dg_company_amount(max(goods, abs(self.amount_untaxed)))
        except UserError:
            return None

    def _dg_measured_by(self):
        """An order is measured by the credit of its debtors, by its customer's price list and by its own."""
        return SQL(
            """
            WITH debtor AS (%(debtors)s)
            SELECT order_id AS document_id, 'credit' AS kind, 'res.partner' AS model, debtor_id AS id FROM debtor
             UNION ALL
            SELECT order_id, 'prices', 'res.partner', debtor_id FROM debtor
             UNION ALL
            SELECT id, 'prices', 'product.pricelist', pricelist_id FROM sale_order WHERE id IN %(ids)s
             UNION ALL
            SELECT order_id, 'prices', 'product.pricelist',
                   (party.specific_property_product_pricelist ->> sale_order.company_id::text)::int
              FROM debtor JOIN res_partner party ON party.id = debtor_id JOIN sale_order ON sale_order.id = order_id
            """,
            debtors=self._dg_debtors_sql(),
            ids=tuple(self.ids) or (0,),
        )

    def _dg_stand_ins(self):
        """The salesperson and the leader of the sales team stand in for whoever entered the order."""
        return super()._dg_stand_ins() | self.user_id | self.team_id.user_id

    def _dg_is_in_review(self):
        """Return whether the customer has signed or paid an order that is held: received, but not confirmed."""
        self.ensure_one()
        # The customer learns that somebody looks at the order, and nothing of payments and reasons.
        order = self.sudo()
        has_answered = order.signed_by or order.transaction_ids.filtered(lambda payment: payment.state in PAID)
        if not has_answered or not order._dg_is_waiting():
            return False
        held = [*order._dg_rows_domain(), ("state", "=", "active")]
        return bool(order.env["dg.hold"].search_count(held, limit=1))
