from odoo import fields, models


class ResCompany(models.Model):
    """How a company governs its own governance."""

    _inherit = "res.company"

    dg_second_manager = fields.Boolean(
        "Second Manager",
        default=True,
        help="Whoever changed a policy since its last version may not publish it; another manager does.",
    )

    def write(self, vals):
        """Switching the second manager off or on is noted in the journal."""
        before = {company.id: company.dg_second_manager for company in self}
        result = super().write(vals)
        changed = self.filtered(lambda company: company.dg_second_manager != before[company.id])
        if changed:
            self.env["dg.event"]._emit(
                changed,
                "company.second_manager_changed",
                {company.id: {"is_required": company.dg_second_manager} for company in changed},
            )
        return result
