from odoo import fields, models

from .dg_policy_rule import EFFECTS


class DgSimulationRule(models.Model):
    """How often one rule matched in one simulation, before and with what is simulated."""

    _name = "dg.simulation.rule"
    _description = "Simulated Rule"
    _order = "simulation_id desc, id"

    simulation_id = fields.Many2one("dg.simulation", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="simulation_id.company_id", store=True, precompute=True)
    rule_key = fields.Char(required=True, readonly=True)
    name = fields.Char("Rule", required=True, readonly=True)
    effect = fields.Selection(EFFECTS, required=True, readonly=True)
    old_count = fields.Integer("Matches Before", readonly=True)
    new_count = fields.Integer("Matches Simulated", readonly=True)
    change = fields.Integer(compute="_compute_change")

    def _compute_change(self):
        """Say how many more documents the rule speaks about."""
        for rule in self:
            rule.change = rule.new_count - rule.old_count
