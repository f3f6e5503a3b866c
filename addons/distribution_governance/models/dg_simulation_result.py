import json

from odoo import api, fields, models


class DgSimulation(models.Model):
    """What came out of a simulation: figures that whoever may ask the question may read."""

    _inherit = "dg.simulation"

    considered_count = fields.Integer("Documents", readonly=True, copy=False, aggregator=None)
    undecided_count = fields.Integer(
        "Not Decidable",
        readonly=True,
        copy=False,
        aggregator=None,
        help="A fact was not recorded that one would have to know.",
    )
    missing_counts = fields.Json(readonly=True, copy=False)
    missing_text = fields.Char("What Is Missing", compute="_compute_missing_text")
    measured_count = fields.Integer(
        "Measured Now",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Documents of which a fact was measured during this simulation, not at the time of the decision.",
    )
    guessed_count = fields.Integer(
        "Scope of Today",
        readonly=True,
        copy=False,
        aggregator=None,
        help="Documents of which only their present state tells whether they are in the scope.",
    )
    is_exact = fields.Boolean(compute="_compute_is_exact", help="Every count rests on what was recorded.")
    newly_stopped_count = fields.Integer("Newly Stopped", readonly=True, copy=False, aggregator=None)
    newly_stopped_money = fields.Monetary("Worth of Newly Stopped", readonly=True, copy=False, aggregator=None)
    newly_passing_count = fields.Integer("Newly Passing", readonly=True, copy=False, aggregator=None)
    newly_passing_money = fields.Monetary("Worth of Newly Passing", readonly=True, copy=False, aggregator=None)
    owner_id = fields.Many2one(
        "res.users", "Process Owner", readonly=True, copy=False, help="Who answers for the holds of this policy."
    )
    working_days = fields.Integer(readonly=True, copy=False, aggregator=None)
    old_load = fields.Float("Holds per Working Day Before", readonly=True, copy=False, digits=(16, 2), aggregator=None)
    new_load = fields.Float("Holds per Working Day", readonly=True, copy=False, digits=(16, 2), aggregator=None)
    old_peak = fields.Integer("Busiest Day Before", readonly=True, copy=False, aggregator=None)
    new_peak = fields.Integer("Busiest Day", readonly=True, copy=False, aggregator=None)
    outcome_ids = fields.One2many("dg.simulation.outcome", "simulation_id", readonly=True)
    rule_ids = fields.One2many("dg.simulation.rule", "simulation_id", readonly=True)
    line_ids = fields.One2many("dg.simulation.line", "simulation_id", "Examples", readonly=True)
    summary = fields.Char(compute="_compute_summary")

    @api.depends("considered_count", "undecided_count", "newly_stopped_count", "newly_passing_count", "state")
    @api.depends_context("lang")
    def _compute_summary(self):
        """Say what came out in one sentence."""
        for simulation in self:
            simulation.summary = simulation.state == "done" and simulation._summary()

    def _summary(self):
        """Return the sentence for one finished simulation."""
        if not self.considered_count:
            return self.env._("There is no document to look at. Choose a longer period.")
        decided = self.considered_count - self.undecided_count
        if not self.newly_stopped_count and not self.newly_passing_count:
            return self.env._("Of %s documents none would be stopped or let through that is not already.", decided)
        return self.env._(
            "Of %(all)s documents, %(stopped)s more would be stopped and %(passing)s more would pass.",
            all=decided,
            stopped=self.newly_stopped_count,
            passing=self.newly_passing_count,
        )

    @api.depends("missing_counts", "candidate_definition", "baseline_definition")
    def _compute_missing_text(self):
        """Say which facts were not recorded, and how often."""
        for simulation in self:
            labels = {key: fact["label"] for key, fact in simulation._facts().items()}
            counts = sorted((simulation.missing_counts or {}).items(), key=lambda item: (-item[1], item[0]))
            simulation.missing_text = ", ".join(f"{labels.get(key, key)} ({count})" for key, count in counts)

    @api.depends("undecided_count", "measured_count", "guessed_count", "subject")
    def _compute_is_exact(self):
        """An answer is exact when nothing had to be measured or guessed; what is not decidable is left out."""
        for simulation in self:
            later = simulation.measured_count if simulation.subject == "decisions" else 0
            simulation.is_exact = not later and not simulation.guessed_count

    def _facts(self):
        """Return the definitions of all facts of both sides."""
        texts = (self.baseline_definition, self.candidate_definition)
        return {key: fact for text in texts if text for key, fact in json.loads(text)["facts"].items()}

    def action_open_lines(self):
        """Open the examples as a list, a graph or a pivot table."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("distribution_governance.dg_simulation_line_action")
        return action | {"domain": [("simulation_id", "=", self.id)], "context": {}}
