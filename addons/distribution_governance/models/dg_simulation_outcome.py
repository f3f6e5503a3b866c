from odoo import fields, models

from .dg_policy_rule import EFFECTS


class DgSimulationOutcome(models.Model):
    """How many documents of one simulation meet with one effect, before and with what is simulated."""

    _name = "dg.simulation.outcome"
    _description = "Simulated Effect"
    _order = "simulation_id desc, sequence"
    _rec_name = "effect"

    simulation_id = fields.Many2one("dg.simulation", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="simulation_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(readonly=True, aggregator=None)
    effect = fields.Selection(EFFECTS, required=True, readonly=True)
    old_count = fields.Integer("Before", readonly=True)
    new_count = fields.Integer("Simulated", readonly=True)
    change = fields.Integer(compute="_compute_change")
    old_money = fields.Monetary("Worth Before", readonly=True)
    new_money = fields.Monetary("Worth Simulated", readonly=True)

    def _compute_change(self):
        """Say how many more documents meet with the effect."""
        for outcome in self:
            outcome.change = outcome.new_count - outcome.old_count
