from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgResolveWizard(models.TransientModel):
    """The dialog in which exceptions are resolved: how did it end?"""

    _name = "dg.resolve.wizard"
    _description = "Resolve Exceptions"

    exception_ids = fields.Many2many("dg.exception", string="Exceptions", required=True)
    resolution = fields.Text("How It Ended", required=True, help="Kept in the journal for good.")

    @api.constrains("resolution")
    def _check_resolution(self):
        """Refuse an end without words."""
        if any(not wizard.resolution.strip() for wizard in self):
            raise ValidationError(self.env._("Say in a few words how this ended."))

    def action_resolve(self):
        """Resolve the exceptions."""
        self.ensure_one()
        self.exception_ids._resolve(self.resolution.strip())
        return {"type": "ir.actions.act_window_close"}
