from dataclasses import replace

from odoo import models

from ..change_guard import Purpose
from ..logic.change import reopen
from ..logic.verdict import Effect

# The gate under whose name changes of committed documents are decided, and held when they stand.
CHANGE = "change"


class DgGovernedMixin(models.AbstractModel):
    """What a change that stands leaves behind: a decision, an event, and a hold where it is outside policy."""

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _dg_keep_change(self, change, outcomes):
        """Record the change of those of these documents whose content or standing moved."""
        documents = self.filtered(lambda document: document.id in outcomes)
        if not documents:
            return
        standing = self.env["dg.hold"].sudo()._standing(documents, CHANGE)
        held = standing.grouped("document_id")
        cases = {
            document.id: _reopened(outcomes[document.id], held.get(document.id, standing.browse()))
            for document in documents
        }
        moved = documents.filtered(
            lambda document: (
                cases[document.id].fingerprint != outcomes[document.id].before.fingerprint
                or not cases[document.id].passes
                or document.id in held
            )
        )
        if moved:
            moved._dg_record_change(change, outcomes, cases, standing)

    def _dg_record_change(self, change, outcomes, cases, standing):
        """Write decisions, holds and events of these documents in one batch."""
        decisions = self.env["dg.decision"]._record(self, CHANGE, cases)
        holds = self._dg_settle_change(CHANGE, cases, decisions, standing)
        self._dg_raise_guards(cases)
        self.env["dg.event"]._emit(
            self,
            "document.changed",
            {
                document.id: {
                    "decision_id": decisions[document.id].id,
                    "fingerprint_before": outcomes[document.id].before.fingerprint,
                    "fingerprint": cases[document.id].fingerprint,
                    "facts_digest": decisions[document.id].facts_digest,
                    "operation": f"{change.operation.model}.{change.operation.method}",
                    "fields": list(change.operation.field_names()),
                    "is_attended": change.purpose is not Purpose.UNATTENDED,
                    "proposal_id": change.proposal_id,
                    "holds": holds.filtered(
                        lambda hold, document=document: hold.document_id == document.id
                    )._as_event(),
                }
                for document in self
            },
        )
        self._dg_forget_screen()
        if change.purpose is Purpose.ATTENDED:
            self._dg_warn_of_change({key: cases[key] for key in self.ids})

    def _dg_settle_change(self, gate_name, cases, decisions, standing):
        """Make the holds say what was decided about changes of these documents; return the active ones."""
        holds = self.env["dg.hold"].sudo()
        if not standing and not self._dg_stopped(cases):
            return holds.browse()
        active = holds._settle(self, gate_name, cases, decisions, standing)
        self._dg_stopped(cases)._dg_on_hold(gate_name, active, cases)
        return active

    def _dg_submit_change_again(self):
        """Decide once more, with the figures of now, on changes of these documents that stand and are held.

        What does not hold them any more is withdrawn; the rest is put to whoever is asked about such holds.
        """
        documents = self._dg_for_judging()
        standing = self.env["dg.hold"].sudo()._standing(documents, CHANGE)
        held = standing.filtered(lambda hold: hold.state == "active").grouped("document_id")
        for spec in self._dg_gates:
            waiting = documents.filtered(
                lambda document, spec=spec: document.id in held and document[spec.field] in spec.targets
            )
            judged, cases = waiting._dg_judge_committed(spec) if waiting else (waiting, {})
            cases = {key: _only(case, held[key]) for key, case in cases.items()}
            if judged:
                decisions = self.env["dg.decision"]._record(judged, CHANGE, cases)
                judged._dg_settle_change(
                    CHANGE,
                    cases,
                    decisions,
                    standing.filtered(lambda hold, own=judged.ids: hold.document_id in own),
                )
        self._dg_forget_screen()

    def _dg_warn_of_change(self, cases):
        """Tell the person who changed these documents which rules warn of the change."""
        for document in self:
            warnings = [judged.reason.name for judged in cases[document.id].judged if judged.effect is Effect.WARN]
            if warnings:
                self.env.user._bus_send(
                    "simple_notification",
                    {
                        "type": "warning",
                        "title": self.env._("Outside policy"),
                        "message": self.env._(
                            "%(document)s was changed with a warning: %(reasons)s.",
                            document=document.display_name,
                            reasons="; ".join(warnings),
                        ),
                        "sticky": False,
                    },
                )


def _only(case, holds):
    """Return the case with those reasons only that hold the document already: the others were excused."""
    held = {(str(hold.policy_id.id), hold.rule_key) for hold in holds}
    return replace(case, judged=tuple(one for one in case.judged if (one.reason.policy, one.reason.rule) in held))


def _reopened(outcome, holds):
    """Return the case of a document that `holds` stop already: what holds it is not excused."""
    held = {(str(hold.policy_id.id), hold.rule_key) for hold in holds}
    return reopen(outcome.case, outcome.found, held)
