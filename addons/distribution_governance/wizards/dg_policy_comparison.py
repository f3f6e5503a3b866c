from odoo import api, fields, models


class DgPolicyComparison(models.TransientModel):
    """Two contents of one policy next to each other: what the later one says differently."""

    _name = "dg.policy.comparison"
    _description = "Comparison of Policy Versions"

    policy_id = fields.Many2one("dg.policy", required=True, readonly=True, ondelete="cascade")
    before_id = fields.Many2one(
        "dg.policy.version",
        "From",
        domain="[('policy_id', '=', policy_id)]",
        ondelete="cascade",
        help="Leave empty to compare with the time before the first version.",
    )
    after_id = fields.Many2one(
        "dg.policy.version",
        "To",
        domain="[('policy_id', '=', policy_id)]",
        ondelete="cascade",
        help="Leave empty to compare with the draft.",
    )
    changes = fields.Json(compute="_compute_changes")

    @api.depends("before_id", "after_id", "policy_id")
    def _compute_changes(self):
        """Compare; no later version stands for the draft."""
        for comparison in self:
            after = comparison.after_id
            content = after._published() if after else comparison.policy_id._definition()
            comparison.changes = after._difference(comparison.before_id._published(), content)

    @api.onchange("before_id", "after_id")
    def _onchange_order(self):
        """Put the earlier version first."""
        if self.after_id and self.before_id.number > self.after_id.number:
            self.before_id, self.after_id = self.after_id, self.before_id
