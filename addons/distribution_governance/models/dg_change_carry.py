from odoo import models
from odoo.exceptions import UserError

from ..change_guard import Change, Purpose, Verdicts, running
from ..logic.content_diff import differences


class DgGovernedMixin(models.AbstractModel):
    """How a requested change is tried and made: the operation came from a client, so nothing of it is trusted."""

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    # {model of parts such as lines: its field that points to the document}
    _dg_parts = {}
    # Methods of the document that compute its content anew and may be requested.
    _dg_change_actions = frozenset()

    def _dg_try_change(self, operation):
        """Return (Case, differences) of what `operation` would do to this document; nothing of it stays."""
        change = Change(operation, Purpose.PROPOSED)
        try:
            self._dg_carry_out(operation, change)
        except Verdicts as verdicts:
            for key, case in verdicts.cases.items():
                return case, differences(change.before[key].case.content, case.content, "line")
        raise UserError(self.env._("No policy is about this change. Make it on %s directly.", self.display_name))

    def _dg_carry_out(self, operation, change):
        """Carry out `operation` on this document with the user's rights, as `change`.

        Raises Verdicts where the purpose of the change says so, UserError where it cannot be done.
        """
        self.ensure_one()
        if running(self.env.cr):
            raise UserError(self.env._("Another change is being saved. Try again when it is done."))
        self.check_access("write")
        self._dg_check_operation(operation)
        # Mails of a change that is taken back must not be on their way already.
        records = self.env[operation.model].with_context(mail_notify_force_send=False).browse(operation.ids)
        with self._dg_changing(operation, change=change):
            _perform(records, operation)
            if {(key.model, key.document_id) for key in change.before} - {(self._name, self.id)}:
                raise UserError(self.env._("A request changes one document only."))

    def _dg_check_operation(self, operation):
        """Refuse an operation that is about something else than the content of this document."""
        if operation.model == self._name:
            is_sound = operation.ids == (self.id,) and (
                operation.method == "write" or operation.method in self._dg_change_actions
            )
        else:
            is_sound = operation.model in self._dg_parts and self._dg_is_about_parts(operation)
        steps = {spec.field for spec in self._dg_gates} | {"locked", "company_id"}
        if not is_sound or (operation.model == self._name and steps.intersection(operation.field_names())):
            raise UserError(self.env._("This cannot be requested. Change the document itself, or ask its owner."))

    def _dg_is_about_parts(self, operation):
        """Return whether the operation is about parts of this document alone; raises where a part is gone."""
        link = self._dg_parts[operation.model]
        if operation.method == "create":
            return all(values.get(link) == self.id for values in operation.values)
        parts = self.env[operation.model].browse(operation.ids)
        if parts.exists() != parts:
            raise UserError(self.env._("A line that was to be changed is gone. Request the change anew."))
        return (
            operation.method in ("write", "unlink")
            and parts.sudo()[link] == self.sudo()
            and link not in operation.field_names()
        )


def _perform(records, operation):
    """Do what the operation says."""
    if operation.method in ("create", "write"):
        getattr(records, operation.method)(operation.values)
    else:
        getattr(records, operation.method)()
