from odoo import models

from ..logic.facts import Unit, exact


class DgGovernedMixin(models.AbstractModel):
    """How a fact is read along a field path: the facts that a governance manager adds without code."""

    _inherit = "dg.governed.mixin"

    def _dg_along(self, fact):
        """Return {document id: value} at the end of the fact's path; None where the path ends early or is empty.

        Names are read as they are written in the source language: the caller's own must not change the figure.
        """
        documents = self.with_context(lang=None)
        *steps, last = fact.path.split(".")
        return {document.id: document._dg_value_at(steps, last, fact.unit) for document in documents}

    def _dg_value_at(self, steps, last, unit):
        """Return the value of the field `last` on the record that `steps` lead to."""
        record = self
        for step in steps:
            record = record[step]
        if not record:
            return None
        field, raw = record._fields[last], record[last]
        if unit is Unit.MONEY and field.type == "monetary":
            return record[field.get_currency_field(record)]._dg_in_company_currency(raw, self.company_id)
        if unit is Unit.FLAG:
            return bool(raw)
        if field.type in ("integer", "float", "monetary"):
            return exact(raw, 6)
        return (raw.display_name if field.type == "many2one" else raw) or None
