from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """For how long whoever changed the terms of a business keeps out of its decisions."""

    _inherit = "res.company"

    dg_duty_window_days = fields.Integer(
        "Days between Changing Terms and Deciding",
        default=30,
        help="Whoever changed a customer's credit limit or prices, or wrote the policy in question, within so many "
        "days does not vote on documents that are measured by it. 0 switches this off.",
    )

    @api.constrains("dg_duty_window_days")
    def _check_duty_window(self):
        """Refuse a window that means nothing."""
        if any(company.dg_duty_window_days < 0 for company in self):
            raise ValidationError(self.env._("Give a number of days that is not negative; 0 switches this off."))

    def write(self, vals):
        """A changed window is noted in the journal."""
        before = {company.id: company.dg_duty_window_days for company in self}
        result = super().write(vals)
        changed = self.filtered(lambda company: company.dg_duty_window_days != before[company.id])
        self.env["dg.event"]._emit(
            changed,
            "company.duty_window_changed",
            {company.id: {"days": company.dg_duty_window_days, "before": before[company.id]} for company in changed},
        )
        return result
