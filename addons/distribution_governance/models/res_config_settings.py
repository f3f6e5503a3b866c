from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of governance."""

    _inherit = "res.config.settings"

    dg_second_manager = fields.Boolean(related="company_id.dg_second_manager", readonly=False)
