from decimal import Decimal

from odoo import api, fields, models

from ..logic.coverage import Release, covers
from ..logic.facts import Unit, decode
from ..logic.verdict import Effect


class DgHold(models.Model):
    """What holds and releases count for when a document is decided again."""

    _inherit = "dg.hold"

    @api.model
    def _standing(self, documents, gate):
        """Return the active and released holds of `documents` at `gate`, in one query."""
        return self.sudo().search(
            [
                ("document_model", "=", documents._name),
                ("document_id", "in", documents.ids),
                ("gate", "=", gate),
                ("state", "in", ("active", "released")),
                ("used_at", "=", False),
            ]
        )

    def _valid(self):
        """Return the releases among these holds that still count."""
        now = fields.Datetime.now()
        return self.filtered(
            lambda hold: (
                hold.state == "released" and not hold.used_at and (not hold.valid_until or hold.valid_until > now)
            )
        )

    def _covers(self, reason, document, content, directions):
        """Return whether one of these holds of `document` was released for figures at least as bad as in `reason`.

        A block is covered by an override only, never by a release from a time when the rule only held; and an override
        only while the policy still allows it.
        """
        given = self._valid()._granted_for(document)
        if reason.effect is Effect.BLOCK:
            given = given.filtered(lambda hold: hold.is_override and hold._may_be_overridden())
        return any(covers(hold._as_release(), reason, content, directions) for hold in given)

    def _granted_for(self, document):
        """Return the releases given for the business partner of `document`, by as many people as its value asks for."""
        party = document._dg_party()
        given = self.filtered(lambda hold: hold.released_party == party)
        alone = given.filtered(lambda hold: not hold.endorsed_by_id and hold._takes_value_into_account())
        if not alone:
            return given
        # A document that grew since needs the second controller whom its value did not ask for then.
        value = document._dg_value()[document.id]
        return given - alone.filtered(lambda hold: hold._terms().needs_second(value, hold.is_override))

    def _use_up(self):
        """Note that documents passed by these releases, which also ends what was wrong with them."""
        self._change({"used_at": fields.Datetime.now()})
        for model, holds in self.grouped("document_model").items():
            self.env["dg.exception"]._resolve_gone_on(self.env[model].browse(holds.mapped("document_id")))

    def _as_release(self):
        """Return the release as the value the coverage logic works with."""
        self.ensure_one()
        content = self.version_id._content()
        return Release(
            policy=str(self.policy_id.id),
            rule=self.rule_key,
            values={
                key: decode(raw, Unit(content["facts"][key]["unit"])) if key in content["facts"] else None
                for key, raw in self.released_values.items()
            },
            fingerprint=self.released_fingerprint,
            strict=content["is_strict"],
            tolerance_percent=Decimal(content["tolerance_percent"]),
        )
