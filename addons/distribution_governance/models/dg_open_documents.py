from decimal import Decimal

from odoo import api, models
from odoo.fields import Domain

from ..logic.facts import Unit
from .dg_fact_column import FactColumn, any_rule_domain


class DgGovernedMixin(models.AbstractModel):
    """Which documents stand before a gate now, and what can be said about them without measuring?"""

    _inherit = "dg.governed.mixin"

    # The fact that says what a document is worth, in company currency.
    _dg_amount_fact = ""

    # ---- what an adapter may answer ----

    def _dg_amounts(self):
        """Return {document id: what it is worth in company currency, as Decimal}; of no document: nothing is known."""
        return {}

    @api.model
    def _dg_worth(self, domain):
        """Return (how many documents there are in `domain`, what they are worth together), in one query."""
        return self.search_count(domain), Decimal(0)

    def _dg_changed_at(self):
        """Return {document id: when its content was last changed}, in one query."""
        return {document.id: document.write_date for document in self}

    @api.model
    def _dg_fact_columns(self):
        """Return {fact key: FactColumn} of the facts that a search can test; an adapter adds measured ones."""
        found = {
            key: FactColumn.along(self, fact.path, Unit(fact.unit))
            for key, (fact, _module) in self._dg_declared_facts().items()
            if fact.path
        }
        return {key: column for key, column in found.items() if column}

    # ---- open documents ----

    @api.model
    def _dg_open_domain(self, gate_name, companies):
        """Return the domain of the documents of `companies` that stand before the gate."""
        spec = self._dg_gate(gate_name)
        return Domain(spec.field, "in", sorted(spec.sources)) & Domain("company_id", "in", companies.ids)

    @api.model
    def _dg_read_columns(self, domain, columns, tables, wanted=()):
        """Return {document id: stored facts} of the documents in `domain` at which a rule of `tables` matches.

        Those whose ids are `wanted` are read as well. One query, however many documents there are.
        """
        everything = self.sudo().with_context(active_test=False)
        matching = any_rule_domain(columns, tables) | Domain("id", "in", list(wanted))
        query = everything._search(domain & matching)
        values = [column.stored_form(everything, everything._table, query) for column in columns.values()]
        rows = self.env.execute_query(query.select(everything._field_to_sql(everything._table, "id", query), *values))
        return {
            document_id: {key: {"value": value, "where": ""} for key, value in zip(columns, facts, strict=True)}
            for document_id, *facts in rows
        }
