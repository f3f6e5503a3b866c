import logging

import psycopg2

from odoo import models
from odoo.exceptions import ConcurrencyError

from ..logic.case import Case, Judged
from ..logic.facts import Measure, Unit, exact

_logger = logging.getLogger(__name__)


class DgGovernedMixin(models.AbstractModel):
    """How documents are judged: facts are measured in batches, tables decide, releases are weighed. Writes nothing."""

    _inherit = "dg.governed.mixin"

    def _dg_judge(self, in_force, standing):
        """Return {document id: Case} under the versions `in_force`, given the holds `standing` on these documents."""
        versions = {active.version_id for actives in in_force.values() for active in actives}
        tables = {
            version_id: self.env["dg.policy.version"].browse(version_id)._decision_table() for version_id in versions
        }
        needed = frozenset().union(*(table.facts_used for table in tables.values()))
        measures = self._dg_measure(needed)
        fingerprints = self._dg_fingerprints()
        holds = standing.grouped("document_id")
        cases = {}
        for document in self:
            used = {
                key: measures[document.id][key]
                for active in in_force[document.id]
                for key in sorted(tables[active.version_id].facts_used)
            }
            content = fingerprints[document.id]
            released = holds.get(document.id, standing.browse())
            cases[document.id] = Case(
                document_id=document.id,
                fingerprint=content,
                measures=used,
                version_ids=tuple(active.version_id for active in in_force[document.id]),
                judged=tuple(
                    judged
                    for active in in_force[document.id]
                    for judged in document._dg_judged(active, tables[active.version_id], used, released, content)
                ),
            )
        return cases

    def _dg_judged(self, active, table, measures, released, content):
        """Yield what one version says about one document, and whether a release covers it."""
        directions = self.env["dg.policy.version"].browse(active.version_id)._directions()
        for reason in table.decide(measures).reasons:
            is_covered = bool(released) and released._covers(reason, self._dg_party(), content, directions)
            yield Judged(reason, active.version_id, active.mode, is_covered)

    def _dg_measure(self, keys):
        """Return {document id: {fact key: Measure}}; every fact is computed once for the whole batch of a company."""
        declared = self._dg_declared_facts()
        measures = {document.id: {} for document in self}
        for company, documents in self.grouped("company_id").items():
            owned = documents.with_company(company)
            for key in sorted(keys):
                fact = declared[key][0] if key in declared else None
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
        if fact.path:
            values = {document.id: document.mapped(fact.path)[:1] for document in self}
            return {key: Measure(_as_value(value[0], fact.unit) if value else None) for key, value in values.items()}
        values = getattr(self, f"_dg_fact_{fact.key}")()
        return {key: value if isinstance(value, Measure) else Measure(value) for key, value in values.items()}


def _as_value(raw, unit):
    """Return a field's value as a fact: numbers exactly, an empty text as missing."""
    if unit is Unit.FLAG:
        return bool(raw)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return exact(raw, 6)
    return raw or None
