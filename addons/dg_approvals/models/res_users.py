from odoo import api, fields, models

from .dg_approval_tier import APPROVER_GROUP

FREQUENCIES = [("asap", "As It Comes"), ("daily", "Once a Day, in the Morning"), ("never", "Never")]


class ResUsers(models.Model):
    """Who may approve at all, and how often somebody is mailed what waits."""

    _inherit = "res.users"

    dg_digest = fields.Selection(
        FREQUENCIES,
        "Approval Mails",
        default="asap",
        required=True,
        help="One mail lists everything that waits for your approval, when something new came. My Approvals shows it "
        "without any mail.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        """Everybody sees the own choice."""
        return [*super().SELF_READABLE_FIELDS, "dg_digest"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        """Everybody makes the own choice."""
        return [*super().SELF_WRITEABLE_FIELDS, "dg_digest"]

    @api.model
    def _dg_approvers(self, company):
        """Return everybody with the role Approver in a company."""
        group = self.env["ir.model.data"]._xmlid_to_res_id(APPROVER_GROUP)
        return self.search([("all_group_ids", "in", group), ("company_ids", "in", company.ids), ("share", "=", False)])
