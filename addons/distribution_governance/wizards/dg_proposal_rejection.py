from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgProposalRejection(models.TransientModel):
    """The dialog in which a controller says why a requested change is not made."""

    _name = "dg.proposal.rejection"
    _description = "Reject a Requested Change"

    proposal_id = fields.Many2one("dg.proposal", required=True, readonly=True)
    reason = fields.Text(required=True, help="The requester reads it; it is kept in the journal for good.")

    @api.constrains("reason")
    def _check_reason(self):
        """Refuse a rejection without a reason."""
        if any(not rejection.reason.strip() for rejection in self):
            raise ValidationError(self.env._("Say in a few words why the change is not made."))

    def action_reject(self):
        """Reject the change."""
        self.ensure_one()
        self.proposal_id.check_access("read")
        self.proposal_id._reject(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
