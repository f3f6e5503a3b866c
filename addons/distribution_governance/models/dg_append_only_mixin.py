from odoo import api, models
from odoo.exceptions import AccessError

from .append_only import protect


class DgAppendOnlyMixin(models.AbstractModel):
    """A model whose rows are evidence: added by its own methods, then never changed by anybody."""

    _name = "dg.append.only.mixin"
    _description = "Append-only Evidence"

    # The columns that never change; a column added later is filled by its upgrade before it is named here.
    _dg_sealed = ()

    def init(self):
        """Install the trigger that guards the sealed columns of the concrete model."""
        result = super().init()
        if not self._abstract:
            protect(self.env.cr, self._table, self._dg_sealed)
        return result

    @api.model
    def default_get(self, fields_list):  # pylint: disable=method-required-super
        """Take no value from a context or from anybody's default values: evidence says what its writer says."""
        return {}

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse every change."""
        raise self._evidence_error()

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse every deletion, but let the module be uninstalled."""
        raise self._evidence_error()

    def _evidence_error(self):
        """Return the refusal, in words."""
        return AccessError(
            self.env._(
                "%(what)s is evidence. It can be read and added to, but never changed or deleted, by nobody.",
                what=self.env["ir.model"]._get(self._name).name,
            )
        )
