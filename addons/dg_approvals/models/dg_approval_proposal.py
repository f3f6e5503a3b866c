from odoo import api, fields, models

from ..exceptions import VoteRefused

# What becomes of a requested change when its request ends without an approval.
ENDS = {"rejected": "rejected", "returned": "rejected", "withdrawn": "withdrawn", "cancelled": "withdrawn"}


class DgApprovalRequest(models.Model):
    """Requests about a change of a committed document: approved, it is made; otherwise it is not."""

    _inherit = "dg.approval.request"

    proposal_id = fields.Many2one("dg.proposal", compute="_compute_proposal_id")
    requested_change = fields.Html(compute="_compute_proposal_id", sanitize=False)

    @api.depends("hold_ids")
    @api.depends_context("uid", "lang")
    def _compute_proposal_id(self):
        """Find the change that a request is about, and tell it as its reader may read it."""
        for request in self:
            # Whoever reads the request may know which change it is about; its summary is told by the change itself.
            request.proposal_id = request.sudo().hold_ids.proposal_id[:1].sudo(False)
            request.requested_change = request.proposal_id.summary

    def _close(self, state, outcome=False):
        """A change that nobody approved is not made."""
        result = super()._close(state, outcome)
        if state in ENDS:
            waiting = self.sudo().hold_ids.proposal_id.filtered(lambda proposal: proposal.state == "waiting")
            if waiting:
                waiting._close(ENDS[state], outcome)
        return result

    def action_retry(self):
        """A change that could not be made has ended: it is requested again, or the request would say it was made."""
        self.check_access("read")
        # Whoever reads a request may know which change it is about.
        if any(proposal.state == "failed" for proposal in self.sudo().hold_ids.proposal_id):
            raise VoteRefused(self.env._("The change could not be made and has ended. Request it again."), "ended")
        return super().action_retry()
