from odoo import api, fields, models


class DgException(models.Model):
    """A request that nobody may answer is a deviation that somebody resolves: a controller releases or cancels it."""

    _inherit = "dg.exception"

    kind = fields.Selection(
        selection_add=[("approval_vacant", "Nobody may approve")], ondelete={"approval_vacant": "cascade"}
    )

    @api.model
    def _open_vacant(self, document, step):
        """Open the exception that nobody is left who may answer on a step."""
        return self._open(
            [
                {
                    "document_model": document._name,
                    "document_id": document.id,
                    "document_name": document.display_name,
                    "company_id": document.company_id.id,
                    "kind": "approval_vacant",
                    "title": self.env._("Nobody may approve %s", document.display_name),
                    "detail": self.env._(
                        "Everybody of tier “%(tier)s” is excluded or has left, and nobody stands in. A controller may "
                        "release it, or somebody gets the role Approver.",
                        tier=step.name,
                    ),
                }
            ]
        )
