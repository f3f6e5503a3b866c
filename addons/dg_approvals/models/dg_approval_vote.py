from odoo import fields, models

from odoo.addons.distribution_governance.models.dg_event import CHANNELS
from odoo.addons.distribution_governance.witness import Witness

CHOICES = [
    ("approve", "Approve"),
    ("reject", "Reject"),
    ("return", "Request Changes"),
]


class DgApprovalVote(models.Model):
    """One answer: by whom, on which version, why, and by which way it came in. Evidence."""

    _name = "dg.approval.vote"
    _inherit = ["dg.append.only.mixin"]
    _description = "Vote"
    _order = "id"
    _rec_name = "choice"
    _log_access = False

    request_id = fields.Many2one("dg.approval.request", required=True, readonly=True, ondelete="restrict", index=True)
    step_id = fields.Many2one("dg.approval.step", required=True, readonly=True, ondelete="restrict", index=True)
    company_id = Witness("res.company", required=True, readonly=True, ondelete="restrict")
    voter_id = Witness("res.users", "By", required=True, readonly=True, ondelete="restrict")
    on_behalf_of_id = Witness("res.users", "On Behalf Of", readonly=True, ondelete="restrict")
    delegation_id = fields.Many2one("dg.delegation", readonly=True, ondelete="restrict")
    choice = fields.Selection(CHOICES, required=True, readonly=True)
    comment = fields.Text(readonly=True)
    voted_at = fields.Datetime("At", required=True, readonly=True)
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    decision_id = fields.Many2one("dg.decision", required=True, readonly=True, ondelete="restrict")
    fingerprint = fields.Char(required=True, readonly=True, help="Identifies the content that the voter saw.")

    _dg_sealed = (
        "request_id",
        "step_id",
        "company_id",
        "voter_id",
        "on_behalf_of_id",
        "delegation_id",
        "choice",
        "comment",
        "voted_at",
        "channel",
        "decision_id",
        "fingerprint",
    )

    _once_uniq = models.UniqueIndex("(step_id, voter_id)", "You have answered this already.")

    def _seats(self):
        """Return whose answers these are: of the people who were asked, also where somebody stood in for them."""
        return self.env["res.users"].browse(vote.on_behalf_of_id.id or vote.voter_id.id for vote in self)
