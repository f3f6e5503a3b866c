from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from .dg_decision import encode_finding
from .dg_policy_rule import EFFECTS
from .dg_process import MODES


class DgDecisionReason(models.Model):
    """One rule that spoke against a document in one decision, with the figures that made it match."""

    _name = "dg.decision.reason"
    _inherit = ["dg.document.link.mixin", "dg.append.only.mixin"]
    _description = "Decision Reason"
    _order = "decision_id desc, id"
    _rec_name = "rule_name"
    _log_access = False

    decision_id = fields.Many2one("dg.decision", required=True, readonly=True, ondelete="restrict", index=True)
    version_id = fields.Many2one("dg.policy.version", required=True, readonly=True, ondelete="restrict")
    rule_key = fields.Char(required=True, readonly=True)
    rule_name = fields.Char("Reason", required=True, readonly=True)
    effect = fields.Selection(EFFECTS, required=True, readonly=True, help="What the rule asks for.")
    mode = fields.Selection(MODES, required=True, readonly=True, help="The mode the policy was in.")
    guidance = fields.Char(readonly=True)
    is_covered = fields.Boolean(readonly=True, help="A release covered this reason, so it did not stop the document.")
    findings = fields.Json(readonly=True, groups=NO_ACCESS)
    explanation = fields.Text(compute="_compute_explanation")

    _dg_sealed = (
        "document_model",
        "document_id",
        "document_name",
        "company_id",
        "decision_id",
        "version_id",
        "rule_key",
        "rule_name",
        "effect",
        "mode",
        "guidance",
        "is_covered",
        "findings",
    )

    @api.depends_context("uid", "lang")
    def _compute_explanation(self):
        """Say in whole sentences what was measured and what would pass, as far as the reader may know."""
        for reason in self:
            # The raw findings are closed to everybody; the sheet shows each reader what may be disclosed.
            row = reason.sudo()
            sheet = self.env["dg.fact.sheet"]._of(row.decision_id)
            sentences = [sheet.finding(finding) for finding in row.findings or []]
            reason.explanation = " ".join([*sentences, *filter(None, [row.guidance])])

    @api.model
    def _record(self, documents, decisions, cases):
        """Return {decision id: its reasons}, written in one statement; `decisions` is {document id: Recorded}."""
        drafts = [
            self._prepare_judged_values(document, decisions[document.id], judged)
            for document in documents
            for judged in cases[document.id].judged
        ]
        # Evidence is written by the system: nobody has the right to create it.
        reasons = self.sudo().create(drafts) if drafts else self.sudo()
        return {decision.id: own for decision, own in reasons.grouped("decision_id").items()}

    @api.model
    def _prepare_judged_values(self, document, decision, judged):
        """Return the values of the row that keeps one reason of `decision`."""
        reason = judged.reason
        return {
            "decision_id": decision.id,
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "version_id": judged.version_id,
            "rule_key": reason.rule,
            "rule_name": reason.name,
            "effect": reason.effect.value,
            "mode": judged.mode.value,
            "guidance": reason.guidance,
            "is_covered": judged.is_covered,
            "findings": [encode_finding(finding) for finding in reason.findings],
        }

    def _as_event(self):
        """Return the reason for the journal: rule and facts by name, figures only where everybody may see them."""
        self.ensure_one()
        facts = self.version_id._content()["facts"]
        return {
            "policy_version_id": self.version_id.id,
            "rule": self.rule_key,
            "name": self.rule_name,
            "effect": self.effect,
            "findings": [
                finding if not facts.get(finding["fact"], {}).get("disclosure") else {"fact": finding["fact"]}
                for finding in self.findings or []
            ],
        }
