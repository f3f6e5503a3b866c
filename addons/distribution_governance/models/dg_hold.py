from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from ..logic.lifecycle import HOLD

# What a hold says about its end and its release; changed along its lifecycle only, in superuser mode as well.
GUARDED_FIELDS = frozenset(
    {
        "state",
        "is_block",
        "released_by_id",
        "released_at",
        "release_reason",
        "valid_until",
        "released_values",
        "released_fingerprint",
        "released_party",
        "used_at",
        "is_override",
        "endorsed_by_id",
        "endorsed_at",
        "endorsed_reason",
        "endorsed_until",
        "endorsed_values",
        "endorsed_fingerprint",
        "endorsed_version_id",
    }
)
# Gates that a document stands before once it is committed: changes that stand, and changes that are requested.
AFTERWARDS = ("change", "proposal")

STATES = [("active", "Active"), ("released", "Released"), ("expired", "Expired"), ("withdrawn", "Withdrawn")]


class DgHold(models.Model):
    """One stop on one document: why, since when, who can end it, and on which figures it was released."""

    _name = "dg.hold"
    _inherit = ["dg.document.link.mixin", "dg.guarded.mixin"]
    _description = "Hold"
    _order = "id desc"
    _rec_name = "document_name"
    _dg_guarded = GUARDED_FIELDS

    gate = fields.Char(required=True, readonly=True, help="The step the document may not take.")
    kind = fields.Selection([("policy", "Policy")], required=True, readonly=True)
    is_block = fields.Boolean(
        "Blocked", readonly=True, help="A block cannot be released: the document has to change, or is overridden."
    )
    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    reason_id = fields.Many2one(
        "dg.decision.reason", "Decision Reason", required=True, readonly=True, ondelete="restrict"
    )
    rule_name = fields.Char(related="reason_id.rule_name", store=True, precompute=True, string="Reason")
    explanation = fields.Text(related="reason_id.explanation", related_sudo=False)
    decision_id = fields.Many2one(related="reason_id.decision_id", store=True, precompute=True)
    version_id = fields.Many2one(related="reason_id.version_id", store=True, precompute=True)
    policy_id = fields.Many2one(related="reason_id.version_id.policy_id", store=True, precompute=True, index=True)
    rule_key = fields.Char(related="reason_id.rule_key", store=True, precompute=True)
    owner_id = fields.Many2one("res.users", readonly=True, help="The owner of the process this hold belongs to.")
    requester_id = fields.Many2one(
        "res.users", readonly=True, ondelete="restrict", help="Who asked the document to pass."
    )
    held_at = fields.Datetime(required=True, readonly=True)
    released_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    released_at = fields.Datetime(readonly=True)
    release_reason = fields.Text(readonly=True)
    valid_until = fields.Datetime(readonly=True, help="After this moment the release covers nothing any more.")
    released_values = fields.Json(readonly=True, groups=NO_ACCESS)
    released_fingerprint = fields.Char(readonly=True)
    released_party = fields.Char(readonly=True, help="The business partner the release was given for.")
    used_at = fields.Datetime(
        readonly=True, help="When the document passed by this release, which covers nothing after that."
    )
    submitter_ids = fields.Many2many(
        "res.users",
        string="Submitted By",
        readonly=True,
        help="Everybody who asked the document to pass while it was held.",
    )

    _document_idx = models.Index("(document_model, document_id)")
    _active_uniq = models.UniqueIndex(
        "(document_model, document_id, gate, policy_id, rule_key) WHERE state = 'active'",
        "This document is held for this reason already.",
    )

    @api.depends("document_name", "rule_name")
    def _compute_display_name(self):
        """Name a hold by its document and reason."""
        for hold in self:
            hold.display_name = f"{hold.document_name}: {hold.rule_name}"

    @api.model_create_multi
    def create(self, vals_list):
        """Begin every hold at the beginning of its lifecycle."""
        return super().create(
            [vals | dict.fromkeys(GUARDED_FIELDS - {"is_block"}, False) | {"state": "active"} for vals in vals_list]
        )

    def _withdraw(self):
        """End holds whose reason is gone."""
        if not self:
            return
        self._move_to("withdrawn")
        for model, holds in self.grouped("document_model").items():
            by_document = holds.grouped("document_id")
            documents = self.env[model].sudo().browse(by_document).exists()
            self.env["dg.event"]._emit(
                documents,
                "hold.withdrawn",
                {document.id: {"holds": by_document[document.id]._as_event()} for document in documents},
            )

    def _move_to(self, state, **values):
        """Change the state along the lifecycle of holds."""
        for hold in self:
            HOLD.check(hold.state, state)
        self._change(values | {"state": state})

    @api.model
    def _cron_withdraw_overtaken(self):
        """Withdraw holds of documents that do not stand before their gate any more."""
        for model, holds in (
            self.search([("state", "=", "active"), ("gate", "not in", AFTERWARDS)]).grouped("document_model").items()
        ):
            documents = self.env[model].browse(holds.mapped("document_id")).exists()
            waiting = set(documents.filtered(lambda document: document._dg_is_waiting()).ids)
            holds.filtered(lambda hold, waiting=waiting: hold.document_id not in waiting)._withdraw()

    def _as_event(self):
        """Return the holds as the journal lists them."""
        return [{"hold_id": hold.id, "rule": hold.rule_key, "name": hold.rule_name} for hold in self]

    def action_release(self):
        """Open the dialog in which a controller releases these holds."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release"),
            "res_model": "dg.release.wizard",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_hold_ids": self.ids},
        }

    def action_open_decision(self):
        """Open the decision that holds the document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dg.decision",
            "res_id": self.decision_id.id,
            "views": [(False, "form")],
        }
