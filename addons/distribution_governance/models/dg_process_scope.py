import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class DgProcessScope(models.Model):
    """One part of the pilot of a process: documents of one type that its mode acts on; all others are observed."""

    _name = "dg.process.scope"
    _description = "Pilot Scope"
    _order = "process_id, id"
    _rec_name = "document_model"

    process_id = fields.Many2one("dg.process", required=True, ondelete="cascade", index=True)
    document_model = fields.Selection("_selection_document_model", "Document Type", required=True, default="sale.order")
    domain = fields.Char(
        "Documents", default="[]", required=True, help="The documents of the pilot; without a condition, all of them."
    )

    @api.model
    def _selection_document_model(self):
        """Return the governed document types."""
        return self.env["dg.policy"]._selection_document_model()

    @api.constrains("domain", "document_model")
    def _check_domain(self):
        """Refuse a scope that is not a domain on the document type."""
        for scope in self:
            try:
                Domain(scope._conditions()).validate(self.env[scope.document_model])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The pilot scope of “%(process)s” cannot be read: %(error)s Write it as a list of conditions, "
                        'for example [("team_id.name", "=", "Bristol")].',
                        process=scope.process_id.name,
                        error=error,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        """A wider pilot acts on every request begun after the commit, and is noted in the journal."""
        scopes = super().create(vals_list)
        scopes.process_id._note_scope()
        return scopes

    def write(self, vals):
        """A changed pilot acts at once, and is noted in the journal."""
        before = self.process_id
        result = super().write(vals)
        (before | self.process_id)._note_scope()
        return result

    def unlink(self):
        """A smaller pilot acts at once, and is noted in the journal."""
        processes = self.process_id
        result = super().unlink()
        processes._note_scope()
        return result

    def _conditions(self):
        """Return the domain as a list."""
        conditions = ast.literal_eval(self.domain or "[]")
        if not isinstance(conditions, list):
            raise TypeError(self.env._("it is not a list."))
        return conditions
