from odoo import fields, models


class DgAssignWizard(models.TransientModel):
    """The dialog in which somebody becomes the owner of exceptions."""

    _name = "dg.assign.wizard"
    _description = "Assign Exceptions"

    exception_ids = fields.Many2many("dg.exception", string="Exceptions", required=True)
    owner_id = fields.Many2one(
        "res.users", required=True, default=lambda self: self.env.user, domain=[("share", "=", False)]
    )

    def action_assign(self):
        """Make the chosen person the owner."""
        self.ensure_one()
        self.exception_ids._assign(self.owner_id)
        return {"type": "ir.actions.act_window_close"}
