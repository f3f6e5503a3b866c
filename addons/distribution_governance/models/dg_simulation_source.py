from datetime import timedelta
from decimal import Decimal

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.backtest import Record
from ..logic.verdict import Effect, Mode


class DgSimulation(models.Model):
    """What a simulation looks at: the latest decision on each document in the period, with its recorded facts."""

    _inherit = "dg.simulation"

    last_decision_id = fields.Integer(readonly=True, copy=False, help="Later decisions are left out.")

    def _documents(self, ids=()):
        """Return documents of the policy's type, with every right to read and without the caller's context."""
        company = self.company_id
        return self.env[self.policy_id.document_model].browse(ids)._dg_for_judging().with_company(company)

    def _companies(self):
        """Return the companies on whose documents the policy acts: its own and the branches below."""
        return self.env["res.company"].search([("id", "child_of", self.company_id.id)])

    def _decided_where(self):
        """Return the SQL condition of the decisions in question."""
        since = self.started_at - timedelta(days=self.days)
        return SQL(
            "document_model = %s AND gate = %s AND company_id IN %s AND decided_at >= %s AND id <= %s",
            self.policy_id.document_model,
            self.policy_id.gate,
            tuple(self._companies().ids),
            since,
            self.last_decision_id,
        )

    def _count_decided(self):
        """Fix the last decision to look at, and return how many documents there are."""
        self.env["dg.decision"].flush_model()
        self.last_decision_id = self.env["dg.decision"].search([], order="id desc", limit=1).id
        return self.env.execute_query(
            SQL("SELECT count(DISTINCT document_id) FROM dg_decision WHERE %s", self._decided_where())
        )[0][0]

    def _decided_rows(self, limit):
        """Return the next latest decisions as (document id, decision id, facts, versions, day in the company)."""
        return self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (document_id) document_id, id, facts, version_keys,
                       (decided_at AT TIME ZONE 'UTC' AT TIME ZONE %s)::date::text
                  FROM dg_decision WHERE %s AND document_id > %s
                 ORDER BY document_id, id DESC LIMIT %s
                """,
                self._timezone(),
                self._decided_where(),
                self.position,
                limit,
            )
        )

    def _timezone(self):
        """Return the time zone in which the days of the company begin."""
        return self.company_id.resource_calendar_id.tz or self.company_id.partner_id.tz or "UTC"

    def _decided_records(self, limit):
        """Return the next documents as records of a backtest."""
        rows = self._decided_rows(limit)
        documents = self._documents([row[0] for row in rows])
        old, new = self._scopes(rows, documents)
        said = self._said([row[1] for row in rows]) if not self.baseline_definition else {}
        amounts = self._amounts(documents, rows)
        return [
            Record(
                document_id,
                day,
                facts or {},
                amounts.get(document_id, Decimal(0)),
                said=said.get(decision_id, 0),
                is_in_old=old[document_id][0],
                is_in_new=new[document_id][0],
                is_scope_known=old[document_id][1] and new[document_id][1],
            )
            for document_id, decision_id, facts, _versions, day in rows
        ]

    # ---- scope ----

    def _scopes(self, rows, documents):
        """Return {document id: (is in scope, was that recorded)} for the old and for the new side."""
        own = {version.id: version._content()["domain"] for version in self.policy_id.version_ids}
        known = {}

        def side(definition):
            if definition is None:
                return {row[0]: (not own.keys().isdisjoint(row[3] or ()), True) for row in rows}
            domain = definition["domain"]
            if repr(domain) not in known:
                same = {version_id for version_id, scope in own.items() if scope == domain}
                known[repr(domain)] = self._in_scope(rows, documents, domain, same)
            return known[repr(domain)]

        baseline = self._content("baseline")
        nowhere = {row[0]: (False, True) for row in rows}
        return nowhere if baseline and not baseline["rules"] else side(baseline), side(self._content("candidate"))

    def _in_scope(self, rows, documents, domain, same):
        """Return {document id: (is in scope, was that recorded)}.

        A decision names the versions it was taken under, so a scope that did not change is known. Otherwise today's
        document has to tell.
        """
        if not domain:
            return {row[0]: (True, True) for row in rows}
        unknown = [row[0] for row in rows if same.isdisjoint(row[3] or ())]
        inside = self._matching_today(documents.browse(unknown), domain)
        recorded = {row[0] for row in rows}.difference(unknown)
        return {row[0]: (row[0] in recorded or row[0] in inside, row[0] in recorded) for row in rows}

    def _matching_today(self, documents, domain):
        """Return the ids of those documents that match the domain now."""
        if not documents:
            return set()
        everything = documents.with_context(active_test=False)
        return set(everything.search(Domain("id", "in", documents.ids) & Domain(domain)).ids)

    # ---- money, and what was really said ----

    def _amounts(self, documents, rows):
        """Return {document id: money}: as recorded, else as the document says today."""
        key = documents._dg_amount_fact
        recorded = {
            document_id: Decimal(facts[key]["value"])
            for document_id, _decision, facts, *_ in rows
            if facts and facts.get(key, {}).get("value") is not None
        }
        others = documents.browse(set(documents.ids).difference(recorded))
        return recorded | (others._dg_amounts() if others else {})

    def _said(self, decision_ids):
        """Return {decision id: severity of what this policy said in it, in the mode it had}."""
        if not decision_ids:
            return {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT reason.decision_id, reason.effect, reason.mode FROM dg_decision_reason reason
                  JOIN dg_policy_version version ON version.id = reason.version_id
                 WHERE version.policy_id = %s AND reason.decision_id IN %s
                 GROUP BY reason.decision_id, reason.effect, reason.mode
                """,
                self.policy_id.id,
                tuple(decision_ids),
            )
        )
        said = {}
        for decision_id, effect, mode in rows:
            severity = min(Effect(effect), Mode(mode).limit).severity
            said[decision_id] = max(said.get(decision_id, 0), severity)
        return said
