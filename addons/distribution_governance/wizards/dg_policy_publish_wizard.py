from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgPolicyPublishWizard(models.TransientModel):
    """The dialog in which a second manager looks at a draft and publishes it: what changes, from when on, and why."""

    _name = "dg.policy.publish.wizard"
    _description = "Publish a Policy"

    policy_id = fields.Many2one("dg.policy", required=True, readonly=True, ondelete="cascade")
    seen_digest = fields.Char(
        default=lambda self: self._seen_digest(), help="The content of the draft that this dialog shows."
    )
    begins = fields.Selection([("now", "Now"), ("later", "Later")], default="now", required=True)
    valid_from = fields.Datetime("From", help="The version acts on every document decided from this moment on.")
    note = fields.Char("Why", help="Kept with the version for good.")
    changes = fields.Json(compute="_compute_changes")
    analysis = fields.Json(related="policy_id.analysis")
    author_names = fields.Char("Written By", compute="_compute_changes")
    follows = fields.Char(compute="_compute_follows")

    @api.model
    def _seen_digest(self):
        """Return what identifies the draft that the dialog is opened on."""
        policy = self.env["dg.policy"].browse(self.env.context.get("default_policy_id") or [])
        return policy._digest() if policy else False

    @api.model_create_multi
    def create(self, vals_list):
        """A program that makes the dialog and publishes with it has looked at the draft of this moment."""
        wizards = super().create(vals_list)
        for wizard in wizards.filtered(lambda wizard: not wizard.seen_digest):
            wizard.seen_digest = wizard.policy_id._digest()
        return wizards

    @api.depends("policy_id")
    def _compute_changes(self):
        """Compare the draft with the version that it would follow."""
        for wizard in self:
            policy = wizard.policy_id
            before = policy._standing_versions()[-1:]
            wizard.changes = before._difference(before._published(), policy._definition())
            wizard.author_names = ", ".join(policy._authors().mapped("name"))

    @api.depends("policy_id")
    def _compute_follows(self):
        """Name the version that the draft would follow."""
        for wizard in self:
            wizard.follows = wizard.policy_id._standing_versions()[-1:].display_name or ""

    @api.constrains("begins", "valid_from")
    def _check_valid_from(self):
        """Ask for the moment where the version is to begin later."""
        if any(wizard.begins == "later" and not wizard.valid_from for wizard in self):
            raise ValidationError(self.env._("Say from when on the version is in force."))

    def action_publish(self):
        """Publish what the dialog showed; a draft that was changed meanwhile is refused."""
        self.ensure_one()
        later = self.valid_from if self.begins == "later" else None
        self.policy_id._publish(later, (self.note or "").strip(), {self.policy_id.id: self.seen_digest})
        return {"type": "ir.actions.act_window_close"}
