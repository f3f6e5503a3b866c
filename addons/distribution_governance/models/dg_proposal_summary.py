from decimal import Decimal

from markupsafe import Markup

from odoo import api, models

from ..logic.facts import plain


class DgProposalSummary(models.AbstractModel):
    """How a requested change is told: which value of which line, from what to what."""

    _name = "dg.proposal.summary"
    _description = "Requested Change in Words"

    @api.model
    def _described(self, document, found):
        """Return `found` differences as JSON values: where, which field, and the old and new value as text."""
        places = list(document._dg_content_fields)
        rows = []
        for difference in sorted(found, key=lambda one: _place(places, one)):
            model, field = document._dg_content_fields.get(_name(difference), ("", difference.key))
            rows.append(
                {
                    "row": document._dg_name_row(difference) if difference.part else "",
                    "model": model,
                    "field": field,
                    "old": self._text(model, field, difference.old),
                    "new": self._text(model, field, difference.new),
                }
            )
        return rows

    @api.model
    def _text(self, model, name, value):
        """Return one value as text; records by their names, as the system knows them."""
        field = self.env[model]._fields.get(name) if model else None
        if value is None or value is False:
            return ""
        if field and field.relational:
            ids = value if isinstance(value, list) else [value]
            # The content names records by id; whoever reads the document sees the same names on it.
            return ", ".join(self.env[field.comodel_name].sudo().browse(ids).mapped("display_name"))
        return plain(value) if isinstance(value, Decimal) else str(value)

    @api.model
    def _render(self, rows, operation):
        """Return stored differences as HTML in the reader's language, and what else is written, by name only."""
        items = [
            Markup("<li>%s<strong>%s</strong>: %s → %s</li>")
            % (f"{row['row']}: " if row["row"] else "", self._label(row), row["old"] or "–", row["new"] or "–")
            for row in rows
        ]
        if others := self._others(rows, operation):
            items.append(Markup("<li>%s</li>") % self.env._("Also written: %s", ", ".join(others)))
        return Markup("<ul class='mb-0 ps-3'>%s</ul>") % Markup("").join(items) if items else False

    @api.model
    def _others(self, rows, operation):
        """Return the labels of fields that the operation writes beside those in which the content differs."""
        if operation.get("method") != "write":
            return []
        shown = {(row["model"], row["field"]) for row in rows}
        known = self.env[operation["model"]]._fields
        names = [name for name in operation["values"] if known[name].type != "one2many"]
        return [
            self._label({"model": operation["model"], "field": name})
            for name in names
            if (operation["model"], name) not in shown
        ]

    @api.model
    def _label(self, row):
        """Return what the reader calls the field; its technical name where the reader may not see the field."""
        described = self.env[row["model"]].fields_get([row["field"]], ["string"]) if row["model"] else {}
        return described.get(row["field"], {}).get("string", row["field"])


def _name(difference):
    """Return how an adapter calls the value that differs, such as lines.price."""
    return f"{difference.part}.{difference.key}" if difference.part else difference.key


def _place(places, difference):
    """Return where a difference is told: the document first, then row by row, in the order the adapter names values."""
    name = _name(difference)
    return difference.part, difference.row or 0, places.index(name) if name in places else len(places)
