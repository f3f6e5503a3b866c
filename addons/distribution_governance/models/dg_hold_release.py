from odoo import fields, models

from ..exceptions import ReleaseRefused


class DgHold(models.Model):
    """How a hold is released or overridden: by whom it may be, what is recorded, and how the document goes on."""

    _inherit = "dg.hold"

    def _release(self, reason, valid_until=False, seen=None):
        """Release active holds for the figures they were decided on, then let their documents try again.

        `seen` is {hold id: decision id} of the figures the controller looked at; a hold that was decided again since is
        not released unseen. Holds that take a second controller are endorsed by the first and stay active. Return
        {document: error text, or None where the document passed or was parked again}.
        """
        return self._permit(reason, valid_until, seen, is_override=False)

    def _override(self, reason, valid_until, seen=None):
        """Override blocks where their policy allows it; otherwise as `_release`, and always until a date."""
        return self._permit(reason, valid_until, seen, is_override=True)

    def _permit(self, reason, valid_until, seen, is_override):
        """Check who asks and for what, note the first of two consents, grant the rest, and let documents go on."""
        self._check_may_release()
        self._check_kind(is_override)
        self._check_seen(seen)
        self._check_end(valid_until, is_override)
        waiting = self._waiting_for_second(is_override)
        waiting._endorse(reason, valid_until)
        granted = self - waiting
        granted._grant(reason, valid_until, is_override)
        granted._note_release("hold.overridden" if is_override else "hold.released")
        return granted._resume()

    def _grant(self, reason, valid_until, is_override):
        """Write the release: for which figures, until when, on whose account."""
        now = fields.Datetime.now()
        parties = {(document._name, document.id): document._dg_party() for document in self._documents()}
        # Superuser mode for reading the raw figures; who may release was checked by the caller.
        for hold in self.sudo():
            hold._move_to(
                "released",
                is_override=is_override,
                released_by_id=self.env.uid,
                released_at=now,
                release_reason=reason,
                valid_until=min(filter(None, (valid_until, hold.endorsed_until)), default=False),
                released_values=hold._figures(),
                released_fingerprint=hold.decision_id.fingerprint,
                released_party=parties.get((hold.document_model, hold.document_id)),
            )

    def _check_may_release(self):
        """Refuse everybody but a controller who had no hand in the document."""
        self.check_access("read")
        if not self:
            raise ReleaseRefused(self.env._("There is nothing to release. Choose at least one active hold."))
        if not self.env.user.has_group("distribution_governance.group_dg_controller"):
            raise ReleaseRefused(self.env._("Only a controller may release a hold. Ask one of the controllers."))
        self._dg_may_release()
        for hold in self.sudo():
            if hold.state != "active":
                raise ReleaseRefused(self.env._("“%s” is not active any more. Reload the page.", hold.display_name))
        for document in self._documents():
            if self.env.user in document._dg_hands():
                raise ReleaseRefused(
                    self.env._(
                        "You made, changed or submitted %(document)s yourself. Ask another controller to release it.",
                        document=document.display_name,
                    )
                )

    def _dg_may_release(self):
        """Refuse holds that are released in another way than by a controller. An extension point: here none is."""

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

    def _note_release(self, code):
        """Write one event per document: which holds were released or overridden, by whom, why and until when."""
        for document in self._documents():
            holds = self._about(document)
            payload = {
                "holds": holds._as_event(),
                "reason": holds[0].release_reason,
                "valid_until": holds[0].valid_until.isoformat() if holds[0].valid_until else None,
                "fingerprint": holds[0].released_fingerprint,
            }
            if first := holds.endorsed_by_id:
                payload["endorsed_by"] = first.ids
            self.env["dg.event"]._emit(document, code, {document.id: payload})

    def _resume(self):
        """Let each document take its step again, with the rights of whoever asked for it."""
        outcome = {}
        for document in self._documents():
            holds = self._about(document)
            outcome[document] = document._dg_resume(holds[0].gate, holds[0].requester_id, self.env.uid)
        return outcome
