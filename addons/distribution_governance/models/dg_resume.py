from odoo import models
from odoo.exceptions import UserError

from ..acting_for import acting


class DgGovernedMixin(models.AbstractModel):
    """How a document goes on after a release: its step is taken again, with the rights of whoever asked for it."""

    _inherit = "dg.governed.mixin"

    def _dg_resume(self, gate_name, requester, actor_id):
        """Take the step of `gate_name` as `requester`, on the account of `actor_id`; return an error text or None.

        A business error leaves the release in place and the document where it was: it is reported, never lost.
        """
        self.ensure_one()
        spec = self._dg_gate(gate_name)
        if self[spec.field] not in spec.sources:
            return None
        # Nothing of the releasing person's context goes along: neither language nor default values.
        context = {"lang": requester.lang, "tz": requester.tz, "allowed_company_ids": self.company_id.ids}
        document = self.env(user=requester.id, su=False, context=context | self._dg_resume_context())[
            self._name
        ].browse(self.id)
        try:
            with self.env.cr.savepoint(), acting(self.env.cr, actor_id):
                getattr(document, spec.door)()
        except UserError as error:
            self.env["dg.event"]._emit(
                self, "document.resume_failed", {self.id: {"gate": gate_name, "error": str(error)}}
            )
            return str(error)
        return None

    def _dg_resume_context(self):
        """Return what the step is told about the way the document first came in."""
        return {}

    def _dg_submitters(self):
        """Return everybody who asked this document to pass while it was held."""
        return self.env["dg.hold"].sudo().search(self._dg_rows_domain()).submitter_ids

    def _dg_party(self):
        """Return the business partner that a release is given for, as text; a release covers nobody else."""
        return ""
