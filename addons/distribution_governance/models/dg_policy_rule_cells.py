from odoo import api, fields, models
from odoo.exceptions import ValidationError

ANY = "-"


class DgPolicyRule(models.Model):
    """A row as one value: `{fact key: S-FEEL test}`, which is what the grid, files and versions read and write."""

    _inherit = "dg.policy.rule"

    cells = fields.Json(
        compute="_compute_cells",
        inverse="_inverse_cells",
        copy=False,
        help="The test of each fact, by its key. A fact without a test, or with “-”, may have any value.",
    )
    cell_errors = fields.Json(
        compute="_compute_cell_errors", help="What is wrong with a test, as a sentence, by the key of its fact."
    )

    @api.depends("condition_ids.fact_id", "condition_ids.test")
    def _compute_cells(self):
        """Read the conditions as one value."""
        for rule in self:
            rule.cells = {cell.fact_id.key: cell.test for cell in rule.condition_ids if cell.test != ANY}

    @api.depends("cells", "policy_id.fact_ids")
    def _compute_cell_errors(self):
        """Say about each cell that cannot be saved why not."""
        for rule in self:
            rule.cell_errors = rule._cell_problems(rule.cells)

    def _inverse_cells(self):
        """Write the conditions, unless one of the tests of any row cannot be read: then nothing is written."""
        wanted = {rule: rule._checked_cells() for rule in self}
        stale, missing = self.env["dg.policy.condition"], []
        for rule, cells in wanted.items():
            facts = rule.policy_id._facts_by_key()
            kept = rule.condition_ids.filtered(lambda cell, cells=cells: cells.get(cell.fact_id.key) == cell.test)
            stale += rule.condition_ids - kept
            new = cells.keys() - set(kept.fact_id.mapped("key"))
            missing += [
                {"rule_id": rule.id, "fact_id": facts[key].id, "test": test}
                for key, test in cells.items()
                if key in new
            ]
        stale.unlink()
        self.env["dg.policy.condition"].create(missing)

    def _checked_cells(self):
        """Return the cells without those for any value. Raises ValidationError with a sentence for every wrong one."""
        self.ensure_one()
        if problems := self._cell_problems(self.cells):
            raise ValidationError(
                self.env._("Rule “%(rule)s”: %(problems)s", rule=self.name or "", problems="\n".join(problems.values()))
            )
        cells = {key: test.strip() for key, test in (self.cells or {}).items() if test}
        return {key: test for key, test in cells.items() if test not in ("", ANY)}

    def _cell_problems(self, cells):
        """Return {fact key: sentence} for the cells that cannot be saved."""
        if not isinstance(cells or {}, dict):
            return {"": self.env._("The tests of a rule are given by the keys of their facts.")}
        policy = self.policy_id
        facts = policy._facts_by_key()
        problems = {key: policy._test_problem(facts, key, test) for key, test in (cells or {}).items()}
        return {key: problem for key, problem in problems.items() if problem}
