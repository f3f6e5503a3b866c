from dataclasses import replace

from odoo import api, fields, models

from ..logic.coverage import covers
from ..logic.verdict import Effect
from .dg_hold import GUARDED_FIELDS


class DgHold(models.Model):
    """Holds on changes of committed documents: the releases that go on counting, and the proposals that wait."""

    _inherit = "dg.hold"
    # A hold belongs to its proposal for good.
    _dg_guarded = GUARDED_FIELDS | {"proposal_id"}

    proposal_id = fields.Many2one(
        "dg.proposal",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The requested change that this hold keeps from being made.",
    )

    @api.model
    def _committed_under(self, documents, proposal_id=None):
        """Return the releases that count for these committed documents.

        Those are the releases they passed by, and the ones of the proposal that is being carried out.
        """
        domain = fields.Domain("used_at", "!=", False)
        if proposal_id:
            domain |= fields.Domain("proposal_id", "=", proposal_id)
        holds = self.sudo().search(fields.Domain([*documents._dg_rows_domain(), ("state", "=", "released")]) & domain)
        return holds.filtered("used_at") | holds._valid()

    def _cover(self, case, document):
        """Return the `case` of `document`, with every reason covered that one of these releases was given for."""
        given = [hold._as_release() for hold in self._granted_for(document)]
        return replace(case, judged=tuple(self._covered(judged, given, case.fingerprint) for judged in case.judged))

    def _covered(self, judged, given, content):
        """Return one reason, covered if one of the releases `given` is for it; a block is never covered."""
        directions = self.env["dg.policy.version"].browse(judged.version_id)._directions()
        is_covered = judged.reason.effect is not Effect.BLOCK and any(
            covers(release, judged.reason, content, directions) for release in given
        )
        return replace(judged, is_covered=is_covered)

    def _resume(self):
        """Let each step go on for itself: a document, a change that stands, a change that was requested."""
        outcome = {}
        for holds in self.sudo().grouped("gate").values():
            for document, error in super(DgHold, holds.with_env(self.env))._resume().items():
                outcome[document] = outcome.get(document) or error
        return outcome
