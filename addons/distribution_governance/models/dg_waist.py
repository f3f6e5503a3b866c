from odoo import api, models

from ..change_guard import Change, Purpose, joining
from ..clearance import Key, consume, has_clearance, is_cleared
from ..exceptions import GateClosed
from ..logic.operation import Operation
from ..logic.verdict import Mode
from ..refusals import Refusal, attempt_id, queue


class DgGovernedMixin(models.AbstractModel):
    """The narrow waist: the transition itself, guarded against everything that does not come through the front door.

    Whoever catches the refusal and goes on must not be left with a committed document. So a person's direct attempt is
    refused before anything is written, and whatever can only be judged afterwards is written inside a savepoint.
    """

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    @api.model_create_multi
    def create(self, vals_list):
        """Let nothing be born committed without a decision, and let no default value say otherwise."""
        vals_list = [{spec.field: spec.initial for spec in self._dg_gates} | vals for vals in vals_list]
        born = [spec for spec in self._dg_gates if any(vals.get(spec.field) in spec.targets for vals in vals_list)]
        if not born:
            return super().create(vals_list)
        with self.env.cr.savepoint():
            # What is written with them is no change of something that was committed before.
            with joining(self.env.cr, Change(Operation(self._name, "create"), Purpose.UNATTENDED)):
                documents = super().create(vals_list)
            for spec in born:
                arrived = documents.filtered(lambda document, spec=spec: document[spec.field] in spec.targets)
                arrived._dg_uncleared(spec).with_env(self.env)._dg_refuse_direct(spec)
                arrived._dg_check_arrived(spec)
        return documents

    def write(self, vals):
        """Let nothing be committed without a clearance, and end the holds of documents that turn away."""
        steps = [spec for spec in self._dg_gates if vals.get(spec.field) in spec.targets]
        write = super().write
        result = self._dg_write_step(steps, vals, write) if steps else write(vals)
        if any(spec.field in vals and vals[spec.field] not in spec.sources | spec.targets for spec in self._dg_gates):
            self._dg_withdraw_holds()
        return result

    def _dg_write_step(self, steps, vals, write):
        """Write values that move documents through the gates `steps`; `write` does the writing."""
        arriving = [
            (spec, self.filtered(lambda document, spec=spec: document[spec.field] not in spec.targets))
            for spec in steps
        ]
        expected = set().union(*({spec.field} | spec.stamps for spec in steps))
        uncleared = [(spec, documents._dg_uncleared(spec)) for spec, documents in arriving]
        for spec, documents in uncleared:
            documents.with_env(self.env)._dg_refuse_direct(spec)
        if not any(documents for _spec, documents in uncleared) and vals.keys() <= expected:
            for spec, documents in arriving:
                documents._dg_use_clearances(spec)
            return write(vals)
        with self.env.cr.savepoint():
            result = write(vals)
            for spec, documents in arriving:
                documents._dg_check_arrived(spec)
        return result

    def unlink(self):
        """Withdraw the holds of documents that go."""
        self._dg_withdraw_holds()
        return super().unlink()

    def _dg_uncleared(self, spec):
        """Return the documents that a policy in force is about and that have no clearance for their present content."""
        documents = self._dg_for_judging()
        in_force = self.env["dg.policy.version"]._in_force(documents, spec.name) if self else {}
        documents = documents.filtered(lambda document: document.id in in_force)
        contents = documents._dg_content() if documents else {}
        return documents.filtered(
            lambda document: not is_cleared(self.env.cr, document._dg_key(spec), contents[document.id])
        )

    def _dg_refuse_direct(self, spec):
        """Refuse these uncleared documents to a person, where a policy is enforced.

        Content that changed behind the front door is decided again after the write, not refused as a direct attempt.
        """
        if self.env.su or not self:
            return
        self.check_access("write")
        direct = self.filtered(lambda document: not has_clearance(self.env.cr, document._dg_key(spec)))
        if enforced := direct._dg_enforced(spec):
            enforced._dg_refuse(spec)

    def _dg_enforced(self, spec):
        """Return those of these documents that a policy in force at `spec` is enforced on."""
        in_force = self.env["dg.policy.version"]._in_force(self._dg_for_judging(), spec.name) if self else {}
        return self.filtered(
            lambda document: any(active.mode is Mode.ENFORCE for active in in_force.get(document.id, ()))
        )

    def _dg_check_arrived(self, spec):
        """Refuse what arrived without a clearance and is not inside policy, with the content it arrived with."""
        uncleared = self._dg_uncleared(spec)
        (self - uncleared.with_env(self.env))._dg_use_clearances(spec)
        rulings = uncleared.with_env(self.env)._dg_rule(spec.name)
        stopped = uncleared.filtered(lambda document: not rulings[document.id].passes)
        if stopped:
            stopped.with_env(self.env)._dg_refuse(spec)
        uncleared.with_env(self.env)._dg_after_passing(spec.name, rulings)

    def _dg_use_clearances(self, spec):
        """Use up the clearances of documents that pass; each is good for one step."""
        for document in self:
            consume(self.env.cr, document._dg_key(spec))

    def _dg_key(self, spec):
        """Return what identifies this document's step of `spec`."""
        return Key(self._name, self.id, spec.name)

    def _dg_refuse(self, spec):
        """Raise the refusal, and queue evidence of it that survives the rollback."""
        journal = self.env["dg.event"]
        queue(
            self.env.cr,
            [
                Refusal(
                    document_model=self._name,
                    document_id=document.id,
                    company_id=document.company_id.id,
                    gate=spec.name,
                    actor_id=journal._actor_id(),
                    channel=journal._channel(),
                    attempt=attempt_id(self.env.cr, self._name, document.id, spec.name, journal._actor_id()),
                    explanation="The step was written directly, without passing the gate.",
                )
                for document in self.sudo()
            ],
        )
        raise GateClosed(
            self.env._(
                "%(documents)s cannot be moved to this state directly: a policy guards the step. Use the button on the "
                "document; it says what is missing. This attempt was recorded.",
                documents=", ".join(self.sudo().mapped("display_name")),
            )
        )

    def _dg_refuse_ahead(self):
        """Refuse what may only follow a step that these documents have not taken yet, while a policy guards it."""
        for spec in self._dg_gates:
            documents = self._dg_for_judging()
            waiting = documents.filtered(lambda document, spec=spec: document[spec.field] in spec.sources)
            ahead = waiting._dg_enforced(spec)
            if ahead:
                raise GateClosed(
                    self.env._(
                        "%(documents)s is not confirmed yet, so nothing of it is delivered or invoiced. Confirm it "
                        "first.",
                        documents=", ".join(ahead.mapped("display_name")),
                    )
                )

    def _dg_withdraw_holds(self):
        """End the active holds of documents that do not want to pass any more."""
        # Holds are written by no user; they end here because their document was cancelled or deleted.
        self.env["dg.hold"].sudo().search([*self._dg_rows_domain(), ("state", "=", "active")])._withdraw()
