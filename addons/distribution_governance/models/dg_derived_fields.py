from odoo import api, models

from ..exceptions import GateClosed


class DgDerivedFieldsMixin(models.AbstractModel):
    """A record whose computed figures nobody can write: decisions, deliveries and invoices rely on them.

    Odoo keeps computed fields in columns and lets a remote call write them like any other. Screens never do.
    """

    _name = "dg.derived.fields.mixin"
    _description = "Computed Figures Nobody Writes"

    # The computed columns that decisions, deliveries or invoices rely on. Not every computed column: Odoo itself
    # writes some of them with the rights of the user.
    _dg_derived_fields = frozenset()

    @api.model
    def default_get(self, fields_list):
        """Take no value of a computed figure from a context or from anybody's default values."""
        defaults = super().default_get(fields_list)
        return {name: value for name, value in defaults.items() if name not in self._dg_derived_fields}

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse computed figures from a person."""
        self._dg_refuse_derived(name for vals in vals_list for name in vals)
        return super().create(vals_list)

    def write(self, vals):
        """Refuse computed figures from a person."""
        self._dg_refuse_derived(vals)
        return super().write(vals)

    @api.model
    def _dg_refuse_derived(self, names):
        """Refuse to write computed figures unless it is the system that writes."""
        if self.env.su:
            return
        if derived := self._dg_derived_fields.intersection(names):
            labels = ", ".join(self._fields[name].string for name in sorted(derived))
            raise GateClosed(
                self.env._("%(fields)s: computed by Odoo. Change what it is computed from instead.", fields=labels)
            )
