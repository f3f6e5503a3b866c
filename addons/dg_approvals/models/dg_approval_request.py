from odoo import api, fields, models
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


class DgApprovalRequest(models.Model):
    """One held document put to people: for which reasons, to whom in which order, and how it ended."""

    _name = "dg.approval.request"
    _inherit = ["dg.document.link.mixin", "dg.guarded.mixin", "mail.thread"]
    # Whoever reads a request may ask and answer beside it; that decides nothing.
    _mail_post_access = "read"
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
    # Shown as money; a monetary field would read its currency back after each creation.
    amount = fields.Float(
        "At Stake",
        digits=(16, 2),
        readonly=True,
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

    @api.model_create_multi
    def create(self, vals_list):
        """Begin every request at the beginning of its lifecycle."""
        begin = {"state": "open", "closed_at": False, "closed_by_id": False, "outcome": False, "vote_count": 0}
        # Odoo's own chatter would note each creation; the journal does.
        requests = super(DgApprovalRequest, self.with_context(tracking_disable=True)).create(
            [vals | begin for vals in vals_list]
        )
        return requests.with_env(self.env)

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

    def _measures_credit(self):
        """Return whether the decision measured a credit limit."""
        return self.env[self.document_model]._dg_measures_credit(self.decision_id.facts or ())

    def _route_ids(self):
        """Return the ids of the routes on which the holds of this request are released."""
        return {route.id for route, _tier in self.hold_ids._route_demands().values()}

    def _versions(self):
        """Return the versions of the policies in question."""
        return self.hold_ids.version_id

    def _documents(self):
        """Yield (document, its requests), with every right, as far as the document still exists."""
        for model, requests in self.sudo().grouped("document_model").items():
            own = requests.grouped("document_id")
            for document in self.env[model].sudo().browse(own).exists():
                yield document, own[document.id]

    def _document(self):
        """Return the document of one request, with every right; None where it is gone."""
        self.ensure_one()
        return next((document for document, _requests in self._documents()), None)

    def _note(self, code, payload, documents=None):
        """Write one event per request in the journal of its document; `payload` makes it from a request.

        `documents` is {request: document} where the caller has them.
        """
        documents = documents or {request: document for document, own in self._documents() for request in own}
        for together in _one_per_document(self.sudo().filtered(documents.get), documents):
            first = together[next(iter(together))]
            payloads = {key: {"request_id": request.id, **payload(request)} for key, request in together.items()}
            known = self.env[first.document_model].sudo().union(*(documents[one] for one in together.values()))
            self.env["dg.event"]._emit(known, code, payloads)
            known._dg_forget_screen()


def _one_per_document(requests, documents):
    """Yield {document id: request} of one model each, until every request had its turn."""
    for own in requests.grouped("document_model").values():
        left = own
        while left:
            turn = {documents[request].id: request for request in reversed(left)}
            yield turn
            left -= own.browse().union(*turn.values())
