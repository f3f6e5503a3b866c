from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgPolicyRule(models.Model):
    """A rule may name the route on which its holds are released, and how far up it has to go."""

    _inherit = "dg.policy.rule"

    route_id = fields.Many2one(
        "dg.approval.route",
        ondelete="restrict",
        check_company=True,
        help="People are asked on this route. Without one, a controller releases the hold.",
    )
    tier_id = fields.Many2one(
        "dg.approval.tier",
        "Highest Tier",
        ondelete="restrict",
        domain="[('route_id', '=', route_id)]",
        help="So far up the route this rule has to go; without one, to its end.",
    )

    @api.constrains("route_id", "tier_id")
    def _check_tier(self):
        """Refuse a tier of another route."""
        for rule in self:
            if rule.tier_id and rule.tier_id.route_id != rule.route_id:
                raise ValidationError(self.env._("Rule “%s”: choose a tier of its own route, or none.", rule.name))

    def _as_definition(self):
        """Say in the version how the rule is released, so that later changes of the rule mean nothing to it."""
        definition = super()._as_definition()
        if not self.route_id:
            return definition
        return definition | {"route": {"route": self.route_id.id, "tier": self.tier_id.id or None}}


class DgPolicy(models.Model):
    """Rules keep their routes when a draft is rewritten."""

    _inherit = "dg.policy"

    routed_rule_ids = fields.One2many("dg.policy.rule", "policy_id", "Routes of the Rules")

    def _prepare_rows(self, rows):
        """A row that continues a rule goes on being released on its route, unless it says otherwise."""
        routes = {rule._key(): {"route_id": rule.route_id.id, "tier_id": rule.tier_id.id} for rule in self.rule_ids}
        return [routes.get(row["kept_key"], {}) | row for row in super()._prepare_rows(rows)]

    def _restored_row(self, rule):
        """Bring back the route as well, as far as it still exists."""
        said = rule.get("route") or {}
        route = self.env["dg.approval.route"].browse(said.get("route") or []).exists()
        tier = self.env["dg.approval.tier"].browse(said.get("tier") or []).exists()
        return super()._restored_row(rule) | {"route_id": route.id, "tier_id": (tier & route.tier_ids).id}


class DgPolicyVersion(models.Model):
    """A version says on which routes its rules are released."""

    _inherit = "dg.policy.version"

    def _routes(self):
        """Return {rule key: (route, id of its highest tier)} of the rules that people release."""
        # The person who is stopped may not read routes.
        routes = self.env["dg.approval.route"].sudo()
        said = {rule["key"]: rule["route"] for rule in self._content()["rules"] if rule.get("route")}
        asked = {key: (routes.browse(one["route"]), one["tier"]) for key, one in said.items()}
        return {key: demand for key, demand in asked.items() if demand[0]._tier_keys()}
