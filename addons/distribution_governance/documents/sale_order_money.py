from odoo import models


class SaleOrder(models.Model):
    """What an order is worth, at the moment of the decision."""

    _inherit = "sale.order"

    def _dg_fact_amount_untaxed(self):
        """Return {order id: untaxed amount in company currency}."""
        return {
            order.id: order._dg_company_amount(order.amount_untaxed + order._dg_delivered_beyond()) for order in self
        }

    def _dg_delivered_beyond(self):
        """Return the untaxed amount of what was delivered beyond the order: it is invoiced as well.

        Whoever sells may write the delivered quantity of a service himself.
        """
        beyond = self.order_line.filtered(lambda line: line.qty_delivered > max(line.product_uom_qty, 0.0))
        return sum(
            (line.qty_delivered - line.product_uom_qty) * line._dg_net_price()
            for line in beyond
            if line.product_uom_qty >= 0
        )

    def _dg_total_with_delivered(self):
        """Return the total of one order with what was delivered beyond it, which bears taxes like the rest."""
        beyond = self._dg_delivered_beyond()
        return self.amount_total + beyond * (self.amount_total / self.amount_untaxed if self.amount_untaxed else 1)

    def _dg_company_amount(self, amount):
        """Return `amount` of this order in company currency, at today's rate.

        The order's own date and rate are not used: a quotation's date can be set to any day, and confirming sets it
        to today. Raises UserError when the currency has no rate, where Odoo would count it one to one.
        """
        return self.currency_id._dg_in_company_currency(amount, self.company_id)
