from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class DgProposalWizard(models.TransientModel):
    """The dialog in which somebody requests a change that was refused: what it is, and why it is wanted."""

    _name = "dg.proposal.wizard"
    _description = "Request a Change"

    document_model = fields.Char(required=True)
    document_id = fields.Many2oneReference(model_field="document_model", required=True)
    document_name = fields.Char("Document", compute="_compute_document_name")
    operation = fields.Json(required=True, help="The refused operation; it is checked again from its beginning.")
    reason = fields.Text(required=True, help="The controller reads it; it is kept for good.")

    @api.depends("document_model", "document_id")
    def _compute_document_name(self):
        """Name the document, as far as the user may read it."""
        for wizard in self:
            wizard.document_name = wizard._document().display_name

    @api.constrains("reason")
    def _check_reason(self):
        """Refuse a request without a reason."""
        if any(not wizard.reason.strip() for wizard in self):
            raise ValidationError(self.env._("Say in a few words why this change is needed."))

    def _document(self):
        """Return the document with the rights of the user; raises where a client names something else."""
        self.ensure_one()
        if self.document_model not in self.env["dg.fact"]._governed_models():
            raise UserError(self.env._("There is no change to request. Make it on the document first."))
        document = self.env[self.document_model].browse(self.document_id).exists()
        if not document:
            raise UserError(self.env._("The document is gone, so there is nothing to change."))
        document.check_access("read")
        return document

    def action_request(self):
        """Store the change, and tell the user who can release it."""
        self.ensure_one()
        document = self._document()
        proposal = self.env["dg.proposal"]._request(document, self.operation, self.reason.strip())
        return {
            "type": "ir.actions.client",
            "tag": "dg_leave_form",
            "params": {
                "title": self.env._("Change requested"),
                "message": self.env._(
                    "%s. A controller can release it; then it is made by itself.", proposal.display_name
                ),
                "model": document._name,
                "id": document.id,
            },
        }
