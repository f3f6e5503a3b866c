from odoo import api, models

from ..exceptions import ChangeRefused, GateClosed
from ..logic.fingerprint import fingerprint
from ..logic.verdict import Effect
from ..refusals import Refusal, attempt_id, queue
from .dg_change_record import CHANGE
from .dg_decision import encode_finding
from .dg_fact_sheet import Sheet


class DgGovernedMixin(models.AbstractModel):
    """How a person's change is refused: in words, on the record, and with the way to request it."""

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _dg_refuse_change(self, change, stopped):
        """Refuse the change that `stopped` {key: Outcome} are outside policy by; evidence survives the rollback."""
        operation = change.operation
        self._dg_queue_refusals(stopped, operation)
        documents = {key: self.env[key.model].browse(key.document_id).sudo() for key in stopped}
        reasons = [
            sentence
            for key, outcome in stopped.items()
            for sentence in documents[key]._dg_change_sentences(outcome.case, is_named=len(stopped) > 1)
        ]
        is_blocked = any(outcome.case.effect is Effect.BLOCK for outcome in stopped.values())
        message = self.env._(
            "%(documents)s is confirmed, and this change is outside policy. It was not saved, and the attempt was "
            "recorded.\n\n%(reasons)s",
            documents=", ".join(document.display_name for document in documents.values()),
            reasons="\n".join(reasons),
        )
        payload = self._dg_requestable(change, documents)
        if is_blocked or payload is None:
            raise GateClosed(f"{message}\n\n{self._dg_way_out(is_blocked)}")
        raise ChangeRefused(
            f"{message}\n\n{self.env._('Change it so that it meets policy, or request it from a controller.')}",
            self._dg_request_action(),
            self.env._("Request this change"),
            payload,
        )

    @api.model
    def _dg_way_out(self, is_blocked):
        """Return what to do about a refused change that cannot be requested at once."""
        if is_blocked:
            return self.env._("Nobody can release this. Change it so that the rules are met.")
        return self.env._("Change one document at a time to request it from a controller, or meet the rules.")

    def _dg_queue_refusals(self, stopped, operation):
        """Queue the evidence of a refused change: which fields, and by which rules, without figures."""
        what = f"{operation.model}.{operation.method} ({', '.join(operation.field_names())})"
        digest = fingerprint(repr(operation))
        for key, outcome in stopped.items():
            rules = ", ".join(judged.reason.name for judged in outcome.case.stopping)
            document = self.env[key.model].browse(key.document_id)
            document._dg_queue_evidence(f"A change of the committed document was refused: {what}; {rules}.", digest)

    def _dg_refuse_on_record(self, explanation, message):
        """Raise `message` for these documents; evidence with `explanation` survives the rollback."""
        self._dg_queue_evidence(explanation, explanation)
        raise GateClosed(message)

    def _dg_queue_evidence(self, explanation, digest):
        """Queue evidence that a change of each of these documents was refused; `digest` tells attempts apart."""
        journal = self.env["dg.event"]
        actor_id, channel = journal._actor_id(), journal._channel()
        queue(
            self.env.cr,
            [
                Refusal(
                    document_model=self._name,
                    document_id=document.id,
                    company_id=document.company_id.id,
                    gate=CHANGE,
                    actor_id=actor_id,
                    channel=channel,
                    attempt=attempt_id(self.env.cr, self._name, document.id, CHANGE, actor_id, digest),
                    explanation=explanation,
                )
                for document in self.sudo()
            ],
        )

    def _dg_change_sentences(self, case, *, is_named=False):
        """Return one sentence or more per reason that stops this document, as far as the reader may know."""
        self.ensure_one()
        facts = {}
        for version_id in case.version_ids:
            facts |= self.env["dg.policy.version"].browse(version_id)._content()["facts"]
        # The rows were read in superuser mode; what is disclosed depends on who is at the screen.
        sheet = Sheet(self.env(su=False), facts, self.company_id.currency_id)
        name = f"{self.display_name}: " if is_named else ""
        for judged in case.stopping:
            told = [sheet.finding(encode_finding(finding)) for finding in judged.reason.findings]
            title = judged.reason.name.rstrip(".")
            yield " ".join([f"• {name}{title}.", *told, *filter(None, [judged.reason.guidance])])

    def _dg_requestable(self, change, documents):
        """Return the context that carries the refused operation to the dialog; None where it cannot be requested."""
        if len(documents) != 1 or not self.env["dg.proposal.wizard"].has_access("create"):
            return None
        document = next(iter(documents.values()))
        if len({key[:2] for key in change.before}) != 1:
            return None
        try:
            operation = change.operation.as_json()
        except TypeError:
            return None
        return {
            "default_document_model": document._name,
            "default_document_id": document.id,
            "default_operation": operation,
        }

    @api.model
    def _dg_request_action(self):
        """Return the action that opens the dialog."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Request this change"),
            "res_model": "dg.proposal.wizard",
            "views": [[False, "form"]],
            "target": "new",
        }
