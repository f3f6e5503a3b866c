from odoo import fields, models
from odoo.exceptions import UserError

from ..acting_for import acting
from ..exceptions import ReleaseRefused


class DgHold(models.Model):
    """How a hold is released: by whom it may be, what is recorded, and how the document goes on by itself."""

    _inherit = "dg.hold"

    def _release(self, reason, valid_until=False):
        """Release active holds for the figures they were decided on, then let their documents try again.

        Return {document: error text, or None where the document passed or was parked again}.
        """
        self._check_may_release()
        now = fields.Datetime.now()
        # Holds are written by no user; what may be written was checked above.
        for hold in self.sudo():
            hold._move_to(
                "released",
                released_by_id=self.env.uid,
                released_at=now,
                release_reason=reason,
                valid_until=valid_until,
                released_values={finding["fact"]: finding["value"] for finding in hold.reason_id.findings},
                released_fingerprint=hold.decision_id.fingerprint,
            )
        self._note_release()
        return self._resume()

    def _check_may_release(self):
        """Refuse everybody but a controller who had no hand in the document."""
        self.check_access("read")
        if not self.env.user.has_group("distribution_governance.group_dg_controller"):
            raise ReleaseRefused(self.env._("Only a controller may release a hold. Ask one of the controllers."))
        for hold in self.sudo():
            if hold.state != "active":
                raise ReleaseRefused(self.env._("“%s” is not active any more. Reload the page.", hold.display_name))
            if hold.is_block:
                raise ReleaseRefused(
                    self.env._(
                        "“%s” cannot be released: the document has to change until the rule is met.", hold.display_name
                    )
                )
        for document in self._documents():
            if self.env.user in document._dg_involved_users():
                raise ReleaseRefused(
                    self.env._(
                        "You made, changed or submitted %(document)s yourself. Ask another controller to release it.",
                        document=document.display_name,
                    )
                )

    def _documents(self):
        """Yield the documents these holds are about, one recordset per model and all its records one by one."""
        for model, holds in self.sudo().grouped("document_model").items():
            yield from self.env[model].sudo().browse(set(holds.mapped("document_id"))).exists()

    def _note_release(self):
        """Write one event per document: which holds were released, why and until when."""
        for document in self._documents():
            holds = self.sudo().filtered(
                lambda hold, document=document: (hold.document_model, hold.document_id) == (document._name, document.id)
            )
            self.env["dg.event"]._emit(
                document,
                "hold.released",
                {
                    document.id: {
                        "holds": holds._as_event(),
                        "reason": holds[0].release_reason,
                        "valid_until": holds[0].valid_until.isoformat() if holds[0].valid_until else None,
                        "fingerprint": holds[0].released_fingerprint,
                    }
                },
            )

    def _resume(self):
        """Let each document take its step again, with the rights of whoever asked for it."""
        outcome = {}
        for document in self._documents():
            holds = self.sudo().filtered(
                lambda hold, document=document: (hold.document_model, hold.document_id) == (document._name, document.id)
            )
            outcome[document] = document._dg_resume(holds[0].gate, holds[0].requester_id, self.env.uid)
        return outcome


class DgResumeMixin(models.AbstractModel):
    """The part of a governed document that lets it go on after a release."""

    _inherit = "dg.governed.mixin"

    def _dg_resume(self, gate_name, requester, actor_id):
        """Take the step of `gate_name` as `requester`, on the account of `actor_id`; return an error text or None.

        A business error leaves the release in place and the document where it was: it is reported, never lost.
        """
        self.ensure_one()
        spec = next(spec for spec in self._dg_gates if spec.name == gate_name)
        if self[spec.field] not in spec.sources:
            return None
        document = self.with_user(requester).with_context(allowed_company_ids=self.company_id.ids)
        try:
            with self.env.cr.savepoint(), acting(self.env.cr, actor_id):
                getattr(document, spec.door)()
        except UserError as error:
            self.env["dg.event"]._emit(
                self, "document.resume_failed", {self.id: {"gate": gate_name, "error": str(error)}}
            )
            return str(error)
        return None
