from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.orm.models import NO_ACCESS

from ..logic.facts import Kind, Unit

# Which fields can be a value of which kind. A record counts as its name.
FIELD_TYPES = {
    Kind.NUMBER: ("integer", "float", "monetary"),
    Kind.FLAG: ("boolean",),
    Kind.CATEGORY: ("selection", "char", "many2one"),
    Kind.DATE: ("date",),
}


class DgFact(models.Model):
    """Whether the path of a fact leads somewhere, and who may see what lies there."""

    _inherit = "dg.fact"

    disclosure_group_id = fields.Many2one(
        "res.groups",
        "Shown to",
        compute="_compute_disclosure_group_id",
        readonly=False,
        help="Only members of this group, controllers and auditors see the figure; everybody else reads that a rule "
        "is not met. Needed for everything that does not stand on the document itself.",
    )

    @api.depends("disclosure")
    def _compute_disclosure_group_id(self):
        """Find the group behind the XML id."""
        ids = self.env["ir.model.data"]
        for fact in self:
            fact.disclosure_group_id = fact.disclosure and ids._xmlid_to_res_id(fact.disclosure)

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the XML id of the chosen group: policy versions and events name groups in this way."""
        return super().create([self._with_disclosure(vals) for vals in vals_list])

    def write(self, vals):
        """Keep the XML id of the chosen group."""
        return super().write(self._with_disclosure(vals))

    @api.model
    def _with_disclosure(self, vals):
        """Return `vals` with the XML id of the chosen group in its place."""
        if "disclosure_group_id" not in vals:
            return vals
        group = self.env["res.groups"].browse(vals["disclosure_group_id"] or ())
        xml_id = group.get_external_id().get(group.id, False)
        if group and not xml_id:
            raise ValidationError(
                self.env._(
                    "The group “%(group)s” was made by hand and has no XML id. Choose a group that an addon brings.",
                    group=group.display_name,
                )
            )
        rest = {name: value for name, value in vals.items() if name != "disclosure_group_id"}
        return rest | {"disclosure": xml_id}

    @api.constrains("path", "unit", "disclosure", "document_model")
    def _check_path(self):
        """Refuse a path that leads nowhere, to a value of another kind, or to what the reader must not see."""
        for fact in self.filtered("path"):
            if fact.document_model not in self._governed_models():
                fact._refuse_path(self.env._("“%s” is no governed document type.", fact.document_model))
            route = fact._route()
            fact._check_end(route[-1])
            fact._check_disclosed(route)

    def _route(self):
        """Return the fields along the path."""
        model, route = self.env[self.document_model], []
        steps = self.path.split(".")
        for step in steps:
            field = model._fields.get(step)
            if field is None:
                self._refuse_path(
                    self.env._("%(document)s has no field “%(field)s”.", document=model._description, field=step)
                )
            route.append(field)
            if len(route) < len(steps) and field.type != "many2one":
                self._refuse_path(self.env._("“%s” does not lead to one record.", step))
            if not (field.store and field.column_type):
                self._refuse_path(self.env._("“%s” is not stored; choose a stored field.", step))
            model = self.env.get(field.comodel_name)
        return route

    def _check_end(self, field):
        """Refuse a last field that cannot be a value of the fact's unit."""
        wanted = FIELD_TYPES.get(Unit(self.unit).kind, ())
        if field.type not in wanted:
            self._refuse_path(
                self.env._(
                    "“%(field)s” is of type %(type)s, and the unit %(unit)s needs %(wanted)s.",
                    field=field.name,
                    type=field.type,
                    unit=dict(self._fields["unit"].selection)[self.unit],
                    wanted=" / ".join(wanted) or self.env._("no field at all"),
                )
            )

    def _check_disclosed(self, route):
        """Refuse to show a value to people who may not read it where it stands."""
        closed = [field for field in route if field.groups]
        if any(field.groups == NO_ACCESS for field in closed):
            self._refuse_path(self.env._("nobody may read “%s”.", closed[0].name))
        if (closed or len(route) > 1) and not self.disclosure:
            self._refuse_path(self.env._("not everybody who reads the document may see it; choose who may (Shown to)."))
        if not self.disclosure:
            return
        group = self.disclosure_group_id
        if not group:
            self._refuse_path(self.env._("there is no group “%s”.", self.disclosure))
        # Which groups a group implies and may read is no secret here, and not every manager may look it up.
        reach = (group | group.sudo().all_implied_ids).sudo()
        names = set(reach.get_external_id().values())
        for field in closed:
            if not names & set(field.groups.split(",")):
                self._refuse_path(
                    self.env._("“%(group)s” may not read “%(field)s”.", group=group.name, field=field.name)
                )
        for model in {field.model_name for field in route[1:]}:
            self._check_readable(model, reach, group)

    def _check_readable(self, model, reach, group):
        """Refuse a `group` that, with everything it implies, may not read the records of `model`."""
        access = [("model_id.model", "=", model), ("perm_read", "=", True), ("group_id", "in", [False, *reach.ids])]
        # Access rules are read to check a setting; they do not leave this method.
        if not self.env["ir.model.access"].sudo().search_count(access, limit=1):
            self._refuse_path(
                self.env._(
                    "“%(group)s” may not read %(document)s.",
                    group=group.name,
                    document=self.env[model]._description,
                )
            )

    def _refuse_path(self, problem):
        """Raise what is wrong with the path, and what to do."""
        raise ValidationError(
            self.env._(
                "The field path “%(path)s” of fact “%(fact)s” cannot be used: %(problem)s A path begins at the "
                "document, crosses fields that lead to one record, and ends at a stored value, for example "
                "partner_id.color.",
                path=self.path,
                fact=self.name,
                problem=problem,
            )
        )
