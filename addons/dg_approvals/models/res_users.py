from odoo import api, models

from .dg_approval_tier import APPROVER_GROUP


class ResUsers(models.Model):
    """Who may approve at all."""

    _inherit = "res.users"

    @api.model
    def _dg_approvers(self, company):
        """Return everybody with the role Approver in a company."""
        group = self.env["ir.model.data"]._xmlid_to_res_id(APPROVER_GROUP)
        return self.search([("all_group_ids", "in", group), ("company_ids", "in", company.ids), ("share", "=", False)])
