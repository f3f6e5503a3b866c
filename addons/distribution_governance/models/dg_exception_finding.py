from odoo import api, models
from odoo.tools import SQL

from ..logic.rule import FAILED_FACT


class DgException(models.Model):
    """Which deviations the system finds by itself, and when they are gone."""

    _inherit = "dg.exception"

    @api.model
    def _open_resume_failed(self, document, error):
        """Open the exception that a released document could not go on."""
        title = self.env._("%(document)s is released, but could not go on", document=document.display_name)
        about = _about(document, document.company_id)
        return self._open([about | {"kind": "resume_failed", "title": title, "detail": error}])

    @api.model
    def _open_fact_failed(self, documents, cases):
        """Open one exception per company and fact that could not be computed; where all could, this costs nothing."""
        failed = {
            (document.company_id, key): measure.where
            for document in documents
            for key, measure in cases[document.id].measures.items()
            if measure.is_failed
        }
        if not failed:
            return self.browse()
        # Whoever confirms a document may not be allowed to read the catalogue.
        facts = self.env["dg.fact"].sudo().search([("document_model", "=", documents._name)]).grouped("key")
        return self._open(
            [self._prepare_fact_values(company, key, facts.get(key), failed[company, key]) for company, key in failed]
        )

    @api.model
    def _prepare_fact_values(self, company, key, fact, cause):
        """Return the exception about one fact, an affair of the company: it may stop any number of documents."""
        hidden = self.env._("The decisions on the documents tell the cause to whoever may see this figure.")
        return _about(company, company) | {
            "kind": "fact_failed",
            "title": self.env._("“%(fact)s” could not be computed", fact=fact.name if fact else key),
            "detail": hidden if fact and fact.disclosure else cause,
            "fact_key": key,
        }

    @api.model
    def _resolve_gone_on(self, documents):
        """Resolve what was wrong with documents that have gone on by now."""
        domain = [("document_model", "=", documents._name), ("document_id", "in", documents.ids)]
        # The one who moves a document on may not be allowed to read its exceptions.
        mended = self.sudo().search([("kind", "=", "resume_failed"), ("state", "!=", "resolved"), *domain])
        mended._end(self.env._("The document went on."))

    @api.model
    def _cron_resolve_gone(self):
        """Resolve exceptions whose cause is gone: the document went on or is deleted, the fact is computed again."""
        unresolved = self.search([("state", "!=", "resolved")]).grouped("kind")
        for exceptions in unresolved.get("resume_failed", self.browse()).grouped("document_model").values():
            waiting = exceptions._documents_waiting()
            exceptions.filtered(lambda exception, ids=waiting: exception.document_id not in ids)._end(
                self.env._("The document does not wait for this any more.")
            )
        for exceptions in unresolved.get("fact_failed", self.browse()).grouped("company_id").values():
            failing = self._facts_still_failing(exceptions.company_id)
            exceptions.filtered(lambda exception, keys=failing: exception.fact_key not in keys)._end(
                self.env._("The fact is computed again, and no document is held for it.")
            )

    def _documents_waiting(self):
        """Return the ids of those documents, all of one model, that still stand before a gate."""
        documents = self.env[self[:1].document_model].browse(self.mapped("document_id")).exists()
        return set(documents.filtered(lambda document: document._dg_is_waiting()).ids)

    @api.model
    def _facts_still_failing(self, company):
        """Return the keys of facts that hold a document now, or that the last decision with them could not compute."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT substr(hold.rule_key, %(skip)s) FROM dg_hold hold
                 WHERE hold.state = 'active' AND hold.company_id = %(company)s AND hold.rule_key LIKE %(failed)s
                UNION
                SELECT open.fact_key FROM dg_exception open
                  JOIN LATERAL (
                       SELECT decision.facts -> open.fact_key ->> 'failed' AS failed FROM dg_decision decision
                        WHERE decision.company_id = %(company)s AND decision.facts ? open.fact_key
                        ORDER BY decision.id DESC LIMIT 1) last ON last.failed = 'true'
                 WHERE open.state != 'resolved' AND open.kind = 'fact_failed' AND open.company_id = %(company)s
                """,
                skip=len(FAILED_FACT) + 1,
                company=company.id,
                failed=f"{FAILED_FACT}%",
            )
        )
        return {key for (key,) in rows}


class DgDecision(models.Model):
    """A decision is where a fact that cannot be computed comes to light, whatever the mode of the policy."""

    _inherit = "dg.decision"

    @api.model
    def _record(self, documents, gate, cases):
        """Open an exception where a fact could not be computed."""
        decisions = super()._record(documents, gate, cases)
        self.env["dg.exception"]._open_fact_failed(documents, cases)
        return decisions


def _about(document, company):
    """Return the link to `document` as field values."""
    return {
        "document_model": document._name,
        "document_id": document.id,
        "document_name": document.display_name,
        "company_id": company.id,
    }
