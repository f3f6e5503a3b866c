from collections import defaultdict
from contextlib import contextmanager
from weakref import WeakKeyDictionary

from odoo import api, models
from odoo.exceptions import AccessError

# {cursor: models whose rows are being moved by their own methods in this transaction right now}
_moving = WeakKeyDictionary()


class DgGuardedMixin(models.AbstractModel):
    """A record with a lifecycle: its own methods move it, and nobody edits or deletes it, in superuser mode as well."""

    _name = "dg.guarded.mixin"
    _description = "Guarded Lifecycle"

    # The fields that only the lifecycle writes; None stands for every field.
    _dg_guarded = None

    @api.model
    def default_get(self, fields_list):  # pylint: disable=method-required-super
        """Take no value from a context or from anybody's default values."""
        return {}

    def write(self, vals):
        """Refuse what only the lifecycle may write."""
        if self._dg_is_guarded(vals) and not self._dg_is_moving():
            raise AccessError(
                self.env._(
                    "“%s” is never edited: it changes by its own actions only.",
                    self.env["ir.model"]._get(self._name).name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse every deletion, but let the module be uninstalled."""
        raise AccessError(
            self.env._(
                "“%s” is kept for good. End it by its own actions instead.", self.env["ir.model"]._get(self._name).name
            )
        )

    @api.model
    def _dg_is_guarded(self, vals):
        """Return whether these values belong to the lifecycle."""
        return self._dg_guarded is None or bool(self._dg_guarded & vals.keys())

    @api.model
    def _dg_is_moving(self):
        """Return whether a method of the lifecycle is writing in this transaction."""
        return self._name in _moving.get(self.env.cr, ())

    def _change(self, values):
        """Write guarded fields: the one place that may. The callers check who may do what."""
        with _moved(self.env.cr, self._name):
            # Nobody has write access to what has a lifecycle.
            self.sudo().write(values)

    def _change_each(self, values):
        """Write {id: values} on these records: one write for all that get the same."""
        alike = defaultdict(self.browse)
        for record in self:
            alike[tuple(sorted(values[record.id].items()))] += record
        for items, records in alike.items():
            records._change(dict(items))


@contextmanager
def _moved(cr, name):
    """Let rows of the model `name` be written for a moment."""
    before = _moving.get(cr, frozenset())
    _moving[cr] = before | {name}
    try:
        yield
    finally:
        _moving[cr] = before
