import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..logic.backtest import Backtest, KindClash
from ..logic.decision_table import TableError, table_from_json

SUBJECTS = [("decisions", "Recorded decisions"), ("open", "Open documents")]
CANDIDATES = [("draft", "The draft as it is now"), ("version", "A version")]
BASELINES = [
    ("in_force", "What is in force now"),
    ("version", "Another version"),
    ("actual", "What was really decided"),
]
# A policy that is not in force says nothing about any document.
NOTHING = {"facts": {}, "rules": [], "domain": []}


class DgSimulation(models.Model):
    """One question about a policy: what would it do, compared with what is in force? Asked of recorded facts."""

    _name = "dg.simulation"
    _inherit = ["dg.job.mixin"]
    _description = "Simulation"
    _order = "id desc"

    _dg_job_inputs = frozenset(
        {
            "policy_id",
            "subject",
            "days",
            "candidate",
            "candidate_version_id",
            "baseline",
            "baseline_version_id",
            "is_measured_now",
        }
    )

    policy_id = fields.Many2one("dg.policy", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="policy_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    subject = fields.Selection(
        SUBJECTS,
        string="Look At",
        required=True,
        default="decisions",
        help="Recorded decisions: the latest decision on each document in the period, with the facts as they were "
        "then. Open documents: those that stand before the gate now, with the facts of their latest decision, or "
        "measured now where there is none or the document was changed since.",
    )
    days = fields.Integer(
        "Days Back", required=True, default=90, help="Decisions of so many days, counted back from the start."
    )
    candidate = fields.Selection(
        CANDIDATES, string="Simulate", required=True, default="draft", help="It is kept as it is when you start."
    )
    candidate_version_id = fields.Many2one(
        "dg.policy.version", "Simulated Version", domain="[('policy_id', '=', policy_id)]", ondelete="restrict"
    )
    baseline = fields.Selection(
        BASELINES,
        string="Compare With",
        required=True,
        default="in_force",
        help="What was really decided: what this policy itself said, in the mode it had; a stop that was released "
        "later counts as a stop.",
    )
    baseline_version_id = fields.Many2one(
        "dg.policy.version", "Compared Version", domain="[('policy_id', '=', policy_id)]", ondelete="restrict"
    )
    is_measured_now = fields.Boolean(
        "Measure Gaps Now",
        help="A fact that was not recorded is measured on the document as it is today. That takes longer and is not "
        "exact; such documents are counted apart.",
    )
    candidate_definition = fields.Text(readonly=True, copy=False)
    candidate_digest = fields.Char(readonly=True, copy=False)
    baseline_definition = fields.Text(readonly=True, copy=False)
    is_outdated = fields.Boolean(
        compute="_compute_is_outdated", help="The draft was changed after this simulation was started."
    )

    _days_range = models.Constraint(
        "CHECK(days BETWEEN 1 AND 3660)", "A simulation looks back at least one day and at most ten years."
    )

    @api.depends("policy_id.name", "started_at")
    def _compute_display_name(self):
        """Name a simulation by its policy and number."""
        for simulation in self:
            simulation.display_name = self.env._(
                "%(policy)s, simulation %(number)s", policy=simulation.policy_id.name or "", number=simulation.id or ""
            )

    def _compute_is_outdated(self):
        """Compare the draft with what was simulated."""
        for simulation in self:
            simulation.is_outdated = (
                simulation.candidate == "draft"
                and bool(simulation.candidate_digest)
                and simulation.candidate_digest != self._digest(simulation.policy_id)
            )

    @api.model
    def _digest(self, policy):
        """Return the digest of the draft of `policy`, empty when its scope cannot be read at the moment."""
        try:
            return self.env["dg.policy.version"]._digest(policy._definition())
        except (ValueError, SyntaxError, TypeError):
            return ""

    # ---- what people do ----

    def action_run(self):
        """Freeze what is compared, and begin."""
        self._check_asker()
        for simulation in self:
            # The work reads facts and documents beyond the rights of whoever asks; it shows them counts, and examples
            # only of documents they may read.
            simulation.sudo()._freeze()._start()
        return True

    def action_cancel(self):
        """Stop a simulation that runs in the background; what was counted so far is dropped."""
        self._check_asker()
        self._move_to("cancelled", finished_at=fields.Datetime.now())
        return True

    def action_continue(self):
        """Go on where a batch failed."""
        self._check_asker()
        self._move_to("running", error=False)
        for simulation in self:
            # As in action_run.
            simulation.sudo()._go_on()
        return True

    def action_again(self):
        """Open a new simulation that asks the same."""
        self.ensure_one()
        self._check_asker()
        return self._action_form({f"default_{name}": self._question_value(name) for name in self._dg_job_inputs})

    def _question_value(self, name):
        """Return an input as a default value for a new simulation."""
        return self._fields[name].convert_to_write(self[name], self)

    @api.model
    def _action_form(self, context):
        """Return the action that opens the form of one simulation, or of a new one."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Simulate"),
            "res_model": "dg.simulation",
            "res_id": self.id,
            "views": [(False, "form")],
            "context": context,
        }

    def _check_asker(self):
        """Refuse whoever may not ask: only managers and auditors may write simulations at all."""
        self.check_access("write")

    # ---- what is compared ----

    def _freeze(self):
        """Keep both sides as they are now, so that nobody's edit changes the answer halfway."""
        self.ensure_one()
        candidate, baseline = self._side("candidate"), self._side("baseline")
        self.write(
            {
                "candidate_definition": json.dumps(candidate, ensure_ascii=False),
                "candidate_digest": self.env["dg.policy.version"]._digest(candidate),
                "baseline_definition": baseline and json.dumps(baseline, ensure_ascii=False),
            }
        )
        self._backtest()
        return self

    def _side(self, side):
        """Return the definition of one side; None for what was really decided."""
        chosen, version = self[side], self[f"{side}_version_id"]
        if chosen == "draft":
            return self.policy_id._definition()
        if chosen == "in_force":
            version = self.policy_id.current_version_id if self.policy_id.state == "published" else version.browse()
            return version._content() if version else NOTHING
        if chosen == "version":
            if version.policy_id != self.policy_id:
                raise UserError(self.env._("Choose a version of policy “%s”.", self.policy_id.name))
            return version._content()
        return None

    def _content(self, side):
        """Return the frozen definition of one side; None for what was really decided."""
        text = self[f"{side}_definition"]
        return json.loads(text) if text else None

    def _backtest(self):
        """Return both sides, compiled. Raises UserError when they cannot be."""
        key, baseline = str(self.policy_id.id), self._content("baseline")
        try:
            candidate = table_from_json(key, self._content("candidate"))
            return Backtest(candidate, table_from_json(key, baseline) if baseline is not None else None)
        except TableError as error:
            raise UserError(
                self.env._(
                    "Policy “%(policy)s” cannot be simulated. %(problem)s", policy=self.policy_id.name, problem=error
                )
            ) from error
        except KindClash as clash:
            raise UserError(
                self.env._("The two sides read the fact “%s” differently. Choose other versions.", clash.fact)
            ) from clash
