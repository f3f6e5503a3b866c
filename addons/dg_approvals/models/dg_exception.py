from odoo import api, fields, models


class DgException(models.Model):
    """A question that nobody may answer, or that the watch fails at, is a deviation that somebody resolves."""

    _inherit = "dg.exception"

    kind = fields.Selection(
        selection_add=[
            ("approval_vacant", "Nobody may approve"),
            ("approval_not_watched", "A late answer could not be dealt with"),
        ],
        ondelete={"approval_vacant": "cascade", "approval_not_watched": "cascade"},
    )
    fact_key = fields.Char(help="The fact that could not be computed, or the step that could not be dealt with.")

    @api.model
    def _open_vacant(self, document, step):
        """Open the exception that nobody is left who may answer on a step."""
        return self._open_vacant_each({step: document})

    @api.model
    def _open_vacant_each(self, documents):
        """Open the exceptions that nobody is left who may answer on steps, {step: document}."""
        if not documents:
            return self.browse()
        return self._open([self._prepare_vacant(document, step) for step, document in documents.items()])

    @api.model
    def _prepare_vacant(self, document, step):
        """Return the exception that too few are left who may answer on a step."""
        return {
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "kind": "approval_vacant",
            "title": self.env._("Nobody may approve %s", document.display_name),
            "detail": self.env._(
                "Too few of tier “%(tier)s” are left who may agree: the others are excluded, away or have left, and "
                "nobody stands in. A controller may release it, or somebody gets the role Approver.",
                tier=step.name,
            ),
        }

    @api.model
    def _open_not_watched(self, step, error):
        """Open the exception that a step at which something is due could be neither reminded of nor escalated."""
        request = step.request_id
        # Its kind of document may be just what is missing; then the exception is an affair of the company.
        is_known = request.document_model in self.env
        texts = {"tier": step.name, "document": request.document_name, "error": str(error) or type(error).__name__}
        about = {
            "document_model": request.document_model if is_known else "res.company",
            "document_id": request.document_id if is_known else request.company_id.id,
            "document_name": request.document_name,
            "company_id": request.company_id.id,
            "kind": "approval_not_watched",
            "fact_key": str(step.id),
            "title": self.env._("%s waits for an answer, and could not be escalated", request.document_name),
            "detail": self.env._(
                "Tier “%(tier)s” of %(document)s could be neither reminded nor escalated (%(error)s). This is tried "
                "again every hour: mend the cause, or cancel the request and submit the document again.",
                **texts,
            ),
        }
        return self._open([about])

    @api.model
    def _cron_resolve_gone(self):
        """Resolve as well what the watch has done since, or need not do any more."""
        result = super()._cron_resolve_gone()
        exceptions = self.search([("kind", "=", "approval_not_watched"), ("state", "!=", "resolved")])
        steps = self.env["dg.approval.step"].browse(int(exception.fact_key) for exception in exceptions)
        left = {str(step.id) for step in steps if step._is_put_off()}
        exceptions.filtered(lambda exception: exception.fact_key not in left)._end(
            self.env._("The step was escalated, or it was answered.")
        )
        return result
