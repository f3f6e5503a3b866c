import operator

from odoo import fields, models

COMPARISONS = {"==": operator.eq, "<=": operator.le, "<": operator.lt, ">=": operator.ge, ">": operator.gt}


class DeliveryCarrier(models.Model):
    """Which ways of shipping cost more because they are fast."""

    _inherit = "delivery.carrier"

    dg_is_expedited = fields.Boolean(
        "Expedited",
        help="Faster and dearer than usual. Policies can limit what part of an order goes into such freight.",
    )


class DeliveryPriceRule(models.Model):
    """What a carrier takes for a load, before any margin and without free shipping."""

    _inherit = "delivery.price.rule"

    def _dg_rate(self, load):
        """Return the price of `load`, {weight, volume, wv, price, quantity: number}, by the first rule that applies.

        None when no rule does. The order in which the rules stand is the order in which they are asked.
        """
        for rule in self:
            if COMPARISONS[rule.operator](load[rule.variable], rule.max_value):
                return rule.list_base_price + rule.list_price * load[rule.variable_factor]
        return None
