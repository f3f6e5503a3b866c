from odoo import api, models
from odoo.exceptions import AccessError, UserError

REQUEST = "dg.approval.request"
# By whom and when something was said is told by whoever keeps it, never by whoever says it.
FORGED = frozenset({"author_id", "author_guest_id", "email_from", "date", "create_uid", "create_date"})
# What makes up what was said.
SAID = FORGED | {"body", "subject", "attachment_ids", "message_type", "subtype_id", "is_internal"}


class MailMessage(models.Model):
    """What people say beside a request stands beside their votes: in their own name, and as they said it."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        """Let nobody speak in another name, or on another day, beside a request."""
        if not self.env.su:
            own = {"author_id": self.env.user.partner_id.id}
            vals_list = [_told_by(vals, own) if vals.get("model") == REQUEST else vals for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        """Let nobody change what was said beside a request."""
        # A message that somebody may change need not be one that he may read the place of.
        if not self.env.su and SAID & vals.keys() and REQUEST in self.sudo().mapped("model"):
            raise AccessError(self.env._("What was said beside a request stays as it was said. Add another message."))
        return super().write(vals)


class DgApprovalRequest(models.Model):
    """Messages of a request are not edited on the screen either."""

    _inherit = "dg.approval.request"

    def _check_can_update_message_content(self, messages):
        """Refuse to edit or to empty a message."""
        raise UserError(self.env._("What was said beside a request stays as it was said. Add another message."))


def _told_by(vals, own):
    """Return the values of a message with `own` in place of what would say who tells it, and when."""
    return {name: value for name, value in vals.items() if name not in FORGED} | own
