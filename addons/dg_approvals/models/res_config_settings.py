from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of approvals."""

    _inherit = "res.config.settings"

    dg_duty_window_days = fields.Integer(related="company_id.dg_duty_window_days", readonly=False)
