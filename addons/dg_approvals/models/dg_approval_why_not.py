from odoo import models

from ..exceptions import VoteRefused
from .electorate import Electorate


class DgApprovalRequest(models.Model):
    """Why an answer of the reader would not be taken."""

    _inherit = "dg.approval.request"

    def _why_no_vote(self):
        """Return why an answer of the running user would be refused; nothing where it would be taken."""
        # Who may vote is found out on the real user.
        request = self.sudo()
        try:
            request._place_of_voter(Electorate.of(request))
        except VoteRefused as refusal:
            return str(refusal)
        return ""
