from odoo import fields, models
from odoo.exceptions import AccessError, UserError

# Who sees to exceptions.
DUTIES = ("distribution_governance.group_dg_controller", "distribution_governance.group_dg_manager")


class DgException(models.Model):
    """Who sees to an exception, and how it ends."""

    _inherit = "dg.exception"

    def action_take(self):
        """Make the user the owner of these exceptions."""
        self._assign(self.env.user)
        return True

    def action_assign(self):
        """Open the dialog in which somebody becomes the owner of these exceptions."""
        return self._dialog("dg.assign.wizard", self.env._("Assign"))

    def action_resolve(self):
        """Open the dialog in which these exceptions are resolved."""
        return self._dialog("dg.resolve.wizard", self.env._("Resolve"))

    def _dialog(self, model, title):
        """Return the action that opens a dialog about these exceptions."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_exception_ids": self.ids},
        }

    def _assign(self, owner):
        """Make `owner` the one who sees to these exceptions."""
        self._check_may_settle()
        for exception in self:
            if not owner.active or not owner._is_internal() or exception.company_id not in owner.company_ids:
                raise UserError(
                    self.env._(
                        "%(person)s does not work in %(company)s. Choose somebody who does.",
                        person=owner.name,
                        company=exception.company_id.name,
                    )
                )
        self._move_to("assigned", owner_id=owner.id)
        self._note("exception.assigned", {"owner": owner.id})

    def _resolve(self, resolution):
        """End these exceptions on the account of the user."""
        self._check_may_settle()
        self._end(resolution, self.env.user)

    def _end(self, resolution, person=None):
        """End these exceptions; without a person, the cause is gone by itself."""
        if not self:
            return
        self._move_to(
            "resolved",
            resolution=resolution,
            resolved_at=fields.Datetime.now(),
            resolved_by_id=person.id if person else False,
        )
        self._note("exception.resolved", {"resolution": resolution, "resolved_by": person.id if person else None})

    def _check_may_settle(self):
        """Refuse everybody but controllers and governance managers, and exceptions that have ended."""
        self.check_access("read")
        if not any(self.env.user.has_group(group) for group in DUTIES):
            raise AccessError(
                self.env._("Only controllers and governance managers see to exceptions. Ask one of them.")
            )
        if not self or any(exception.state == "resolved" for exception in self):
            raise UserError(self.env._("Choose exceptions that are not resolved yet."))
