from weakref import WeakSet

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.orm.models import NO_ACCESS

from ..lifecycles import REQUEST

STATES = [
    ("open", "Waiting for Approval"),
    ("approved", "Approved"),
    ("done", "Done"),
    ("failed", "Approved, but Could Not Go On"),
    ("rejected", "Rejected"),
    ("returned", "Changes Requested"),
    ("withdrawn", "Withdrawn"),
    ("cancelled", "Cancelled"),
    ("overtaken", "Overtaken"),
]
# Transactions in which a request is being moved by its own methods right now.
_moving = WeakSet()


class DgApprovalRequest(models.Model):
    """One held document put to people: for which reasons, to whom in which order, and how it ended."""

    _name = "dg.approval.request"
    _inherit = ["dg.document.link.mixin"]
    _description = "Approval Request"
    _order = "due_at, amount desc, id"
    _rec_name = "document_name"

    gate = fields.Char(required=True, readonly=True, help="The step the document may not take yet.")
    state = fields.Selection(STATES, required=True, readonly=True, index=True)
    requester_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    submitted_at = fields.Datetime(required=True, readonly=True)
    decision_id = fields.Many2one("dg.decision", required=True, readonly=True, ondelete="restrict")
    fingerprint = fields.Char(required=True, readonly=True, help="Identifies the content that was submitted.")
    content = fields.Json(readonly=True, groups=NO_ACCESS)
    hold_ids = fields.Many2many("dg.hold", string="Holds", readonly=True)
    amount = fields.Monetary(
        "At Stake",
        readonly=True,
        currency_field="currency_id",
        help="What the goods cost at the customer's own prices, or more where more is charged; in company currency.",
    )
    currency_id = fields.Many2one("res.currency", readonly=True)
    step_ids = fields.One2many("dg.approval.step", "request_id", readonly=True)
    vote_ids = fields.One2many("dg.approval.vote", "request_id", readonly=True)
    due_at = fields.Datetime("Due", readonly=True, index=True, help="When the first open step is due.")
    closed_at = fields.Datetime(readonly=True)
    closed_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    outcome = fields.Text(readonly=True, help="Why it ended as it did, or what keeps the document from going on.")
    vote_count = fields.Integer(readonly=True, help="Raised by every vote, so that two at once meet here.")

    _running_uniq = models.UniqueIndex(
        "(document_model, document_id, gate) WHERE state = 'open'", "This document waits for approval already."
    )
    _document_idx = models.Index("(document_model, document_id, id)")

    @api.depends("document_name")
    def _compute_display_name(self):
        """Name a request by its document."""
        for request in self:
            request.display_name = self.env._("Approval of %s", request.document_name)

    @api.model
    def default_get(self, fields_list):  # pylint: disable=method-required-super
        """Take no value from a context or from anybody's default values."""
        return {}

    @api.model_create_multi
    def create(self, vals_list):
        """Begin every request at the beginning of its lifecycle."""
        begin = {"state": "open", "closed_at": False, "closed_by_id": False, "outcome": False, "vote_count": 0}
        return super().create([vals | begin for vals in vals_list])

    def write(self, vals):
        """Refuse every change from outside the lifecycle, in superuser mode as well."""
        if self.env.cr not in _moving:
            raise AccessError(self.env._("A request is voted on, withdrawn or cancelled; it is never edited."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse every deletion, but let the module be uninstalled."""
        raise AccessError(self.env._("Requests are kept for good, also those that were rejected."))

    def _change(self, values):
        """Write guarded fields: the one place that may."""
        _moving.add(self.env.cr)
        try:
            # Nobody has write access to requests: their methods check who may do what.
            self.sudo().write(values)
        finally:
            _moving.discard(self.env.cr)

    def _move_to(self, state, outcome=False):
        """Move along the lifecycle; whoever ends it, and why, is kept."""
        for request in self.sudo():
            REQUEST.check(request.state, state)
        self._change(
            {
                "state": state,
                "outcome": outcome,
                "due_at": False,
                "closed_by_id": self.env["dg.event"]._actor_id(),
                "closed_at": fields.Datetime.now(),
            }
        )

    def _close(self, state, outcome=False):
        """End requests and the steps that are left of them, and say so in the journal."""
        self.sudo().step_ids.filtered(lambda step: step.state in ("waiting", "open"))._close()
        self._move_to(state, outcome)
        self._note(f"approval.{state}", lambda _request: {"reason": outcome} if outcome else {})

    def _documents(self):
        """Yield (document, its requests), with every right, as far as the document still exists."""
        for model, requests in self.sudo().grouped("document_model").items():
            for document in self.env[model].sudo().browse(set(requests.mapped("document_id"))).exists():
                yield document, requests.filtered(lambda request, key=document.id: request.document_id == key)

    def _document(self):
        """Return the document of one request, with every right; empty where it is gone."""
        self.ensure_one()
        return next((document for document, _requests in self._documents()), None)

    def _note(self, code, payload):
        """Write one event per request in the journal of its document; `payload` makes it from a request."""
        for document, requests in self._documents():
            for request in requests:
                values = {"request_id": request.id, **payload(request)}
                self.env["dg.event"]._emit(document, code, {document.id: values})
            document._dg_forget_screen()
