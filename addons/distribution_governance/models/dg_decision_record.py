import json
import secrets
from functools import cache
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.facts import encode
from .dg_decision import digest, encode_finding

OUTCOMES = {"allow": "passed", "warn": "passed", "hold": "held", "block": "blocked"}


class Recorded(NamedTuple):
    """The decision about one document as it was written, and whether holds or releases stand on that document."""

    id: int
    has_holds: bool
    facts_digest: str
    reasons: tuple = ()  # rows of dg.decision.reason


class DgDecision(models.Model):
    """How decisions are kept: in one statement for a whole batch, because every confirmation pays for it."""

    _inherit = "dg.decision"

    @api.model
    def _record(self, documents, gate, cases):
        """Return {document id: Recorded}: one row per case; reasons are written for those that have any."""
        shared = self._prepare_shared_values(documents, gate)
        rows = [shared | self._prepare_case_values(document, cases[document.id]) for document in documents]
        written = self.env.execute_query(_insert_query(rows))
        decisions = {
            row["document_id"]: Recorded(decision_id, has_holds, row["facts_digest"])
            for row, (decision_id, has_holds) in zip(rows, written, strict=True)
        }
        reasons = self.env["dg.decision.reason"]._record(documents, decisions, cases)
        return {key: kept._replace(reasons=reasons.get(kept.id, ())) for key, kept in decisions.items()}

    @api.model
    def _prepare_shared_values(self, documents, gate):
        """Return the columns that all decisions of one attempt have in common."""
        journal = self.env["dg.event"]
        return {
            "document_model": documents._name,
            "gate": gate,
            "decided_at": fields.Datetime.now(),
            "actor_id": journal._actor_id(),
            "channel": journal._channel(),
        }

    @api.model
    def _prepare_case_values(self, document, case):
        """Return the columns of the row that keeps `case`."""
        facts = {key: _encode_measure(measure) for key, measure in case.measures.items()}
        salt, effect = secrets.token_hex(8), case.effect.value
        findings = [encode_finding(finding) for judged in case.judged for finding in judged.reason.findings]
        return {
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id or None,
            "effect": effect,
            "outcome": OUTCOMES[effect],
            "fingerprint": case.fingerprint,
            "version_keys": json.dumps(case.version_ids),
            "facts": json.dumps(facts, ensure_ascii=False),
            "salt": salt,
            "facts_digest": digest(salt, effect, case.fingerprint, facts, findings),
        }


def _insert_query(rows):
    """Return the statement that keeps `rows`, [{column: value}]; for each it answers (id, are there holds)."""
    return SQL(
        """
        INSERT INTO dg_decision (%s) VALUES %s
        RETURNING id, EXISTS (
            SELECT FROM dg_hold standing
             WHERE standing.document_model = dg_decision.document_model
               AND standing.document_id = dg_decision.document_id AND standing.gate = dg_decision.gate
               AND standing.state IN ('active', 'released') AND standing.used_at IS NULL)
        """,
        _columns(tuple(rows[0])),
        SQL(", ").join(tuple(row.values()) for row in rows),
    )


@cache
def _columns(names):
    """Return the names of columns as a part of a statement."""
    return SQL(", ").join(map(SQL.identifier, names))


def _encode_measure(measure):
    """Return one measure as it is kept in the row: value, the place it was found at, and whether it failed."""
    encoded = {"value": encode(measure.value), "where": measure.where}
    return encoded | {"failed": True} if measure.is_failed else encoded
