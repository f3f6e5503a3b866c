from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from ..logic.facts import encode
from ..logic.fingerprint import fingerprint
from ..witness import Witness
from .dg_event import CHANNELS
from .dg_policy_rule import EFFECTS


class DgDecision(models.Model):
    """One evaluation of one document at one gate, kept as evidence also when the document passed."""

    _name = "dg.decision"
    _inherit = ["dg.document.link.mixin", "dg.append.only.mixin"]
    _description = "Decision"
    _order = "id desc"
    _rec_name = "document_name"
    _log_access = False

    gate = fields.Char(required=True, readonly=True)
    decided_at = fields.Datetime(required=True, readonly=True)
    actor_id = Witness("res.users", "Attempted By", required=True, readonly=True, ondelete="restrict")
    company_id = Witness("res.company", readonly=True, ondelete="restrict")
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    effect = fields.Selection(
        EFFECTS, required=True, readonly=True, help="The most severe effect in force, after releases and modes."
    )
    outcome = fields.Selection(
        [("passed", "Passed"), ("held", "Held"), ("blocked", "Blocked")], required=True, readonly=True
    )
    fingerprint = fields.Char(required=True, readonly=True, help="Identifies the content that was decided on.")
    version_keys = fields.Json(readonly=True, groups=NO_ACCESS)
    version_ids = fields.Many2many("dg.policy.version", compute="_compute_version_ids", string="Policy Versions")
    facts = fields.Json(readonly=True, groups=NO_ACCESS)
    salt = fields.Char(readonly=True, required=True, groups=NO_ACCESS)
    facts_digest = fields.Char(
        readonly=True, required=True, help="Salted digest of the figures; the journal holds the same."
    )
    facts_text = fields.Text("Figures", compute="_compute_facts_text")
    reason_ids = fields.One2many("dg.decision.reason", "decision_id", readonly=True)

    _dg_sealed = (
        "document_model",
        "document_id",
        "document_name",
        "company_id",
        "gate",
        "decided_at",
        "actor_id",
        "channel",
        "effect",
        "outcome",
        "fingerprint",
        "version_keys",
        "facts",
        "salt",
        "facts_digest",
    )

    _document_idx = models.Index("(document_model, document_id, id)")

    @api.depends("document_name", "gate")
    def _compute_display_name(self):
        """Name a decision by its document and number."""
        for decision in self:
            decision.display_name = self.env._(
                "%(document)s, decision %(number)s", document=decision.document_name, number=decision.id
            )

    def _compute_version_ids(self):
        """Show the versions whose ids are kept in the row."""
        for decision in self:
            decision.version_ids = self.env["dg.policy.version"].browse(decision.sudo().version_keys or [])

    @api.depends_context("uid", "lang")
    def _compute_facts_text(self):
        """List the figures that the reader may see, one per line."""
        for decision in self:
            # The raw figures are closed to everybody; the sheet shows each reader what may be disclosed.
            row = decision.sudo()
            sheet = self.env["dg.fact.sheet"]._of(row)
            decision.facts_text = "\n".join(sheet.line(key, measure) for key, measure in (row.facts or {}).items())

    def _is_untouched(self):
        """Return whether the figures are still those that were decided on."""
        self.ensure_one()
        row = self.sudo()
        findings = [finding for reason in row.reason_ids.sorted("id") for finding in reason.findings or []]
        return row.facts_digest == digest(row.salt, row.effect, row.fingerprint, row.facts, findings)


def digest(salt, effect, content, facts, findings):
    """Return the salted digest of everything a decision rests on."""
    return fingerprint([salt, effect, content, facts or {}, findings])


def encode_finding(finding):
    """Return one finding as it is kept in a reason."""
    return {
        "fact": finding.fact,
        "test": finding.test,
        "value": encode(finding.value),
        "where": finding.where,
        "would_pass": finding.would_pass,
    }
