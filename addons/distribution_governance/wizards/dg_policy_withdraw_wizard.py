from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgPolicyWithdrawWizard(models.TransientModel):
    """The dialog in which a manager calls off a planned version, and says why."""

    _name = "dg.policy.withdraw.wizard"
    _description = "Withdraw a Planned Version"

    version_id = fields.Many2one("dg.policy.version", required=True, readonly=True, ondelete="cascade")
    valid_from = fields.Datetime(related="version_id.valid_from")
    reason = fields.Char(required=True, help="Kept in the journal for good.")

    @api.constrains("reason")
    def _check_reason(self):
        """Refuse a withdrawal without a reason."""
        if any(not wizard.reason.strip() for wizard in self):
            raise ValidationError(self.env._("Say in a few words why this version is called off."))

    def action_withdraw(self):
        """Call the version off."""
        self.ensure_one()
        self.version_id._withdraw(self.reason.strip())
        return {"type": "ir.actions.act_window_close"}
