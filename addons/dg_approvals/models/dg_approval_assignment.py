from odoo import fields, models

ORIGINS = [
    ("tier", "Asked by the Route"),
    ("vacancy", "Stands In"),
    ("escalation", "Asked because It Is Late"),
    ("forward", "Forwarded"),
]


class DgApprovalAssignment(models.Model):
    """One person who is asked on one step, as it was found when the request was made."""

    _name = "dg.approval.assignment"
    _inherit = ["dg.guarded.mixin"]
    _description = "Approval Assignment"
    _order = "step_id, id"

    step_id = fields.Many2one("dg.approval.step", required=True, readonly=True, ondelete="restrict", index=True)
    request_id = fields.Many2one("dg.approval.request", required=True, readonly=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", "Asked", required=True, readonly=True, ondelete="restrict")
    origin = fields.Selection(ORIGINS, required=True, readonly=True)
    forwarded_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict", help="Who passed it on.")
    note = fields.Text(readonly=True, help="What whoever passed it on had to say.")
    is_open = fields.Boolean(readonly=True, help="The question stands in this person's inbox.")
    left_at = fields.Datetime(readonly=True, help="When the question was passed on; this person counts no more.")

    _person_uniq = models.UniqueIndex("(step_id, user_id)", "This person is asked on this step already.")
    # What an inbox and its counter read: one row per person and open question.
    _inbox_idx = models.Index("(user_id, request_id) WHERE is_open")

    def _leave(self):
        """Let the question leave these people: they count no more on its step."""
        self._change({"is_open": False, "left_at": fields.Datetime.now()})
