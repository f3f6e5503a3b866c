from odoo import api, fields, models

from ..logic.decision_table import Condition, Rule
from ..logic.table_analysis import FindingKind, analyse
from ..logic.verdict import Effect

# The analysis runs at every edit: enough for the tables that people write, and a quarter of a second for any other.
STEPS = 200_000
# A rule that can never apply looks like a control and is none: nobody publishes it. Everything else may be meant.
BLOCKING = {FindingKind.CONTRADICTION}
_ODD = {FindingKind.UNREACHABLE, FindingKind.IDENTICAL, FindingKind.ALWAYS}


class DgPolicy(models.Model):
    """What is odd about a decision table, said while it is edited and before it is published."""

    _inherit = "dg.policy"

    analysis = fields.Json(compute="_compute_analysis", help="Gaps, overlaps and rules without effect, as sentences.")

    @api.depends("document_model", "rule_ids.sequence", "rule_ids.name", "rule_ids.effect", "rule_ids.cells")
    def _compute_analysis(self):
        """Analyse the rules as they stand on the screen."""
        for policy in self:
            policy.analysis = policy._analysis()

    def _analysis(self):
        """Return `{findings: [{kind, level, sentence, rules}], counts, unfinished, unread}` of the rules.

        `level` is blocking, odd or note; `rules` are ids of rules, or the ids that the screen gave to new ones.
        `unread` says how many rules have a cell that cannot be read: nothing is said about a table with such rules.
        """
        unread = len(self.rule_ids.filtered("cell_errors"))
        if unread or not self.rule_ids:
            return {"findings": [], "counts": {}, "unfinished": False, "unread": unread}
        facts = {key: fact._as_fact() for key, fact in self._facts_by_key().items()}
        references = {str(number): rule._screen_id() for number, rule in enumerate(self.rule_ids)}
        rules = [rule._as_typed(str(number)) for number, rule in enumerate(self.rule_ids)]
        found = analyse(rules, facts, steps=STEPS)
        return {
            "findings": [self._finding(finding, references) for finding in found.findings],
            "counts": {kind.value: count for kind, count in found.counts.items() if count},
            "unfinished": bool(found.unfinished),
            "unread": 0,
        }

    @api.model
    def _finding(self, finding, references):
        """Return one finding as the screen shows it."""
        kind = finding.kind
        return {
            "kind": kind.value,
            "level": "blocking" if kind in BLOCKING else "odd" if kind in _ODD else "note",
            "sentence": finding.told(self.env._),
            "rules": [references[rule.key] for rule in finding.rules],
        }

    def _blocking_problem(self):
        """Return the sentence of the first finding that keeps the draft from being published, or ""."""
        findings = self._analysis()["findings"]
        return next((finding["sentence"] for finding in findings if finding["level"] == "blocking"), "")


class DgPolicyRule(models.Model):
    """A row as it is typed, also before it is saved."""

    _inherit = "dg.policy.rule"

    def _screen_id(self):
        """Return the id of the row or, before it is saved, the one that the screen gave it."""
        return self._origin.id or self.id.ref or 0

    def _as_typed(self, key):
        """Return the row as it stands on the screen."""
        cells = {fact: test.strip() for fact, test in (self.cells or {}).items()}
        return Rule(
            key=key,
            name=self.name or self.env._("without a name"),
            effect=Effect(self.effect or "hold"),
            conditions=tuple(Condition(fact, test) for fact, test in cells.items() if test),
        )
