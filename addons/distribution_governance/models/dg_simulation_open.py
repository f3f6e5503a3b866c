from decimal import Decimal

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.backtest import Record
from ..logic.tally import Tally
from ..logic.verdict import Effect


class DgSimulation(models.Model):
    """What a simulation of open documents looks at: columns in one search, recorded facts, and what it measures now."""

    _inherit = "dg.simulation"

    def _open_domain(self):
        """Return the domain of the open documents in the scope of one of the sides."""
        contents = [content for side in ("candidate", "baseline") if (content := self._content(side))]
        scopes = [Domain(content["domain"]) for content in contents if content["rules"]]
        standing = self._documents()._dg_open_domain(self.policy_id.gate, self._companies())
        return standing & Domain.OR([*scopes, Domain("id", "in", list(self._held_now()))])

    def _held_now(self):
        """Return {document id: severity} of the documents that this policy stops now, when that is the old side."""
        if self.baseline_definition:
            return {}
        groups = self.env["dg.hold"]._read_group(
            [("policy_id", "=", self.policy_id.id), ("state", "=", "active")], ["document_id"], ["is_block:bool_or"]
        )
        return {key: (Effect.BLOCK if is_block else Effect.HOLD).severity for key, is_block in groups}

    def _everything(self):
        """Return the model of the documents, archived ones included."""
        return self._documents().with_context(active_test=False)

    # ---- facts that stand in columns ----

    def _open_columns(self, backtest):
        """Return {fact key: FactColumn} when a search can test every fact in use, else None."""
        columns = self._documents()._dg_fact_columns()
        if not backtest.facts_used <= columns.keys():
            return None
        return {key: columns[key] for key in sorted(backtest.facts_used)}

    def _by_columns(self, backtest):
        """Return the domain of the open documents for which columns say what all the facts are."""
        columns = self._open_columns(backtest)
        return Domain.FALSE if columns is None else Domain.AND(column.covers for column in columns.values())

    def _count_open(self):
        """Return how many open documents have to be looked at one by one."""
        return self._everything().search_count(self._open_domain() & ~self._by_columns(self._backtest()))

    def _run_columns(self, backtest):
        """Return tally and changes of the documents that columns can tell about; three queries for any number."""
        columns = self._open_columns(backtest)
        if columns is None:
            return Tally(), []
        domain, held = self._open_domain() & self._by_columns(backtest), self._held_now()
        documents = self._everything()
        count, worth = documents._dg_worth(domain)
        facts = documents._dg_read_columns(domain, columns, backtest.tables, wanted=held)
        amounts = self._open_amounts(documents.browse(facts))
        tally, changes = backtest.run(self._open_records(facts, amounts, held))
        silent = Tally.passing(count - len(facts), worth - sum(amounts.values()))
        return tally + silent, changes

    @staticmethod
    def _open_amounts(documents):
        """Return {document id: money}, 0 where nothing is known."""
        return dict.fromkeys(documents.ids, Decimal(0)) | documents._dg_amounts()

    # ---- facts that were recorded, or have to be measured ----

    def _open_batch(self, backtest, limit):
        """Return the next open documents that columns cannot tell about, as records of a backtest."""
        domain = self._open_domain() & ~self._by_columns(backtest) & Domain("id", ">", self.position)
        documents = self._documents(self._everything().search(domain, order="id", limit=limit).ids)
        amounts = self._open_amounts(documents)
        facts = {key: {} for key in documents.ids} | self._latest_facts(documents)
        return self._measured(backtest, self._open_records(facts, amounts, self._held_now()))

    def _latest_facts(self, documents):
        """Return {document id: facts of its latest decision} of the documents that were not changed since."""
        if not documents:
            return {}
        self.env["dg.decision"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (document_id) document_id, facts, decided_at FROM dg_decision
                 WHERE document_model = %s AND gate = %s AND document_id IN %s
                 ORDER BY document_id, id DESC
                """,
                documents._name,
                self.policy_id.gate,
                tuple(documents.ids),
            )
        )
        changed = documents._dg_changed_at()
        # Decisions are dated by the second.
        return {key: facts or {} for key, facts, at in rows if changed[key].replace(microsecond=0) <= at}

    def _open_records(self, facts, amounts, held):
        """Return the records of open documents, given their stored facts."""
        today = fields.Date.context_today(self).isoformat()
        old, new = (self._open_scope(side, list(facts)) for side in ("baseline", "candidate"))
        return [
            Record(
                key,
                today,
                stored,
                amounts[key],
                said=held.get(key, 0),
                is_in_old=key in old,
                is_in_new=key in new,
            )
            for key, stored in facts.items()
        ]

    def _open_scope(self, side, ids):
        """Return which of the open documents are in the scope of a side; what is held now is by itself."""
        content = self._content(side)
        if content is None or (content["rules"] and not content["domain"]):
            return set(ids)
        return self._matching_today(self._documents(ids), content["domain"]) if content["rules"] else set()
