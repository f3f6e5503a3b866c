from odoo import Command, api, fields, models

from ..logic.verdict import Effect


class DgHold(models.Model):
    """What a decision leaves behind: the active holds say what was decided last."""

    _inherit = "dg.hold"

    @api.model
    def _settle(self, documents, gate, cases, decisions, standing):
        """Make the active holds say what was just decided: open new ones, renew the rest, withdraw what is gone."""
        active = standing.filtered(lambda hold: hold.state == "active")
        known = {(hold.document_id, str(hold.policy_id.id), hold.rule_key): hold for hold in active}
        kept, drafts = self.browse(), []
        for document in documents:
            reasons = _reasons_by_rule(decisions[document.id])
            for judged in cases[document.id].stopping:
                reason = reasons[judged.reason.policy, judged.reason.rule]
                hold = known.get((document.id, judged.reason.policy, judged.reason.rule))
                if hold:
                    hold._change(self._prepare_renewed_values(document, reason, judged))
                    kept += hold
                else:
                    drafts.append(self._prepare_hold_values(document, gate, reason, judged))
        kept._void_endorsements()
        (active - kept)._withdraw()
        return kept + self.sudo().create(drafts)

    @api.model
    def _prepare_renewed_values(self, document, reason, judged):
        """Return what changes on a hold when the document was decided again and is still held for the same rule."""
        return {
            "reason_id": reason.id,
            "is_block": judged.effect is Effect.BLOCK,
            "submitter_ids": [Command.link(document._dg_requester().id)],
        }

    @api.model
    def _prepare_hold_values(self, document, gate, reason, judged):
        """Return the values of a new hold on `document` for one reason."""
        place = reason.version_id._place()
        return self._prepare_renewed_values(document, reason, judged) | {
            # What follows from the reason is given along, so that nobody has to read it back.
            "decision_id": reason.decision_id.id,
            "version_id": reason.version_id.id,
            "policy_id": place.policy_id,
            "rule_key": reason.rule_key,
            "rule_name": reason.rule_name,
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "gate": gate,
            "kind": "policy",
            "requester_id": document._dg_requester().id,
            "owner_id": place.owner_id,
            "held_at": fields.Datetime.now(),
        }


def _reasons_by_rule(decision):
    """Return {(policy, rule): reason row} of one decision, a Recorded."""
    return {(str(reason.version_id._place().policy_id), reason.rule_key): reason for reason in decision.reasons}
