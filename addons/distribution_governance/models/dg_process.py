from odoo import api, fields, models
from odoo.exceptions import UserError

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
    active = fields.Boolean(default=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Note the mode every process starts with."""
        processes = super().create(vals_list)
        processes._note_mode(dict.fromkeys(processes.ids))
        return processes

    def write(self, vals):
        """A switch of the mode acts on every request begun after the commit, and is noted in the journal."""
        if "company_id" in vals and self.policy_ids:
            raise UserError(self.env._("A process with policies stays in its company. Make a new process instead."))
        before = {process.id: process.mode for process in self}
        result = super().write(vals)
        self.filtered(lambda process: process.mode != before[process.id])._note_mode(before)
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
