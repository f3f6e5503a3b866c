from odoo import fields, models
from odoo.tools import ormcache


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
        if "currency_id" in vals:
            self.env.registry.clear_cache()
        return result

    # ---- what every decision asks of a company; read once, not once per decision ----

    @ormcache("self.id", cache="stable")
    def _dg_lineage(self):
        """Return the ids of the company and of those above it. Odoo lets nobody move a company."""
        return tuple(self.sudo().parent_ids.ids)

    @ormcache("self.id")
    def _dg_currency_id(self):
        """Return the id of the company's currency."""
        return self.sudo().currency_id.id
