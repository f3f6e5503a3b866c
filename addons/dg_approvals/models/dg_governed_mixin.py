from odoo import api, models
from odoo.tools import format_datetime

from .electorate import Electorate
from .prospect import Prospect


class DgGovernedMixin(models.AbstractModel):
    """A document whose holds are put to people, and the people it names."""

    _inherit = "dg.governed.mixin"

    def _dg_on_hold(self, gate_name, holds, cases):
        """Put the routed holds of these documents to the people of their routes."""
        result = super()._dg_on_hold(gate_name, holds, cases)
        # The person who is stopped opens the request, and may neither write requests nor read routes.
        self.env["dg.approval.request"].sudo()._open(self, gate_name, holds, cases)
        return result

    def _dg_what_follows(self, case):
        """Say whom the document would be put to, in which order and until when."""
        follows = super()._dg_what_follows(case)
        prospect = Prospect(self._dg_for_judging(), case)
        places = prospect.places()
        if not places:
            return follows
        electorate = Electorate(prospect.env, {prospect: prospect.document})
        planned = self.env["dg.approval.step"].sudo()._prepare_values(places, self.company_id, {})
        return [
            *follows,
            *(
                self._dg_step_in_words(values, electorate.would_ask(tier, prospect))
                for (tier, _is_parallel, _about), values in zip(places, planned, strict=True)
            ),
        ]

    def _dg_step_in_words(self, values, people):
        """Return one step of a request that may come: who is asked, and until when."""
        said = {
            "tier": values["name"],
            "people": ", ".join(people.mapped("name")) or self.env._("nobody"),
            "hours": f"{values['sla_hours']:g}",
        }
        if values.get("due_at"):
            said["due"] = format_datetime(self.env, values["due_at"], dt_format="short")
            return self.env._("%(tier)s: %(people)s, until %(due)s.", **said)
        if values["state"] == "waiting" and values["sla_hours"]:
            return self.env._("%(tier)s: %(people)s, within %(hours)s working hours after that.", **said)
        return self.env._("%(tier)s: %(people)s.", **said)

    @api.model
    def _dg_measures_credit(self, keys):
        """Return whether one of these facts measures a credit limit."""
        declared = self._dg_declared_facts()
        return any(declared[key][0].guard == "credit" for key in keys if key in declared)

    def _dg_team_manager(self, requester):
        """Return who leads the team of whoever asks, or else that of the document."""
        own = requester.sale_team_id
        return (own or (self.team_id if "team_id" in self._fields else own)).user_id

    def _dg_warehouse_manager(self):
        """Return who answers for the warehouse of the document."""
        return self.warehouse_id.dg_manager_id if "warehouse_id" in self._fields else self.env["res.users"]

    def _dg_person_in(self, name):
        """Return the person in the user field `name` of the document; nobody where there is no such field."""
        field = self._fields.get(name)
        return self[name] if field and field.comodel_name == "res.users" else self.env["res.users"]
