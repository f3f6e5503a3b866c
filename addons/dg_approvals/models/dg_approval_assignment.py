from weakref import WeakSet

from odoo import api, fields, models
from odoo.exceptions import AccessError

ORIGINS = [
    ("tier", "Asked by the Route"),
    ("vacancy", "Stands In"),
    ("escalation", "Asked because It Is Late"),
    ("forward", "Forwarded"),
]
_moving = WeakSet()


class DgApprovalAssignment(models.Model):
    """One person who is asked on one step, as it was found when the request was made."""

    _name = "dg.approval.assignment"
    _description = "Approval Assignment"
    _order = "step_id, id"

    step_id = fields.Many2one("dg.approval.step", required=True, readonly=True, ondelete="restrict", index=True)
    request_id = fields.Many2one("dg.approval.request", required=True, readonly=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    user_id = fields.Many2one("res.users", "Asked", required=True, readonly=True, ondelete="restrict")
    origin = fields.Selection(ORIGINS, required=True, readonly=True)
    is_open = fields.Boolean(readonly=True)

    _person_uniq = models.UniqueIndex("(step_id, user_id)", "This person is asked on this step already.")
    # What an inbox and its counter read: one row per person and open step.
    _inbox_idx = models.Index("(user_id, request_id) WHERE is_open")

    @api.model
    def default_get(self, fields_list):  # pylint: disable=method-required-super
        """Take no value from a context or from anybody's default values."""
        return {}

    def write(self, vals):
        """Refuse every change from outside, in superuser mode as well."""
        if self.env.cr not in _moving:
            raise AccessError(self.env._("Who is asked follows from the route; it is never edited."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse every deletion, but let the module be uninstalled."""
        raise AccessError(self.env._("Who was asked is kept for good."))

    def _set_open(self, is_open):
        """Put these people's question into their inbox, or take it out."""
        _moving.add(self.env.cr)
        try:
            self.write({"is_open": is_open})
        finally:
            _moving.discard(self.env.cr)
