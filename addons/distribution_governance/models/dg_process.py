from odoo import api, fields, models
from odoo.exceptions import UserError

from ..forgetting import forget

MODES = [("observe", "Observe"), ("warn", "Warn"), ("enforce", "Enforce")]


class DgProcess(models.Model):
    """A flow of the business with a named owner and a mode: what its policies may do to documents."""

    _name = "dg.process"
    _description = "Governed Process"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    owner_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user, help="The person who answers for this process."
    )
    deputy_id = fields.Many2one("res.users", help="The person who stands in for the owner.")
    mode = fields.Selection(
        MODES,
        default="observe",
        required=True,
        help="Observe: decide and record, stop nobody. Warn: tell the user as well. Enforce: hold what is outside "
        "policy.",
    )
    policy_ids = fields.One2many("dg.policy", "process_id")
    scope_ids = fields.One2many(
        "dg.process.scope",
        "process_id",
        "Pilot Scope",
        help="While there is a pilot scope, the mode acts on these documents only; all others are observed.",
    )
    is_unattended = fields.Boolean(
        compute="_compute_is_unattended", help="Owner and deputy have left: nobody answers for this process."
    )
    active = fields.Boolean(default=True)

    @api.depends("owner_id.active", "deputy_id.active")
    def _compute_is_unattended(self):
        """Find processes that nobody answers for any more."""
        for process in self:
            process.is_unattended = bool(process.owner_id) and not process._in_charge()

    def _in_charge(self):
        """Return who answers for the process now: the owner, or the deputy of an owner who has left."""
        self.ensure_one()
        # A salesperson's attempt asks this; people and processes are not theirs to read.
        process = self.sudo()
        return next((user for user in (process.owner_id, process.deputy_id) if user.active), self.env["res.users"])

    @api.model_create_multi
    def create(self, vals_list):
        """Note the mode every process starts with."""
        processes = super().create(vals_list)
        processes._note_people()
        processes._note_mode(dict.fromkeys(processes.ids))
        return processes

    def write(self, vals):
        """A switch of the mode acts on every request begun after the commit, and is noted in the journal."""
        if "company_id" in vals and self.policy_ids:
            raise UserError(self.env._("A process with policies stays in its company. Make a new process instead."))
        before = {process.id: process.mode for process in self}
        result = super().write(vals)
        self.filtered(lambda process: process.mode != before[process.id])._note_mode(before)
        if {"owner_id", "deputy_id"} & vals.keys():
            forget(self.env)
            self._note_people()
        if "active" in vals:
            code = "process.restored" if vals["active"] else "process.archived"
            self.env["dg.event"]._emit(self, code, {process.id: {"name": process.name} for process in self})
            self.filtered(lambda process: not process.active).policy_ids._withdraw_holds()
        if {"mode", "active"} & vals.keys():
            self.env["dg.policy.version"]._forget_active_set()
        return result

    def _note_mode(self, before):
        """Write one event per process: which mode was, which mode is."""
        self.env["dg.event"]._emit(
            self,
            "process.mode_changed",
            {process.id: {"from": before[process.id] or None, "to": process.mode} for process in self},
        )

    def _note_people(self):
        """Write one event per process: who answers for it, and who stands in."""
        self.env["dg.event"]._emit(
            self,
            "process.people_changed",
            {process.id: {"owner": process.owner_id.id, "deputy": process.deputy_id.id or None} for process in self},
        )

    def _note_scope(self):
        """Let a changed pilot act at once, and write one event per process that says what the pilot is now."""
        self.env["dg.policy.version"]._forget_active_set()
        self.env["dg.event"]._emit(
            self,
            "process.scope_changed",
            {
                process.id: {
                    "scope": [
                        {"document_model": scope.document_model, "domain": scope.domain} for scope in process.scope_ids
                    ]
                }
                for process in self.exists()
            },
        )
