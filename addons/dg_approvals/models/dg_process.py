from odoo import models


class DgProcess(models.Model):
    """Who answers for a process is asked on its routes, or stands in: whoever chooses that has changed who is asked."""

    _inherit = "dg.process"

    def write(self, vals):
        """Keep whoever chose the people out of the decisions on the routes of the company for a while."""
        result = super().write(vals)
        if {"owner_id", "deputy_id"} & vals.keys():
            # Whoever writes processes need not be allowed to read every route.
            routes = self.env["dg.approval.route"].sudo().with_context(active_test=False)
            found = routes.search([("company_id", "in", self.sudo().company_id.ids)])
            self.env["dg.terms.change"]._note("route", found)
        return result
