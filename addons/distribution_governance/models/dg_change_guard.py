from contextlib import contextmanager
from typing import NamedTuple

from odoo import models

from ..change_guard import Change, Purpose, Standing, Verdicts, guarding, running
from ..logic.case import Case
from ..logic.change import excuse


class Outcome(NamedTuple):
    """How one document came out of a change: as it was before, as it was found after, and less what is excused."""

    before: Case
    found: Case
    case: Case


class DgGovernedMixin(models.AbstractModel):
    """How a change of a committed document is judged: before it is written and after, as a whole.

    An adapter opens `_dg_changing` around everything that writes material content. Documents that are not committed,
    and documents that no policy in force is about, cost nothing.
    """

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    # Fields of the document that no fact, release or delivery depends on: writing them is no change.
    _dg_immaterial = frozenset()

    @contextmanager
    def _dg_changing(self, operation, *, is_attended=None, change=None):
        """Guard the block that carries out `operation` on these documents.

        `is_attended` says whether it may be refused; without it, whoever is not the superuser is told. `change` is the
        one to begin for a proposal. Raises GateClosed, or Verdicts for proposals, after everything was taken back.
        """
        cr = self.env.cr
        outer = running(cr)
        before = self._dg_standing(outer.before if outer else ())
        if outer is not None:
            outer.before.update(before)
            yield outer
            return
        if not before and change is None:
            yield None
            return
        if change is None:
            attended = not self.env.su if is_attended is None else is_attended
            change = Change(operation.frozen(), Purpose.ATTENDED if attended else Purpose.UNATTENDED)
        change.before.update(before)
        with cr.savepoint():
            with guarding(cr, change):
                yield change
                self.env.flush_all()
            self._dg_conclude(change)

    def _dg_standing(self, known):
        """Return {key: Standing} of those of these documents that are committed and not `known` yet.

        Documents of companies without any policy are left out.
        """
        standing = {}
        for spec in self._dg_gates:
            fresh = self.sudo().filtered(lambda document, spec=spec: document[spec.field] in spec.targets)
            fresh = fresh.filtered(lambda document, spec=spec: document._dg_key(spec) not in known)
            documents, cases = fresh._dg_judge_committed(spec) if fresh else (fresh, {})
            # What a change brings into the scope of a policy was never decided on, so nothing of it is excused.
            beside = fresh - documents.with_env(fresh.env)
            if beside and self.env["dg.policy.version"]._acts_on(beside, spec.name):
                cases |= {
                    document_id: Case(document_id, digest, {}, ())
                    for document_id, digest in beside._dg_for_judging()._dg_fingerprints().items()
                }
            for document in fresh.filtered(lambda document, cases=cases: document.id in cases):
                standing[document._dg_key(spec)] = Standing(cases[document.id], document._dg_party())
        return standing

    def _dg_under_policy(self):
        """Return those of these documents that are committed, and that some policy in force is about."""
        governed = self.browse()
        for spec in self._dg_gates:
            committed = self.sudo().filtered(lambda document, spec=spec: document[spec.field] in spec.targets)
            if committed:
                governed |= governed.browse(
                    self.env["dg.policy.version"]._in_force(committed._dg_for_judging(), spec.name)
                )
        return governed.sudo()

    def _dg_judge_committed(self, spec, proposal_id=None):
        """Return (those of these committed documents that a policy is about, {document id: Case}).

        A reason is covered by the releases under which the document was committed, and by those of the proposal that
        is being carried out.
        """
        documents = self._dg_for_judging()
        in_force = self.env["dg.policy.version"]._in_force(documents, spec.name)
        documents = documents.filtered(lambda document: document.id in in_force)
        if not documents:
            return documents, {}
        cases = documents._dg_judge(in_force)
        if any(case.judged for case in cases.values()):
            releases = self.env["dg.hold"]._committed_under(documents, proposal_id).grouped("document_id")
            for document in documents.filtered(lambda document: document.id in releases):
                cases[document.id] = releases[document.id]._cover(cases[document.id], document)
        return documents, cases

    def _dg_conclude(self, change):
        """Judge every document of the change again, and do what the purpose of the change asks for."""
        outcomes = {}
        for documents, spec in self._dg_changed_documents(change):
            outcomes |= documents._dg_outcomes(spec, change)
        stopped = {key: outcome for key, outcome in outcomes.items() if not outcome.case.passes}
        if change.purpose is Purpose.PROPOSED or (stopped and change.purpose is Purpose.RELEASED):
            raise Verdicts({key: outcome.case for key, outcome in outcomes.items()})
        if stopped and change.purpose is Purpose.ATTENDED:
            self._dg_refuse_change(change, stopped)
        for documents, spec in self._dg_changed_documents(change):
            documents._dg_keep_change(
                change,
                {
                    document.id: outcomes[document._dg_key(spec)]
                    for document in documents
                    if document._dg_key(spec) in outcomes
                },
            )

    def _dg_changed_documents(self, change):
        """Yield (documents, gate) of the change, one recordset per model and gate, as far as still committed."""
        for model, name in sorted({(key.model, key.gate) for key in change.before}):
            ids = [key.document_id for key in change.before if (key.model, key.gate) == (model, name)]
            # Whoever changes a document may not be allowed to read what it is measured by.
            documents = self.env[model].browse(ids).sudo().exists()
            spec = documents._dg_gate(name)
            yield documents.filtered(lambda document, spec=spec: document[spec.field] in spec.targets), spec

    def _dg_outcomes(self, spec, change):
        """Return {key: Outcome} of those of these documents that a policy is about after the change."""
        documents, cases = self._dg_judge_committed(spec, change.proposal_id) if self else (self, {})
        outcomes = {}
        for document in documents:
            was, found = change.before[document._dg_key(spec)], cases[document.id]
            # Nobody is excused by what another customer was granted.
            is_excusable = found.judged and was.party == document._dg_party()
            case = self._dg_excuse(found, was.case) if is_excusable else found
            outcomes[document._dg_key(spec)] = Outcome(was.case, found, case)
        return outcomes

    def _dg_excuse(self, found, was):
        """Return the case that was `found`, less what is no worse than in the case before."""
        versions = {key: self.env["dg.policy.version"].browse(key) for key in found.version_ids}
        return excuse(
            found,
            was,
            {key: version._directions() for key, version in versions.items()},
            [key for key, version in versions.items() if version._ends_with_content()],
        )
