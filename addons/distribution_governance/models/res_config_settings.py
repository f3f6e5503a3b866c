from odoo import fields, models

EVERYBODY = "base.group_user"


class ResConfigSettings(models.TransientModel):
    """The settings of governance."""

    _inherit = "res.config.settings"

    dg_second_manager = fields.Boolean(related="company_id.dg_second_manager", readonly=False)
    group_dg_margin_reader = fields.Boolean(
        "Margins for Everybody",
        implied_group="distribution_governance.group_dg_margin_reader",
        help="Odoo shows cost and margin of an order to every employee who may read it. Switch this off to show them "
        "to sales managers, controllers and auditors only, as policies do.",
    )
    group_dg_credit_reader = fields.Boolean(
        "Credit Warning for Everybody",
        implied_group="distribution_governance.group_dg_credit_reader",
        help="Odoo shows its credit warning on an order to every employee who may read it. Switch this off to show it "
        "to accounting, controllers and auditors only, as policies do.",
    )

    def set_values(self):
        """Who sees figures on Odoo's own screens is noted in the journal when it changes."""
        before = self._figures_for_everybody()
        result = super().set_values()
        after = self._figures_for_everybody()
        if after != before:
            company = self.env.company
            self.env["dg.event"]._emit(company, "company.figures_changed", {company.id: after})
        return result

    def _figures_for_everybody(self):
        """Return {figure: whether every employee sees it on Odoo's own screens}."""
        implied = self.env.ref(EVERYBODY).sudo().all_implied_ids
        return {
            figure: self.env.ref(f"distribution_governance.group_dg_{figure}_reader") in implied
            for figure in ("margin", "credit")
        }
