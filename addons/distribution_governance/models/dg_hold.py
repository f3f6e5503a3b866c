from decimal import Decimal

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from ..logic.coverage import Release, covers
from ..logic.facts import Unit, decode
from ..logic.lifecycle import HOLD

STATES = [("active", "Active"), ("released", "Released"), ("expired", "Expired"), ("withdrawn", "Withdrawn")]


class DgHold(models.Model):
    """One stop on one document: why, since when, who can end it, and on which figures it was released."""

    _name = "dg.hold"
    _inherit = ["dg.document.link.mixin"]
    _description = "Hold"
    _order = "id desc"
    _rec_name = "document_name"

    gate = fields.Char("Checkpoint", required=True, readonly=True, help="The step the document may not take.")
    kind = fields.Selection([("policy", "Policy")], required=True, readonly=True, default="policy")
    is_block = fields.Boolean("Blocked", readonly=True, help="A block cannot be released: the document has to change.")
    state = fields.Selection(STATES, required=True, readonly=True, default="active", index=True)
    reason_id = fields.Many2one(
        "dg.decision.reason", "Decision Reason", required=True, readonly=True, ondelete="restrict"
    )
    rule_name = fields.Char(related="reason_id.rule_name", store=True, string="Reason")
    explanation = fields.Text(related="reason_id.explanation", related_sudo=False)
    decision_id = fields.Many2one(related="reason_id.decision_id", store=True)
    version_id = fields.Many2one(related="reason_id.version_id", store=True)
    policy_id = fields.Many2one(related="version_id.policy_id", store=True)
    rule_key = fields.Char(related="reason_id.rule_key", store=True)
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

    # ---- what counts for a decision ----

    @api.model
    def _standing(self, documents, gate):
        """Return the active and released holds of `documents` at `gate`, in one query."""
        return self.sudo().search(
            [
                ("document_model", "=", documents._name),
                ("document_id", "in", documents.ids),
                ("gate", "=", gate),
                ("state", "in", ("active", "released")),
            ]
        )

    def _covers(self, reason, content, directions):
        """Return whether one of these holds was released for figures at least as bad as those of `reason`."""
        now = fields.Datetime.now()
        standing = self.filtered(
            lambda hold: hold.state == "released" and (not hold.valid_until or hold.valid_until > now)
        )
        return any(covers(hold._as_release(), reason, content, directions) for hold in standing)

    def _as_release(self):
        """Return the release as the value the coverage logic works with."""
        self.ensure_one()
        content = self.version_id._content()
        return Release(
            policy=str(self.policy_id.id),
            rule=self.rule_key,
            values={
                key: decode(raw, Unit(content["facts"][key]["unit"])) if key in content["facts"] else None
                for key, raw in self.released_values.items()
            },
            fingerprint=self.released_fingerprint,
            strict=content["is_strict"],
            tolerance_percent=Decimal(content["tolerance_percent"]),
        )

    # ---- what a decision leaves behind ----

    @api.model
    def _settle(self, documents, gate, cases, decisions, standing):
        """Make the active holds say what was just decided: open new ones, renew the rest, withdraw what is gone."""
        active = standing.filtered(lambda hold: hold.state == "active")
        known = {(hold.document_id, str(hold.policy_id.id), hold.rule_key): hold for hold in active}
        kept, drafts = self.browse(), []
        for document in documents:
            reasons = _reasons_by_rule(decisions[document.id])
            for judged in cases[document.id].stopping:
                reason = reasons[judged.reason.policy, judged.reason.rule]
                hold = known.get((document.id, judged.reason.policy, judged.reason.rule))
                if hold:
                    hold.write(self._prepare_renewed_values(document, reason, judged))
                    kept += hold
                else:
                    drafts.append(self._prepare_hold_values(document, gate, reason, judged))
        (active - kept)._withdraw()
        return kept + self.sudo().create(drafts)

    @api.model
    def _prepare_renewed_values(self, document, reason, judged):
        """Return what changes on a hold when the document was decided again and is still held for the same rule."""
        return {
            "reason_id": reason.id,
            "is_block": judged.effect.value == "block",
            "requester_id": document._dg_requester().id,
        }

    @api.model
    def _prepare_hold_values(self, document, gate, reason, judged):
        """Return the values of a new hold on `document` for one reason."""
        return self._prepare_renewed_values(document, reason, judged) | {
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "gate": gate,
            "owner_id": reason.version_id.policy_id.process_id.owner_id.id,
            "held_at": fields.Datetime.now(),
        }

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
        self.sudo().write(values | {"state": state})

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


def _reasons_by_rule(decision):
    """Return {(policy, rule): reason row} of one decision."""
    return {(str(reason.version_id.policy_id.id), reason.rule_key): reason for reason in decision.reason_ids}
