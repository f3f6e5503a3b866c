from odoo import fields, models

from ..exceptions import ReleaseRefused


class DgHold(models.Model):
    """How a hold is released: by whom it may be, what is recorded, and how the document goes on by itself."""

    _inherit = "dg.hold"

    def _release(self, reason, valid_until=False, seen=None):
        """Release active holds for the figures they were decided on, then let their documents try again.

        `seen` is {hold id: decision id} of the figures the controller looked at; a hold that was decided again since is
        not released unseen. Return {document: error text, or None where the document passed or was parked again}.
        """
        self._check_may_release()
        self._check_seen(seen)
        now = fields.Datetime.now()
        parties = {(document._name, document.id): document._dg_party() for document in self._documents()}
        # Superuser mode for reading the raw figures; who may release was checked above.
        for hold in self.sudo():
            hold._move_to(
                "released",
                released_by_id=self.env.uid,
                released_at=now,
                release_reason=reason,
                valid_until=valid_until,
                released_values={finding["fact"]: finding["value"] for finding in hold.reason_id.findings or []},
                released_fingerprint=hold.decision_id.fingerprint,
                released_party=parties.get((hold.document_model, hold.document_id)),
            )
        self._note_release()
        return self._resume()

    def _check_may_release(self):
        """Refuse everybody but a controller who had no hand in the document."""
        self.check_access("read")
        if not self:
            raise ReleaseRefused(self.env._("There is nothing to release. Choose at least one active hold."))
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
            if self.env.user in document._dg_involved_users() | document._dg_submitters():
                raise ReleaseRefused(
                    self.env._(
                        "You made, changed or submitted %(document)s yourself. Ask another controller to release it.",
                        document=document.display_name,
                    )
                )

    def _check_seen(self, seen):
        """Refuse to release figures that the controller has not looked at."""
        for hold in self.sudo():
            if seen is not None and seen.get(hold.id) != hold.decision_id.id:
                raise ReleaseRefused(
                    self.env._(
                        "%(document)s was submitted again with other figures since you opened this. Close it and look "
                        "at the hold once more.",
                        document=hold.document_name,
                    )
                )

    def _documents(self):
        """Yield the documents these holds are about, one recordset per model and all its records one by one."""
        for model, holds in self.sudo().grouped("document_model").items():
            yield from self.env[model].sudo().browse(set(holds.mapped("document_id"))).exists()

    def _about(self, document):
        """Return those of these holds that are about `document`."""
        return self.sudo().filtered(
            lambda hold: (hold.document_model, hold.document_id) == (document._name, document.id)
        )

    def _note_release(self):
        """Write one event per document: which holds were released, why and until when."""
        for document in self._documents():
            holds = self._about(document)
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
            holds = self._about(document)
            outcome[document] = document._dg_resume(holds[0].gate, holds[0].requester_id, self.env.uid)
        return outcome
