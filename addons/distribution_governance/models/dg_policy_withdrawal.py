from odoo import Command, api, fields, models
from odoo.tools import format_datetime

from ..exceptions import PolicyNotPublishable

STATUSES = [("in_force", "In force"), ("planned", "Planned"), ("past", "Past"), ("withdrawn", "Withdrawn")]


class DgPolicyWithdrawal(models.Model):
    """The record that a planned version was called off before it began; the version itself stays as published."""

    _name = "dg.policy.withdrawal"
    _inherit = ["dg.append.only.mixin"]
    _description = "Withdrawal of a Policy Version"
    _order = "id desc"

    version_id = fields.Many2one("dg.policy.version", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    reason = fields.Char(required=True, readonly=True)
    withdrawn_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    withdrawn_at = fields.Datetime(required=True, readonly=True)

    _dg_sealed = ("version_id", "company_id", "reason", "withdrawn_by_id", "withdrawn_at")

    _version_uniq = models.UniqueIndex("(version_id)", "This version has been withdrawn already.")


class DgPolicyVersion(models.Model):
    """A version that was called off never acts."""

    _inherit = "dg.policy.version"

    withdrawal_ids = fields.One2many("dg.policy.withdrawal", "version_id", readonly=True)
    is_withdrawn = fields.Boolean(compute="_compute_is_withdrawn")
    status = fields.Selection(STATUSES, compute="_compute_status")

    @api.depends("withdrawal_ids")
    def _compute_is_withdrawn(self):
        """Say of each version whether it was called off."""
        for version in self:
            version.is_withdrawn = bool(version.withdrawal_ids)

    @api.depends("is_withdrawn", "policy_id.current_version_id", "policy_id.state", "policy_id.active")
    def _compute_status(self):
        """Say what each version does now."""
        for version in self:
            version.status = version._status()

    def _status(self):
        """Return what the version does now."""
        if self.is_withdrawn:
            return "withdrawn"
        if self.valid_from > fields.Datetime.now():
            return "planned"
        policy = self.policy_id
        acts = policy.state == "published" and policy.active and self == policy.current_version_id
        return "in_force" if acts else "past"

    def action_withdraw(self):
        """Open the dialog that asks why the version is called off."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Withdraw"),
            "res_model": "dg.policy.withdraw.wizard",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_version_id": self.id},
        }

    def _withdraw(self, reason):
        """Call a planned version off. Its authors are authors of the draft again: it still says what they wrote."""
        self.ensure_one()
        policy = self.policy_id
        policy.check_access("write")
        if self.status != "planned":
            raise PolicyNotPublishable(
                self.env._(
                    "%(version)s is not waiting to begin (it says from %(moment)s). Only a planned version can be "
                    "withdrawn; publish an earlier version again instead.",
                    version=self.display_name,
                    moment=format_datetime(self.env, self.valid_from),
                )
            )
        # Nobody has write access to withdrawals: they only come into being here, after the checks above.
        withdrawals = self.env["dg.policy.withdrawal"].sudo()
        withdrawals.create(self._prepare_withdrawal_values(reason))
        # Authors are written by no user, and the keys of the authors of a version are read by nobody.
        version = self.sudo()
        version.policy_id.write({"author_ids": [Command.link(user) for user in version.author_keys or []]})
        self._forget_active_set()
        self.env["dg.event"]._emit(
            policy,
            "policy.version_withdrawn",
            {policy.id: {"version_id": self.id, "number": self.number, "reason": reason}},
        )

    def _prepare_withdrawal_values(self, reason):
        """Return the values of the record of a withdrawal."""
        return {
            "version_id": self.id,
            "company_id": self.company_id.id,
            "reason": reason,
            "withdrawn_by_id": self.env.uid,
            "withdrawn_at": fields.Datetime.now(),
        }
