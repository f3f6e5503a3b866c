import logging
from dataclasses import replace

import psycopg2

from odoo import models
from odoo.exceptions import ConcurrencyError

from ..logic.case import Case, Judged
from ..logic.facts import Measure
from ..logic.fingerprint import fingerprint
from ..measuring import measuring

_logger = logging.getLogger(__name__)


class DgGovernedMixin(models.AbstractModel):
    """How documents are judged: facts are measured in batches, tables decide, releases are weighed. Writes nothing."""

    _inherit = "dg.governed.mixin"

    def _dg_judge(self, in_force, standing=None):
        """Return {document id: Case} under the versions `in_force`; with the holds `standing` weighed, if given."""
        known = {active.version_id for actives in in_force.values() for active in actives}
        tables = {version.id: version._decision_table() for version in self.env["dg.policy.version"].browse(known)}
        measures = self._dg_measure(frozenset().union(*(table.facts_used for table in tables.values())))
        cases = {
            document_id: _case(document_id, content, measures[document_id], in_force[document_id], tables)
            for document_id, content in self._dg_content().items()
        }
        return self._dg_weigh(cases, standing) if standing else cases

    def _dg_weigh(self, cases, standing):
        """Return the cases with those reasons marked as covered for which a release stands among `standing`."""
        holds = standing.grouped("document_id")
        weighed = {}
        for document in self:
            case, own = cases[document.id], holds.get(document.id)
            judged = tuple(document._dg_weigh_reason(one, own, case.fingerprint) for one in case.judged) if own else ()
            weighed[document.id] = replace(case, judged=judged) if own else case
        return weighed

    def _dg_weigh_reason(self, judged, holds, content):
        """Return one reason, marked as covered where one of `holds` was released for it."""
        directions = self.env["dg.policy.version"].browse(judged.version_id)._directions()
        return replace(judged, is_covered=holds._covers(judged.reason, self, content, directions))

    def _dg_measure(self, keys):
        """Return {document id: {fact key: Measure}}; every fact is computed once for the whole batch of a company."""
        declared = self._dg_declared_facts()
        measures = {document.id: {} for document in self}
        # Facts may be read by SQL: what is still on its way to the tables goes there first.
        self.env.flush_all()
        for company, documents in self.grouped("company_id").items():
            owned = documents.with_company(company)
            with measuring(self.env.cr):
                for key in sorted(keys):
                    fact = declared[key][0] if key in declared else self.env["dg.fact"]._added(self._name, key)
                    for document_id, measure in owned._dg_measure_fact(key, fact).items():
                        measures[document_id][key] = measure
        return measures

    def _dg_measure_fact(self, key, fact):
        """Return {document id: Measure} of one fact; where it cannot be computed, the measure says so.

        Errors of the database always propagate: the transaction is not usable any more, and Odoo repeats it.
        """
        if fact is None:
            message = self.env._("no installed addon knows this fact any more")
            return {document.id: Measure.failed(message) for document in self}
        try:
            return self._dg_values(fact)
        except (psycopg2.Error, ConcurrencyError):
            raise
        except Exception:
            _logger.warning("fact_failed model=%s fact=%s ids=%s", self._name, key, self.ids, exc_info=True)
        alone = {document.id: document._dg_measure_alone(fact) for document in self}
        sound = self.filtered(lambda document: not alone[document.id].is_failed)
        # The sound ones once more together: a limit they share counts them one after the other.
        return alone | (sound._dg_values(fact) if len(sound) > 1 else {})

    def _dg_measure_alone(self, fact):
        """Return the Measure of one document, so that one broken document does not hold the whole batch."""
        try:
            return self._dg_values(fact)[self.id]
        except (psycopg2.Error, ConcurrencyError):
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the document, it is held, not let through
            return Measure.failed(str(error) or type(error).__name__)

    def _dg_values(self, fact):
        """Return {document id: Measure} as the adapter computes it: by its method, or along the declared path."""
        values = self._dg_along(fact) if fact.path else getattr(self, f"_dg_fact_{fact.key}")()
        return {key: value if isinstance(value, Measure) else Measure(value) for key, value in values.items()}


def _case(document_id, content, measures, actives, tables):
    """Return what the tables in force say about one document."""
    used = frozenset().union(*(tables[active.version_id].facts_used for active in actives))
    return Case(
        document_id=document_id,
        fingerprint=fingerprint(content),
        content=content,
        measures={key: measure for key, measure in measures.items() if key in used},
        version_ids=tuple(active.version_id for active in actives),
        judged=tuple(
            Judged(reason, active.version_id, active.mode)
            for active in actives
            for reason in tables[active.version_id].decide(measures).reasons
        ),
    )
