from odoo import fields, models

FREQUENCIES = [("asap", "As It Comes"), ("daily", "Once a Day, in the Morning"), ("never", "Never")]


class ResUsers(models.Model):
    """How often somebody is mailed what waits for approval."""

    _inherit = "res.users"

    dg_digest = fields.Selection(
        FREQUENCIES,
        "Approval Mails",
        default="asap",
        required=True,
        help="One mail lists everything that waits for your approval, when something new came. My Approvals shows it "
        "without any mail.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        """Everybody sees the own choice."""
        return [*super().SELF_READABLE_FIELDS, "dg_digest"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        """Everybody makes the own choice."""
        return [*super().SELF_WRITEABLE_FIELDS, "dg_digest"]
