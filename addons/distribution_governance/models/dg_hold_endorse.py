from odoo import fields, models
from odoo.orm.models import NO_ACCESS

from ..exceptions import ReleaseRefused


class DgHold(models.Model):
    """How two controllers release one hold: the first endorses it, the second completes the release.

    The endorsement is given for the figures, the content and the policy version of one moment. When one of them is
    another one, or the first controller may not release the document any more, it counts for nothing and the next
    consent is the first.
    """

    _inherit = "dg.hold"

    endorsed_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        ondelete="restrict",
        help="The first of two controllers who agreed to the release.",
    )
    endorsed_at = fields.Datetime(readonly=True)
    endorsed_reason = fields.Text("First Reason", readonly=True)
    endorsed_until = fields.Datetime(
        readonly=True, help="The first controller agreed to a release until then, no longer."
    )
    endorsed_values = fields.Json(readonly=True, groups=NO_ACCESS)
    endorsed_fingerprint = fields.Char(readonly=True)
    endorsed_version_id = fields.Many2one(
        "dg.policy.version", readonly=True, ondelete="restrict", help="The policy version the consent was given under."
    )

    def _figures(self):
        """Return {fact key: encoded value} of the figures this hold stands for."""
        return {finding["fact"]: finding["value"] for finding in self.reason_id.findings or []}

    def _waiting_for_second(self, is_override):
        """Return those of these holds that take two controllers and that nobody else has endorsed yet."""
        waiting = self.browse()
        for document in self._documents():
            holds, value = self._about(document), document._dg_value()[document.id]
            content = document._dg_for_judging()._dg_fingerprints()[document.id]
            for hold in holds.filtered(lambda hold, value=value: hold._terms().needs_second(value, is_override)):
                if not hold._is_endorsed_for(document, content):
                    waiting += hold
                elif hold.endorsed_by_id == self.env.user:
                    raise ReleaseRefused(
                        self.env._(
                            "You agreed to “%s” already. Another controller has to agree as well.", hold.display_name
                        )
                    )
        return waiting.with_env(self.env)

    def _is_endorsed_for(self, document, content):
        """Return whether the first consent still counts for `document` as it is now, whose fingerprint is `content`."""
        self.ensure_one()
        first = self.endorsed_by_id
        return bool(
            first
            and first.active
            and first.has_group("distribution_governance.group_dg_controller")
            and first not in document._dg_hands()
            and self.endorsed_fingerprint == content
            and self._is_endorsed_on_these_grounds()
            and (not self.endorsed_until or self.endorsed_until > fields.Datetime.now())
        )

    def _is_endorsed_on_these_grounds(self):
        """Return whether the first consent was given for the figures, and under the version, that count now."""
        return self.endorsed_values == self._figures() and self.endorsed_version_id == self.version_id

    def _endorse(self, reason, valid_until):
        """Record the first of two consents; the documents stay where they are."""
        for document in self._documents():
            content = document._dg_for_judging()._dg_fingerprints()[document.id]
            holds = self._about(document)
            for hold in holds:
                hold._change(
                    {
                        "endorsed_by_id": self.env.uid,
                        "endorsed_at": fields.Datetime.now(),
                        "endorsed_reason": reason,
                        "endorsed_until": valid_until,
                        "endorsed_values": hold._figures(),
                        "endorsed_fingerprint": content,
                        "endorsed_version_id": hold.version_id.id,
                    }
                )
            document._dg_forget_screen()
            self.env["dg.event"]._emit(
                document,
                "hold.endorsed",
                {
                    document.id: {
                        "holds": holds._as_event(),
                        "reason": reason,
                        "valid_until": valid_until.isoformat() if valid_until else None,
                        "fingerprint": content,
                    }
                },
            )

    def _void_endorsements(self):
        """Drop first consents that were given for other figures than a new decision found."""
        given = self.filtered("endorsed_by_id")
        voided = given.filtered(
            lambda hold: (
                not hold._is_endorsed_on_these_grounds() or hold.endorsed_fingerprint != hold.decision_id.fingerprint
            )
        )
        if not voided:
            return
        voided._change({"endorsed_by_id": False, "endorsed_at": False, "endorsed_until": False})
        for document in voided._documents():
            holds = voided._about(document)
            self.env["dg.event"]._emit(document, "hold.endorsement_voided", {document.id: {"holds": holds._as_event()}})
