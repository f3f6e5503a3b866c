from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

from odoo.addons.distribution_governance.forgetting import forget

from ..logic import plan


class DgApprovalRoute(models.Model):
    """How a hold is released by people: who is asked, in which order, and by when."""

    _name = "dg.approval.route"
    _description = "Approval Route"
    _order = "name, id"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    tier_ids = fields.One2many("dg.approval.tier", "route_id", copy=True)
    note = fields.Text(help="For whoever maintains the route: why it is as it is.")
    problem = fields.Text(
        compute="_compute_problem", help="What would leave a document without anybody who could approve it."
    )
    active = fields.Boolean(default=True)

    @api.depends("tier_ids.problem")
    def _compute_problem(self):
        """Find what would leave a document waiting for nobody, while the route is written."""
        for route in self:
            route.problem = "\n".join(filter(None, route.tier_ids.mapped("problem"))) or (
                self.env._("The route has no tier, so nobody can approve anything. Add one.")
                if not route.tier_ids
                else False
            )

    @api.constrains("tier_ids", "company_id")
    def _check_tiers(self):
        """Refuse a route on which nobody could approve anything."""
        for route in self:
            if route.problem:
                raise ValidationError(
                    self.env._("“%(route)s” cannot be used: %(problem)s", route=route.name, problem=route.problem)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Note in the journal of the company that there is a new route."""
        routes = super().create(vals_list)
        forget(self.env)
        routes._note("created")
        return routes

    def write(self, vals):
        """Note in the journal of the company what became of a route; requests that run keep what they were given."""
        result = super().write(vals)
        forget(self.env)
        self._note("changed")
        return result

    def _note(self, what):
        """Write one event per route: its tiers as they are now, and who made them so."""
        for route in self:
            # The journal belongs to the company, which whoever writes routes need not be allowed to read.
            company = route.sudo().company_id
            self.env["dg.terms.change"]._note("route", route)
            payload = {"route_id": route.id, "name": route.name, "what": what, "tiers": route.tier_ids._as_event()}
            self.env["dg.event"]._emit(company, "approval.route_changed", {company.id: payload})

    def unlink(self):
        """A route that was never asked may go; whoever kept it in memory forgets it."""
        forget(self.env)
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Refuse to delete what a version names: documents are held by it."""
        # Versions are evidence that whoever writes routes need not be allowed to read.
        versions = self.env["dg.policy.version"].sudo().search([("company_id", "in", self.company_id.ids)])
        named = {rule["route"]["route"] for one in versions for rule in one._content()["rules"] if rule.get("route")}
        if used := self.filtered(lambda route: route.id in named):
            raise UserError(
                self.env._("“%s” is named by a policy. Archive it instead.", ", ".join(used.mapped("name")))
            )

    @ormcache("self.id")
    def _tier_keys(self):
        """Return the ids of the tiers in their order; none where the route is gone."""
        return tuple(self.exists().tier_ids.ids)

    def _tiers(self):
        """Return the tiers in their order."""
        return self.env["dg.approval.tier"].browse(self._tier_keys())

    def _as_plan(self):
        """Return the tiers as the values that plans are made of."""
        return [plan.Tier(tier.id, tier._level().signature, tier._level().is_parallel) for tier in self._tiers()]
