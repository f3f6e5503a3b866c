from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.orm.models import NO_ACCESS

from ..logic.lifecycle import PROPOSAL
from ..logic.operation import Operation

# The gate under whose name the holds of proposals stand: they keep a change from being made, not a delivery.
PROPOSED = "proposal"
STATES = [
    ("waiting", "Waiting"),
    ("applied", "Applied"),
    ("rejected", "Rejected"),
    ("withdrawn", "Withdrawn"),
    ("failed", "Failed"),
]


class DgProposal(models.Model):
    """A change of a committed document that somebody asked for: stored, decided on, and made when it is released."""

    _name = "dg.proposal"
    _inherit = ["dg.document.link.mixin", "dg.guarded.mixin"]
    _description = "Requested Change"
    _order = "id desc"
    _rec_name = "document_name"

    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    operation = fields.Json(readonly=True, groups=NO_ACCESS)
    differences = fields.Json(readonly=True, groups=NO_ACCESS)
    summary = fields.Html(compute="_compute_summary", sanitize=False, string="Requested Change")
    fingerprint = fields.Char(required=True, readonly=True, help="Identifies the content that was to be changed.")
    is_stale = fields.Boolean(
        "Changed Since",
        compute="_compute_is_stale",
        help="The document was changed after the request. The requested change is decided again when it is made.",
    )
    reason = fields.Text(required=True, readonly=True, help="Why the requester asks for the change.")
    requester_id = fields.Many2one("res.users", "Requested By", required=True, readonly=True, ondelete="restrict")
    requested_at = fields.Datetime(required=True, readonly=True)
    decision_id = fields.Many2one("dg.decision", readonly=True, ondelete="restrict", help="What was decided last.")
    hold_ids = fields.One2many("dg.hold", "proposal_id", string="Holds", readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    closed_at = fields.Datetime(readonly=True)
    closing_reason = fields.Text("Outcome", readonly=True, help="Why it was rejected, or what kept it from being made.")

    _waiting_uniq = models.UniqueIndex(
        "(document_model, document_id) WHERE state = 'waiting'",
        "A change of this document is waiting already. Withdraw it, or wait for its release.",
    )
    _document_idx = models.Index("(document_model, document_id, id)")

    @api.depends("document_name")
    def _compute_display_name(self):
        """Name a proposal by its document."""
        for proposal in self:
            proposal.display_name = self.env._("Change of %s", proposal.document_name)

    @api.model_create_multi
    def create(self, vals_list):
        """Begin every proposal at the beginning of its lifecycle."""
        return super().create([vals | {"state": "waiting", "closed_at": False} for vals in vals_list])

    def _compute_is_stale(self):
        """Say whether the documents are still the ones that the changes were requested for."""
        for model, proposals in self.grouped("document_model").items():
            # Only whether the content is the same is told, not the content.
            documents = self.env[model].sudo().browse(proposals.mapped("document_id")).exists()
            contents = documents._dg_for_judging()._dg_fingerprints()
            for proposal in proposals:
                is_waiting = proposal.state == "waiting"
                proposal.is_stale = is_waiting and contents.get(proposal.document_id) != proposal.fingerprint

    @api.depends_context("uid", "lang")
    def _compute_summary(self):
        """Show what is to be changed in words."""
        for proposal in self:
            # The values are closed to everybody; what is told of them can be read on the document as well.
            rows = proposal.sudo()
            proposal.summary = self.env["dg.proposal.summary"]._render(rows.differences or [], rows.operation or {})

    # ---- lifecycle ----

    def _close(self, state, explanation=False):
        """Move to a final state, end the holds that are left, and say so in the journal."""
        for proposal in self.sudo():
            PROPOSAL.check(proposal.state, state)
            proposal.hold_ids.filtered(lambda hold: hold.state == "active")._withdraw()
        self._change(
            {
                "state": state,
                "closed_by_id": self.env["dg.event"]._actor_id(),
                "closed_at": fields.Datetime.now(),
                "closing_reason": explanation,
            }
        )
        for proposal in self.sudo():
            proposal._note(f"proposal.{state}", **({"explanation": explanation} if explanation else {}))

    def _note(self, code, **payload):
        """Write one event about this proposal in the journal of its document."""
        document = self._document()
        self.env["dg.event"]._emit(document, code, {document.id: {"proposal_id": self.id, **payload}})
        document._dg_forget_screen()

    def _document(self):
        """Return the document, with every right, or an empty recordset where it is gone."""
        self.ensure_one()
        row = self.sudo()
        return self.env[row.document_model].sudo().browse(row.document_id).exists()

    @api.model
    def _waiting_for(self, documents):
        """Return the proposals that wait for a release on these documents."""
        return self.search([*documents._dg_rows_domain(), ("state", "=", "waiting")])

    def _withdraw_overtaken(self):
        """Withdraw proposals whose documents are not committed any more."""
        self._close("withdrawn", self.env._("The document is not confirmed any more, so it can be changed directly."))

    def _as_operation(self):
        """Return the stored operation."""
        return Operation.from_json(self.sudo().operation)

    def action_withdraw(self):
        """Withdraw what one has requested oneself."""
        self.check_access("read")
        for proposal in self.sudo():
            if proposal.requester_id != self.env.user:
                raise UserError(
                    self.env._("Only %s, who requested this change, may withdraw it.", proposal.requester_id.name)
                )
            if proposal.state != "waiting":
                raise UserError(self.env._("This change is not waiting any more. Reload the page."))
        self._close("withdrawn")

    def action_release(self):
        """Open the dialog in which a controller releases what keeps the change from being made."""
        return self.hold_ids.filtered(lambda hold: hold.state == "active").action_release()

    def action_reject(self):
        """Open the dialog in which a controller says why the change is not made."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reject"),
            "res_model": "dg.proposal.rejection",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_proposal_id": self.id},
        }
