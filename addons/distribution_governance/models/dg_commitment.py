from dataclasses import replace
from functools import partial

from odoo import SUPERUSER_ID, api, models

from ..change_guard import Change, Purpose, running
from ..exceptions import GateClosed
from ..logic.operation import Operation
from ..logic.verdict import Mode
from .dg_change_guard import Outcome
from .dg_change_record import CHANGE

# Where documents wait, until the end of the transaction, that were recomputed outside of every guard.
PENDING = "dg.recomputed"


class DgGovernedMixin(models.AbstractModel):
    """What it means to be committed: what stops then, what ends with it, and what is noticed behind all backs."""

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    # ---- the end of a commitment ----

    def write(self, vals):
        """End what was granted for a commitment when the document leaves it, and let none leave its company."""
        if "company_id" in vals:
            self._dg_refuse_move(vals["company_id"])
        steps = [spec for spec in self._dg_gates if spec.field in vals and vals[spec.field] not in spec.targets]
        committed = (
            self.sudo().filtered(lambda document: any(document[spec.field] in spec.targets for spec in steps))
            if steps
            else self.browse()
        )
        result = super().write(vals)
        committed._dg_end_commitment()
        return result

    def _dg_refuse_move(self, company_id):
        """Refuse to take committed documents into or out of the reach of a company's policies, whoever does it.

        The policies of the one company never decided on them, and those of the other would not notice any change.
        """
        for spec in self._dg_gates:
            moving = self.sudo().filtered(
                lambda document, spec=spec: (
                    document[spec.field] in spec.targets and document.company_id.id != (company_id or False)
                )
            )
            companies = moving.company_id | moving.company_id.browse(company_id or ())
            versions = self.env["dg.policy.version"]
            if moving and any(versions._active_set(company, self._name, spec.name) for company in companies):
                moving.with_env(self.env)._dg_refuse_on_record(
                    "Moving the committed document to another company was refused.",
                    self.env._(
                        "%(documents)s is confirmed, so it stays in its company. Cancel it, and enter it anew in the "
                        "other one. This attempt was recorded.",
                        documents=", ".join(moving.mapped("display_name")),
                    ),
                )

    def _dg_end_commitment(self):
        """Let the releases under which these documents were committed count no more, and drop what is asked of them."""
        if not self:
            return
        holds = self.env["dg.hold"].sudo()
        holds._committed_under(self)._move_to("expired")
        holds.search([*self._dg_rows_domain(), ("gate", "=", CHANGE), ("state", "=", "active")])._withdraw()
        self.env["dg.proposal"].sudo()._waiting_for(self)._withdraw_overtaken()

    # ---- what waits for a release ----

    def _dg_refuse_ahead(self):
        """Refuse delivery and invoicing also while a change of the committed document waits for its release."""
        result = super()._dg_refuse_ahead()
        if stopped := self._dg_stopped_by_change():
            raise GateClosed(
                self.env._(
                    "%(documents)s was changed outside policy after it was confirmed. Nothing more is delivered or "
                    "invoiced until a controller releases the change, or it is undone.",
                    documents=", ".join(stopped.mapped("display_name")),
                )
            )
        return result

    def _dg_stopped_by_change(self):
        """Return those of these documents that an active hold on a change stops, by a policy that is enforced now."""
        versions = self.env["dg.policy.version"]
        enforced = {
            active.policy_id
            for company in self.sudo().company_id
            for spec in self._dg_gates
            for active in versions._active_set(company, self._name, spec.name)
            if active.mode is Mode.ENFORCE
        }
        if not enforced:
            return self.browse()
        # Whoever delivers or invoices need not be allowed to read why it waits.
        holds = (
            self.env["dg.hold"]
            .sudo()
            .search(
                [
                    *self._dg_rows_domain(),
                    ("gate", "=", CHANGE),
                    ("state", "=", "active"),
                    ("policy_id", "in", list(enforced)),
                ]
            )
        )
        return self.sudo().browse(set(holds.mapped("document_id")))

    # ---- recomputed outside of every guard ----

    def _dg_note_recomputed(self):
        """Note that figures of these documents were computed anew; judge them before the transaction ends.

        Inside a guard there is nothing to note: the change is judged with everything computed from it.
        """
        change = running(self.env.cr)
        known = change.before if change else ()
        committed = self.sudo().filtered(
            lambda document: any(
                document[spec.field] in spec.targets and document._dg_key(spec) not in known for spec in self._dg_gates
            )
        )
        if not committed:
            return
        pending = self.env.cr.precommit.data.setdefault(PENDING, {})
        if not pending:
            self.env.cr.precommit.add(partial(_judge_recomputed, self.env))
        pending.setdefault(self._name, set()).update(committed.ids)

    @api.model
    def _dg_judge_recomputed(self, ids):
        """Judge the documents `ids` that were recomputed; what is worse than last decided stands, but is held.

        A document that no decision was ever made about was committed before there was a policy, and is left alone.
        """
        documents = self.browse(ids).exists()
        decided = documents._dg_decided_content()
        for spec in self._dg_gates:
            committed = documents.filtered(
                lambda document, spec=spec: document.id in decided and document[spec.field] in spec.targets
            )
            committed, cases = committed._dg_judge_committed(spec) if committed else (committed, {})
            outcomes = {
                key: Outcome(replace(case, fingerprint=decided[key], judged=()), case, case)
                for key, case in cases.items()
                if case.fingerprint != decided[key]
            }
            change = Change(Operation(self._name, "write", tuple(outcomes)), Purpose.UNATTENDED)
            committed._dg_keep_change(change, outcomes)

    def _dg_decided_content(self):
        """Return {document id: fingerprint of the content that was decided on last}."""
        decisions = self.env["dg.decision"]
        newest = decisions._read_group(self._dg_rows_domain(), ["document_id"], ["id:max"])
        rows = decisions.browse([decision_id for _document_id, decision_id in newest])
        return {row.document_id: row.fingerprint for row in rows}


def _judge_recomputed(env):
    """Judge what was recomputed outside of every guard, as the system."""
    pending = env.cr.precommit.data.pop(PENDING, {})
    for model, ids in pending.items():
        env(user=SUPERUSER_ID, su=True, context={})[model]._dg_judge_recomputed(sorted(ids))
    env.flush_all()
