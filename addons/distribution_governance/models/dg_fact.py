from odoo import api, fields, models

from ..logic.facts import Direction, Fact, Unit

UNITS = [
    ("money", "Money"),
    ("percent", "Percent"),
    ("quantity", "Quantity"),
    ("days", "Days"),
    ("count", "Count"),
    ("flag", "Yes or no"),
    ("category", "Category"),
    ("labels", "Labels"),
    ("date", "Date"),
]
DIRECTIONS = [
    ("higher_is_worse", "Higher is worse"),
    ("lower_is_worse", "Lower is worse"),
    ("neutral", "Neither"),
]


class DgFact(models.Model):
    """One named, typed input of a decision about one kind of document, declared by its adapter or added by people."""

    _name = "dg.fact"
    _description = "Fact"
    _order = "document_model, name, id"

    name = fields.Char(required=True, translate=True, help="What people call the fact, in policies and explanations.")
    description = fields.Text(translate=True, help="How the fact is computed and what a missing value means.")
    key = fields.Char(required=True, help="The name of the fact in exports, events and programs.")
    document_model = fields.Char("Document Type", required=True, default="sale.order")
    unit = fields.Selection(UNITS, required=True, help="What the value counts, so that people can read it.")
    direction = fields.Selection(
        DIRECTIONS, required=True, default="neutral", help="On which side the value gets worse."
    )
    disclosure = fields.Char(help="XML id of the group that may see the figure; empty means everybody.")
    path = fields.Char(
        "Field Path",
        help="For a fact of your own: stored fields from the document to the value, for example partner_id.color. "
        "Every step but the last leads to one record. Empty for facts that an addon computes.",
    )

    _key_uniq = models.UniqueIndex("(document_model, key)", "This document type already has a fact with this key.")

    @api.model
    def _sync_declared(self):
        """Create or update one record per fact declared in an adapter; called at each install and upgrade."""
        self._load_records(
            [
                {
                    "xml_id": f"{module}.dg_fact_{self.env[model]._table}_{fact.key}",
                    "values": self._prepare_declared_values(model, fact),
                    "noupdate": False,
                }
                for model in self._governed_models()
                for fact, module in self.env[model]._dg_declared_facts().values()
            ],
            update=True,
        )

    @api.model
    def _governed_models(self):
        """Return the names of the models that are governed documents."""
        names = self.env.registry.descendants(["dg.governed.mixin"], "_inherit")
        return [name for name in names if not self.env[name]._abstract]

    @api.model
    def _prepare_declared_values(self, model, fact):
        """Return the field values of the record for the declared `fact`."""
        return {
            "name": fact.label,
            "description": fact.help,
            "key": fact.key,
            "document_model": model,
            "unit": fact.unit.value,
            "direction": fact.direction.value,
            "disclosure": fact.disclosure,
        }

    def _as_fact(self):
        """Return the record as the value the decision logic works with."""
        self.ensure_one()
        return Fact(
            key=self.key,
            label=self.name,
            unit=Unit(self.unit),
            direction=Direction(self.direction),
            disclosure=self.disclosure or "",
            path=self.path or "",
        )

    def _as_definition(self):
        """Return the fact as it is kept in a policy version."""
        self.ensure_one()
        return {
            "label": self.name,
            "unit": self.unit,
            "direction": self.direction,
            "disclosure": self.disclosure or "",
        }
