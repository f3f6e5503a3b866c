from odoo import models


class DgGovernedMixin(models.AbstractModel):
    """A document whose holds are put to people, and the people it names."""

    _inherit = "dg.governed.mixin"

    def _dg_on_hold(self, gate_name, holds):
        """Put the routed holds of these documents to the people of their routes."""
        result = super()._dg_on_hold(gate_name, holds)
        # The person who is stopped opens the request, and may neither write requests nor read routes.
        self.env["dg.approval.request"].sudo()._open(self, gate_name, holds)
        return result

    def _dg_team_manager(self, requester):
        """Return who leads the team of the document, or else of whoever asks."""
        teams = (self.team_id if "team_id" in self._fields else requester.sale_team_id) or requester.sale_team_id
        return teams.user_id

    def _dg_warehouse_manager(self):
        """Return who answers for the warehouse of the document."""
        return self.warehouse_id.dg_manager_id if "warehouse_id" in self._fields else self.env["res.users"]

    def _dg_person_in(self, name):
        """Return the person in the user field `name` of the document; nobody where there is no such field."""
        field = self._fields.get(name)
        return self[name] if field and field.comodel_name == "res.users" else self.env["res.users"]
