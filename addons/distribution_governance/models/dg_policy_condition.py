from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..logic.facts import Unit
from ..logic.unary_test import UnaryTestError, parse


class DgPolicyCondition(models.Model):
    """One cell of a policy: a fact and the S-FEEL test it must meet for the rule to match."""

    _name = "dg.policy.condition"
    _description = "Policy Condition"
    _order = "id"

    rule_id = fields.Many2one("dg.policy.rule", required=True, ondelete="cascade")
    document_model = fields.Selection(related="rule_id.policy_id.document_model")
    fact_id = fields.Many2one(
        "dg.fact", required=True, ondelete="restrict", domain="[('document_model', '=', document_model)]"
    )
    unit = fields.Selection(related="fact_id.unit")
    test = fields.Char(
        required=True,
        help='For example: > 10, [10..20), "EU","UK", not("A"), null for a missing value, - for any value.',
    )

    _fact_uniq = models.UniqueIndex(
        "(rule_id, fact_id)", "A rule tests each fact once. Write both limits as a range, for example [10..20)."
    )

    @api.constrains("test", "fact_id")
    def _check_test(self):
        """Refuse a test that cannot be read, and say what was expected where."""
        for condition in self:
            if problem := self._problem(condition.fact_id, condition.test):
                raise ValidationError(problem)

    @api.model
    def _problem(self, fact, test):
        """Return what is wrong with `test` on `fact`, as a sentence; "" when it can be read."""
        try:
            parse(test, Unit(fact.unit).kind)
        except UnaryTestError as error:
            return self.env._(
                "The test “%(test)s” on “%(fact)s” cannot be read. %(problem)s",
                test=test,
                fact=fact.name,
                problem=error.told(self.env._),
            )
        return ""

    @api.constrains("fact_id", "rule_id")
    def _check_fact_model(self):
        """Refuse a fact of another document type."""
        for condition in self:
            if condition.fact_id.document_model != condition.rule_id.policy_id.document_model:
                raise ValidationError(
                    self.env._("“%(fact)s” is not a fact of this document type.", fact=condition.fact_id.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """A new cell makes its writer an author of the draft."""
        conditions = super().create(vals_list)
        conditions.rule_id.policy_id._note_author()
        return conditions

    def write(self, vals):
        """A changed cell makes its writer an author of the draft."""
        before = self.rule_id.policy_id
        result = super().write(vals)
        (before | self.rule_id.policy_id)._note_author()
        return result

    def unlink(self):
        """A removed cell makes its remover an author of the draft."""
        self.rule_id.policy_id._note_author()
        return super().unlink()
