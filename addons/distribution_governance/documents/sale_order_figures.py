from odoo import api, fields, models

MARGIN_READER = "distribution_governance.group_dg_margin_reader"
CREDIT_READER = "distribution_governance.group_dg_credit_reader"


class SaleOrder(models.Model):
    """Odoo's own margin and credit warning on an order: shown to whoever the settings name, in every channel."""

    _inherit = "sale.order"

    margin = fields.Monetary(groups=MARGIN_READER)
    margin_percent = fields.Float(groups=MARGIN_READER)
    partner_credit_warning = fields.Text(groups=CREDIT_READER)


class SaleOrderLine(models.Model):
    """Odoo's own cost and margin on a line."""

    _inherit = "sale.order.line"

    margin = fields.Float(groups=MARGIN_READER)
    margin_percent = fields.Float(groups=MARGIN_READER)
    purchase_price = fields.Float(groups=MARGIN_READER)

    @api.model
    def _has_field_access(self, field, operation):
        """Let Odoo read what it computed for a line that is not stored yet, with the rights of whoever enters it."""
        if super()._has_field_access(field, operation):
            return True
        is_entered_now = bool(self) and not any(self._origin._ids)
        return field.groups == MARGIN_READER and operation == "read" and is_entered_now


class SaleReport(models.Model):
    """Odoo's own margin in the analysis of sales."""

    _inherit = "sale.report"

    margin = fields.Float(groups=MARGIN_READER)
