from odoo import models


class PaymentTransaction(models.Model):
    """A paid order that is held is not a confirmed order."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """Leave held orders out of the confirmed ones, so that the customer is told of the payment and nothing more."""
        return super()._check_amount_and_confirm_order().filtered(lambda order: order.state == "sale")
