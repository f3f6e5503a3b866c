import json
import secrets
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.facts import encode
from .decision_insert import install
from .dg_decision import digest, encode_finding

OUTCOMES = {"allow": "passed", "warn": "passed", "hold": "held", "block": "blocked"}


class Recorded(NamedTuple):
    """The decision about one document as it was written, and whether holds or releases stand on that document."""

    id: int
    has_holds: bool
    facts_digest: str


class DgDecision(models.Model):
    """How decisions are kept: in one statement for a whole batch, because every confirmation pays for it."""

    _inherit = "dg.decision"

    def init(self):
        """Install what decisions are written by."""
        result = super().init()
        install(self.env.cr)
        return result

    @api.model
    def _record(self, documents, gate, cases):
        """Return {document id: Recorded}: one row per case; reasons are written for those that have any."""
        actor_id, channel = self.env["dg.event"]._actor_id(), self.env["dg.event"]._channel()
        rows = [
            {"actor_id": actor_id, "channel": channel, **self._prepare_case_values(document, cases[document.id])}
            for document in documents
        ]
        written = self.env.execute_query(
            SQL(
                "SELECT * FROM dg_decision_insert(%s, %s, %s, %s)",
                json.dumps(rows, ensure_ascii=False),
                documents._name,
                gate,
                fields.Datetime.now(),
            )
        )
        digests = {row["document_id"]: row["facts_digest"] for row in rows}
        decisions = {
            document_id: Recorded(decision_id, has_holds, digests[document_id])
            for document_id, decision_id, has_holds in written
        }
        self.env["dg.decision.reason"]._record(documents, decisions, cases)
        return decisions

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
            "version_keys": case.version_ids,
            "facts": facts,
            "salt": salt,
            "facts_digest": digest(salt, effect, case.fingerprint, facts, findings),
        }


def _encode_measure(measure):
    """Return one measure as it is kept in the row: value, the place it was found at, and whether it failed."""
    encoded = {"value": encode(measure.value), "where": measure.where}
    return encoded | {"failed": True} if measure.is_failed else encoded
