from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgReleaseWizard(models.TransientModel):
    """The dialog in which a controller releases holds or overrides blocks: what, why, and until when."""

    _name = "dg.release.wizard"
    _description = "Release Holds"

    hold_ids = fields.Many2many("dg.hold", string="Holds", required=True)
    seen_decisions = fields.Json(
        default=lambda self: self._seen_decisions(), help="The decisions whose figures this dialog shows."
    )
    is_override = fields.Boolean(compute="_compute_terms")
    max_days = fields.Integer("Days at Most", compute="_compute_terms", help="So long may it stand under the policy.")
    reason = fields.Text(required=True, help="Kept in the journal for good.")
    valid_until = fields.Datetime(
        default=lambda self: self._proposed_end(self._holds_of_context()),
        help="Leave empty to let the release stand until the figures get worse than they are now.",
    )

    @api.depends("hold_ids")
    def _compute_terms(self):
        """Find what the policies ask of this release."""
        for wizard in self:
            wizard.is_override = wizard._overrides(wizard.hold_ids)
            ends = [hold._terms().longest(wizard.is_override) for hold in wizard.hold_ids]
            wizard.max_days = min(filter(None, ends), default=0)

    @api.model
    def _overrides(self, holds):
        """Return whether blocks are overridden here, not holds released."""
        return any(holds.mapped("is_block"))

    @api.model
    def _holds_of_context(self):
        """Return the holds this dialog is opened on."""
        return self.env["dg.hold"].browse(self.env.context.get("default_hold_ids") or [])

    @api.model
    def _seen_decisions(self):
        """Return {hold id: decision id} of the holds this dialog was opened on, as text keys."""
        return {str(hold.id): hold.decision_id.id for hold in self._holds_of_context()}

    @api.model
    def _proposed_end(self, holds):
        """Return the latest end that the policies allow; empty where they ask for none."""
        return holds._latest_end(self._overrides(holds)) or False

    @api.model_create_multi
    def create(self, vals_list):
        """A program that makes the dialog and releases with it has read the figures of this moment."""
        wizards = super().create(vals_list)
        for wizard, vals in zip(wizards, vals_list, strict=True):
            if not wizard.seen_decisions:
                wizard.seen_decisions = {str(hold.id): hold.decision_id.id for hold in wizard.hold_ids}
            if "valid_until" not in vals:
                wizard.valid_until = self._proposed_end(wizard.hold_ids)
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
        """Release or override, let the documents go on, and tell the controller what became of them."""
        self.ensure_one()
        # Opened on a screen, the dialog knows which figures it showed.
        seen = {int(key): decision for key, decision in (self.seen_decisions or {}).items()}
        permit = self.hold_ids._override if self.is_override else self.hold_ids._release
        outcome = permit(self.reason.strip(), self.valid_until, seen)
        waiting = self.hold_ids.filtered(lambda hold: hold.state == "active")
        sentences = [self._sentence(document, error) for document, error in outcome.items()]
        sentences += [self._waiting_sentence(document) for document in waiting._documents() if document not in outcome]
        is_done = not waiting and not any(document.dg_gate_state for document in outcome)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if is_done else "warning",
                "title": self._title(outcome),
                "message": " ".join(sentences),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _title(self, outcome):
        """Return what was done, in a word."""
        if not outcome:
            return self.env._("Agreed")
        return self.env._("Overridden") if self.is_override else self.env._("Released")

    def _waiting_sentence(self, document):
        """Return what a first consent leaves to be done."""
        return self.env._(
            "You agreed. %(document)s goes on as soon as a second controller agrees as well.",
            document=document.display_name,
        )

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
