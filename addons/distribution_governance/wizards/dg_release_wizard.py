from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgReleaseWizard(models.TransientModel):
    """The dialog in which a controller releases holds: what is released, why, and until when."""

    _name = "dg.release.wizard"
    _description = "Release Holds"

    hold_ids = fields.Many2many("dg.hold", string="Holds", required=True)
    seen_decisions = fields.Json(
        default=lambda self: self._seen_decisions(), help="The decisions whose figures this dialog shows."
    )
    reason = fields.Text(required=True, help="Kept in the journal for good.")
    valid_until = fields.Datetime(
        help="Leave empty to let the release stand until the figures get worse than they are now."
    )

    @api.model
    def _seen_decisions(self):
        """Return {hold id: decision id} of the holds this dialog was opened on, as text keys."""
        holds = self.env["dg.hold"].browse(self.env.context.get("default_hold_ids") or [])
        return {str(hold.id): hold.decision_id.id for hold in holds}

    @api.model_create_multi
    def create(self, vals_list):
        """A program that makes the dialog and releases with it has read the figures of this moment."""
        wizards = super().create(vals_list)
        for wizard in wizards.filtered(lambda wizard: not wizard.seen_decisions):
            wizard.seen_decisions = {str(hold.id): hold.decision_id.id for hold in wizard.hold_ids}
        return wizards

    @api.constrains("reason")
    def _check_reason(self):
        """Refuse a release without a reason."""
        if any(not wizard.reason.strip() for wizard in self):
            raise ValidationError(self.env._("Say in a few words why these holds are released."))

    @api.constrains("valid_until")
    def _check_valid_until(self):
        """Refuse an end that has passed."""
        now = fields.Datetime.now()
        if any(wizard.valid_until and wizard.valid_until <= now for wizard in self):
            raise ValidationError(
                self.env._("The release must end in the future. Choose a later moment, or leave it empty.")
            )

    def action_release(self):
        """Release, let the documents go on, and tell the controller what became of them."""
        self.ensure_one()
        # Opened on a screen, the dialog knows which figures it showed.
        seen = {int(key): decision for key, decision in (self.seen_decisions or {}).items()}
        outcome = self.hold_ids._release(self.reason.strip(), self.valid_until, seen)
        sentences = [self._sentence(document, error) for document, error in outcome.items()]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if any(document.dg_gate_state for document in outcome) else "success",
                "title": self.env._("Released"),
                "message": " ".join(sentences),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _sentence(self, document, error):
        """Return what became of one document."""
        name = document.display_name
        if error:
            return self.env._("%(document)s is released, but could not go on: %(error)s", document=name, error=error)
        if document.dg_gate_state in ("held", "blocked"):
            return self.env._(
                "%(document)s is still held: another reason stands, or its figures got worse. Its banner says which.",
                document=name,
            )
        return self.env._("%(document)s went on by itself.", document=name)
