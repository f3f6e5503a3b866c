from odoo import fields, models
from odoo.exceptions import AccessError, ValidationError

from ..models.res_partner_status import STATUS_GROUPS, STATUSES


class DgSalesStatusWizard(models.TransientModel):
    """The dialog in which finance or a controller says whether we sell to a customer, and why."""

    _name = "dg.sales.status.wizard"
    _description = "Change Sales Status"

    partner_id = fields.Many2one("res.partner", "Customer", required=True, ondelete="cascade")
    status = fields.Selection(STATUSES, required=True, default="blocked")
    reason = fields.Char(required=True, help="Everybody reads it who opens the customer; it is kept in the journal.")

    def action_apply(self):
        """Change the status of the customer's company. Raises AccessError for anybody else than finance and control."""
        self.ensure_one()
        if not self.env.user.has_groups(STATUS_GROUPS):
            raise AccessError(
                self.env._("Only finance and controllers change the sales status of a customer. Ask one of them.")
            )
        if not self.reason.strip():
            raise ValidationError(self.env._("Say in one sentence why the status changes."))
        customer = self.partner_id.commercial_partner_id
        customer.check_access("read")
        # A controller may not edit contacts in general; this one change was checked above.
        customer.sudo().write({"dg_sales_status": self.status, "dg_sales_status_reason": self.reason.strip()})
        return {"type": "ir.actions.act_window_close"}
