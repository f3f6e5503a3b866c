from odoo import api, fields, models

from ..logic.decision_table import Condition, Rule
from ..logic.verdict import Effect

EFFECTS = [("allow", "Allow"), ("warn", "Warn"), ("hold", "Hold"), ("block", "Block")]


class DgPolicyRule(models.Model):
    """One row of a policy: when all its conditions match, its effect applies and its name is the reason people read."""

    _name = "dg.policy.rule"
    _description = "Policy Rule"
    _order = "sequence, id"

    policy_id = fields.Many2one("dg.policy", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="policy_id.company_id")
    sequence = fields.Integer(default=10)
    name = fields.Char("Reason", required=True, help="What people read when this rule stops a document.")
    guidance = fields.Char(help="What the person who is stopped should do, in one sentence.")
    effect = fields.Selection(
        EFFECTS,
        required=True,
        default="hold",
        help="Warn: tell the user. Hold: stop until somebody releases. Block: stop; the document has to change.",
    )
    condition_ids = fields.One2many("dg.policy.condition", "rule_id", copy=True)
    summary = fields.Char("When", compute="_compute_summary")

    @api.depends("condition_ids.fact_id", "condition_ids.test")
    def _compute_summary(self):
        """Put the conditions into one line."""
        for rule in self:
            parts = [f"{condition.fact_id.name} {condition.test}" for condition in rule.condition_ids]
            rule.summary = " · ".join(parts) or self.env._("always")

    @api.model_create_multi
    def create(self, vals_list):
        """A new row makes its writer an author of the draft."""
        rules = super().create(vals_list)
        rules.policy_id._note_author()
        return rules

    def write(self, vals):
        """A changed row makes its writer an author of the draft."""
        before = self.policy_id
        result = super().write(vals)
        (before | self.policy_id)._note_author()
        return result

    def unlink(self):
        """A removed row makes its remover an author of the draft."""
        self.policy_id._note_author()
        return super().unlink()

    def _as_rule(self):
        """Return the row as the value the decision logic works with."""
        self.ensure_one()
        return Rule(
            key=str(self.id),
            name=self.name,
            effect=Effect(self.effect),
            conditions=tuple(Condition(condition.fact_id.key, condition.test) for condition in self.condition_ids),
            guidance=self.guidance or "",
        )

    def _as_definition(self):
        """Return the row as it is kept in a version."""
        self.ensure_one()
        return {
            "key": str(self.id),
            "name": self.name,
            "effect": self.effect,
            "guidance": self.guidance or "",
            "conditions": [{"fact": condition.fact_id.key, "test": condition.test} for condition in self.condition_ids],
        }
