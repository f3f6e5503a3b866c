from odoo import api, fields, models

from ..exceptions import VoteRefused
from .approval_panel import Panel


class DgApprovalRequest(models.Model):
    """Whether an answer of the reader would be taken, and if not, why."""

    _inherit = "dg.approval.request"

    can_vote = fields.Boolean(compute="_compute_can_vote")

    @api.depends("is_mine")
    @api.depends_context("uid")
    def _compute_can_vote(self):
        """Say whether an answer of the reader would be taken."""
        for request in self:
            request.can_vote = request.is_mine and not request._why_no_vote()

    def _why_no_vote(self):
        """Return why an answer of the running user would be refused; nothing where it would be taken."""
        # Who may vote is found out on the real user.
        request = self.sudo()
        try:
            request._place_of_voter(Panel.of(request))
        except VoteRefused as refusal:
            return str(refusal)
        return ""
