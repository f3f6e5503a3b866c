from odoo import api, models
from odoo.exceptions import AccessError

from .mail_message import REQUEST


class IrAttachment(models.Model):
    """Files that were given to a request are kept with it: somebody may have decided on them."""

    _inherit = "ir.attachment"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_requests(self):
        """Refuse to delete a file of a request, also to whoever brought it along."""
        # Odoo lets whoever uploaded a file delete it in superuser mode, without a right on the document.
        if REQUEST in self.sudo().mapped("res_model"):
            raise AccessError(self.env._("Files of a request are kept with it. Add another file that corrects it."))
