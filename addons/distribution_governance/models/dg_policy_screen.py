from odoo import api, fields, models

from ..logic.verdict import Mode
from .dg_process import MODES


class DgPolicy(models.Model):
    """What the screens of a policy show beside its content, and the dialogs that they open."""

    _inherit = "dg.policy"

    acting_mode = fields.Selection(
        MODES, "Acts As", compute="_compute_acting_mode", help="The more lenient of the modes of process and policy."
    )
    rule_count = fields.Integer("Rules", compute="_compute_rule_count")

    @api.depends("mode", "process_id.mode")
    def _compute_acting_mode(self):
        """Find the mode that counts."""
        for policy in self:
            modes = [Mode(mode) for mode in (policy.process_id.mode, policy.mode) if mode]
            policy.acting_mode = min(modes, key=lambda mode: mode.limit).value if modes else False

    def _compute_rule_count(self):
        """Count the rules of the drafts."""
        counts = dict(
            self.env["dg.policy.rule"]._read_group([("policy_id", "in", self.ids)], ["policy_id"], ["__count"])
        )
        for policy in self:
            policy.rule_count = counts.get(policy, 0)

    def _open_dialog(self, model, name):
        """Return the action that opens a dialog on this policy."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_policy_id": self.id, "dialog_size": "extra-large"},
        }

    def action_open_import(self):
        """Open the dialog that reads rules from a file."""
        return self._open_dialog("dg.policy.import.wizard", self.env._("Import Rules"))

    def action_open_publish(self):
        """Open the dialog in which the draft is looked at and published."""
        self._check_may_publish()
        for policy in self:
            policy._check_publishable()
        return self._open_dialog("dg.policy.publish.wizard", self.env._("Publish"))

    def action_open_comparison(self):
        """Open the comparison of the draft with the version in force."""
        action = self._open_dialog("dg.policy.comparison", self.env._("Compare Versions"))
        action["context"]["default_before_id"] = self.current_version_id.id
        return action
