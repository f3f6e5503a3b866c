from odoo import SUPERUSER_ID, api, models
from odoo.tools import ormcache

from ..gate import Ruling
from ..logic.fingerprint import fingerprint
from ..logic.verdict import Effect
from ..measuring import keeping


class DgGovernedMixin(models.AbstractModel):
    """A business record whose commitments pass a gate.

    An adapter declares `_dg_gates` and `_dg_facts`, gives each computed fact a batched method `_dg_fact_<key>`, and
    names its material content in `_dg_content`. Everything else follows from that.
    """

    _name = "dg.governed.mixin"
    _inherit = ["dg.derived.fields.mixin"]
    _description = "Governed Document"

    _dg_gates = ()
    _dg_facts = ()

    # ---- what an adapter answers ----

    def _dg_content(self):
        """Return {document id: plain values} of everything material: lines, prices, terms. To be overridden."""
        raise NotImplementedError(f"{self._name} does not say what its material content is.")

    def _dg_guard_names(self, guard):
        """Return the names of the holders of the shared limit `guard` that these documents draw on."""
        return set()

    def _dg_involved_users(self):
        """Return everybody who had a hand in the document and so may not release it."""
        return (self.create_uid | self.write_uid) - self.env["res.users"].browse(SUPERUSER_ID)

    def _dg_requester(self):
        """Return the person with whose rights the document goes on after a release.

        That is who asked; for a customer or the system, whoever looks after the document.
        """
        user = self.env.user
        return user if _is_person(user) else self._dg_caretaker()

    def _dg_caretaker(self):
        """Return the person who looks after the document."""
        return self.create_uid if _is_person(self.create_uid) else self.env["res.users"].browse(SUPERUSER_ID)

    @api.model
    @ormcache()
    def _dg_declared_facts(self):
        """Return {key: (Fact, module)} of all facts that any addon declares for this document type."""
        declared = {}
        for parent in reversed(type(self).mro()):
            module = parent.__module__.removeprefix("odoo.addons.").partition(".")[0]
            declared.update({fact.key: (fact, module) for fact in parent.__dict__.get("_dg_facts", ())})
        return declared

    @api.model
    def _dg_size_facts(self):
        """Return the keys of the facts that say how large a document of this type is."""
        return {key for key, (fact, _module) in self._dg_declared_facts().items() if fact.is_size}

    @api.model
    def _dg_event_prefix(self):
        """Return how events about this document type begin, such as sale_order."""
        return self._name.replace(".", "_")

    # ---- front door ----

    def _dg_decide(self, gate_name):
        """Return {document id: Ruling} for those documents that stand before the gate and are subject to a policy."""
        spec = self._dg_gate(gate_name)
        waiting = self.filtered(lambda document: document[spec.field] in spec.sources)
        return waiting._dg_rule(gate_name) if waiting else {}

    def _dg_rule(self, gate_name):
        """Judge, record and settle these documents in one batch; return {document id: Ruling}."""
        documents = self._dg_for_judging()
        in_force = self.env["dg.policy.version"]._in_force(documents, gate_name)
        documents = documents.filtered(lambda document: document.id in in_force)
        if not documents:
            return {}
        # What follows from a decision writes nothing that was measured for it.
        with keeping(self.env.cr):
            return self._dg_rule_on(documents, gate_name, in_force)

    def _dg_rule_on(self, documents, gate_name, in_force):
        """Judge, record and settle `documents`, these as they are judged, under the versions `in_force`."""
        cases = documents._dg_judge(in_force)
        holds = self.env["dg.hold"].sudo()
        # Releases are looked for where a reason stops a document, and holds where some are left over.
        standing = holds.browse()
        if stopped := documents._dg_stopped(cases):
            # Whoever may not change a document may not submit it either; portal and payment come in superuser mode.
            # What passes is written next, with the rights of the same user.
            documents.with_env(self.env).check_access("write")
            standing = holds._standing(documents, gate_name)
            cases = documents._dg_weigh(cases, standing)
        decisions = self.env["dg.decision"]._record(documents, gate_name, cases)
        if not stopped and any(kept.has_holds for kept in decisions.values()):
            standing = holds._standing(documents, gate_name)
        if standing or stopped:
            documents._dg_settle(gate_name, cases, decisions, standing)
        documents._dg_raise_guards(cases)
        released = set(standing.filtered(lambda hold: hold.state == "released").mapped("document_id"))
        return {
            document_id: _ruling(case, decisions[document_id], document_id in released)
            for document_id, case in cases.items()
        }

    def _dg_stopped(self, cases):
        """Return the documents that their cases stop."""
        return self.filtered(lambda document: not cases[document.id].passes)

    def _dg_settle(self, gate_name, cases, decisions, standing):
        """Make holds and journal say what was decided about documents that are stopped, or were."""
        stopped = self._dg_stopped(cases)
        # Two attempts at once on one document meet here: the second begins again instead of failing on the hold.
        self.env["dg.guard"].sudo()._raise({f"document/{self._name}/{document_id}" for document_id in stopped.ids})
        opened = self.env["dg.hold"].sudo()._settle(self, gate_name, cases, decisions, standing)
        stopped._dg_note_held(gate_name, opened, cases, decisions)
        stopped._dg_on_hold(gate_name, opened, cases)
        self._dg_forget_screen()

    def _dg_for_judging(self):
        """Return the documents as they are judged: with every right to read, and without the caller's context.

        Policies measure what the user may not read, such as cost and credit; and a context is the caller's to write,
        while prices and domains in Odoo may depend on it.
        """
        context = {key: self.env.context[key] for key in ("lang", "tz") if key in self.env.context}
        # The whole context is replaced, on purpose.
        return self.sudo().with_context(context)  # pylint: disable=context-overridden

    def _dg_after_passing(self, gate_name, rulings):
        """Note in the journal which documents took the step and on which decision; use up the releases behind it."""
        spec = self._dg_gate(gate_name)
        arrived = self.sudo().filtered(lambda document: document.id in rulings and document[spec.field] in spec.targets)
        self.env["dg.event"]._emit(
            arrived,
            f"{self._dg_event_prefix()}.{spec.done}",
            {
                document.id: {
                    "gate": gate_name,
                    "decision_id": rulings[document.id].decision_id,
                    "fingerprint": rulings[document.id].fingerprint,
                    "facts_digest": rulings[document.id].facts_digest,
                }
                for document in arrived
            },
        )
        if released := arrived.filtered(lambda document: rulings[document.id].is_released):
            self.env["dg.hold"]._standing(released, gate_name)._valid()._use_up()
        arrived.with_env(self.env)._dg_warn(rulings)
        arrived._dg_forget_screen()

    def _dg_on_hold(self, gate_name, holds, cases):
        """Called after these documents were stopped by `holds`, new ones and those that stay. An extension point.

        `gate_name` is a gate of theirs, or says that a change of them was stopped: one that stands (`change`), or one
        that was requested (`proposal`). `cases` is {document id: Case} of what was decided.
        """

    def _dg_note_held(self, gate_name, holds, cases, decisions):
        """Write one event per stopped document: every reason, and the digest of the figures."""
        own = holds.grouped("document_id")
        self.env["dg.event"]._emit(
            self,
            f"{self._dg_event_prefix()}.held",
            {
                document.id: {
                    "gate": gate_name,
                    "effect": cases[document.id].effect.value,
                    "decision_id": decisions[document.id].id,
                    "fingerprint": cases[document.id].fingerprint,
                    "facts_digest": decisions[document.id].facts_digest,
                    "holds": own[document.id]._as_event(),
                    "reasons": [
                        reason._as_event() for reason in decisions[document.id].reasons if not reason.is_covered
                    ],
                }
                for document in self
            },
        )

    def _dg_raise_guards(self, cases):
        """Write the guard rows of the shared limits that passing documents were measured against."""
        declared = self._dg_declared_facts()
        names = set()
        for document in self.filtered(lambda document: cases[document.id].passes):
            guards = {declared[key][0].guard for key in cases[document.id].measures if key in declared}
            for guard in filter(None, guards):
                names |= document._dg_guard_names(guard)
        self.env["dg.guard"].sudo()._raise(names)

    @api.model
    def _dg_gate(self, gate_name):
        """Return the declaration of the gate called `gate_name`."""
        return next(spec for spec in self._dg_gates if spec.name == gate_name)

    def _dg_fingerprints(self):
        """Return {document id: fingerprint of its material content}."""
        return (
            {document_id: fingerprint(content) for document_id, content in self._dg_content().items()} if self else {}
        )


def _is_person(user):
    """Return whether this is an employee, not a customer and not the system."""
    return user._is_internal() and not user._is_superuser()


def _ruling(case, decision, is_released):
    """Return what the gate needs to know of a case and the decision that keeps it."""
    return Ruling(
        passes=case.passes,
        decision_id=decision.id,
        fingerprint=case.fingerprint,
        facts_digest=decision.facts_digest,
        warnings=tuple(judged.reason.name for judged in case.judged if judged.effect is Effect.WARN),
        is_released=is_released,
        content=case.content,
    )
