from odoo import api, fields, models
from odoo.exceptions import AccessError

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
    kept_key = fields.Char(
        readonly=True, copy=False, help="The identity of an earlier row that this one continues; releases refer to it."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new row makes its writer an author of the draft."""
        if not self.env.su:
            # Neither values nor a context of the caller make a row the continuation of another one.
            vals_list = [vals | {"kept_key": False} for vals in vals_list]
        rules = super().create(vals_list)
        rules.policy_id._note_author()
        return rules

    def write(self, vals):
        """A changed row makes its writer an author of the draft."""
        if "kept_key" in vals and not self.env.su:
            raise AccessError(self.env._("Which rule continues an earlier one follows from restoring and importing."))
        before = self.policy_id
        result = super().write(vals)
        (before | self.policy_id)._note_author()
        return result

    def unlink(self):
        """A removed row makes its remover an author of the draft."""
        self.policy_id._note_author()
        return super().unlink()

    def _key(self):
        """Return the identity of the row from version to version, which releases refer to."""
        self.ensure_one()
        return self.kept_key or str(self._origin.id or self.id)

    def _sorted_conditions(self):
        """Return the conditions in an order that does not depend on who entered which first."""
        return self.condition_ids.sorted(lambda condition: condition.fact_id.key)

    def _as_rule(self):
        """Return the row as the value the decision logic works with."""
        self.ensure_one()
        return Rule(
            key=self._key(),
            name=self.name,
            effect=Effect(self.effect),
            conditions=tuple(
                Condition(condition.fact_id.key, condition.test) for condition in self._sorted_conditions()
            ),
            guidance=self.guidance or "",
        )

    def _as_definition(self):
        """Return the row as it is kept in a version."""
        self.ensure_one()
        return {
            "key": self._key(),
            "name": self.name,
            "effect": self.effect,
            "guidance": self.guidance or "",
            "conditions": [
                {"fact": condition.fact_id.key, "test": condition.test} for condition in self._sorted_conditions()
            ],
        }
