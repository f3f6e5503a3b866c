from odoo import models


class DgGovernedMixin(models.AbstractModel):
    """How documents that a policy holds are judged anew, after the policy changed: nothing is newly held by that."""

    _inherit = "dg.governed.mixin"

    def _dg_recheck(self, policy):
        """Withdraw the holds of `policy` on these documents whose reason is gone; return (withdrawn, kept).

        Documents whose holds change leave a decision, as evidence of the figures; the others leave nothing.
        """
        gate_name = policy.gate
        standing = self.env["dg.hold"]._standing(self, gate_name)
        own = standing.filtered(lambda hold: hold.state == "active" and hold.policy_id == policy)
        cases = self._dg_judge_waiting(gate_name, standing)
        gone = own.filtered(lambda hold: not _still_stops(cases.get(hold.document_id), hold))
        changed = self.browse(sorted(set(gone.mapped("document_id")) & cases.keys()))
        # Whoever submits one of these at the same time is repeated, instead of renewing a hold that ends.
        self.env["dg.guard"]._raise({f"document/{self._name}/{document_id}" for document_id in changed.ids})
        if changed:
            self.env["dg.decision"]._record(changed, gate_name, cases)
        gone._withdraw()
        self._dg_forget_screen()
        return len(gone), len(own) - len(gone)

    def _dg_judge_waiting(self, gate_name, standing):
        """Return {document id: Case} of those documents that stand before the gate and that a version is about."""
        spec = self._dg_gate(gate_name)
        waiting = self.filtered(lambda document: document[spec.field] in spec.sources)
        in_force = self.env["dg.policy.version"]._in_force(waiting, gate_name)
        governed = waiting.filtered(lambda document: document.id in in_force)
        return governed._dg_judge(in_force, standing) if governed else {}

    def _dg_resume_released(self, gate_name, actor_id):
        """Let those documents go on that nothing stops any more and that were released before.

        Return (how many went on, sentences about those that could not).
        """
        spec, went_on, problems = self._dg_gate(gate_name), 0, []
        standing = self.env["dg.hold"]._standing(self, gate_name)
        stopped = set(standing.filtered(lambda hold: hold.state == "active").mapped("document_id"))
        for document_id, holds in standing._valid().grouped("document_id").items():
            document = self.browse(document_id)
            if document_id in stopped or document[spec.field] not in spec.sources:
                continue
            error = document._dg_resume(gate_name, holds[0].requester_id, actor_id)
            if error:
                problems.append(f"{document.display_name}: {error}")
            went_on += document[spec.field] in spec.targets
        return went_on, problems


def _still_stops(case, hold):
    """Return whether the rule behind a hold still holds or blocks the document."""
    return case is not None and any(
        (judged.reason.policy, judged.reason.rule) == (str(hold.policy_id.id), hold.rule_key)
        for judged in case.stopping
    )
