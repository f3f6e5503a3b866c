from odoo import SUPERUSER_ID, api, fields, models
from odoo.http import request

from ..acting_for import actor
from ..logic.fingerprint import canonical
from ..witness import Witness
from .event_append import Draft, append_query

CHANNELS = [
    ("ui", "Screen"),
    ("rpc", "Remote Call or Program"),
    ("api", "API"),
    ("portal", "Customer Portal"),
    ("mail", "Mail"),
    ("system", "System or Scheduled Action"),
]
_CHANNEL_OF_PATH = (
    ("/json/2/", "api"),
    ("/jsonrpc", "rpc"),
    ("/xmlrpc", "rpc"),
    ("/my/", "portal"),
    ("/payment/", "portal"),
    ("/mail/", "mail"),
)


class DgEvent(models.Model):
    """Something that happened to one document, written in the transaction in which it happened."""

    _name = "dg.event"
    _inherit = ["dg.document.link.mixin", "dg.append.only.mixin"]
    _description = "Journal Event"
    _order = "id desc"
    _rec_name = "document_name"
    _log_access = False

    event_type_id = Witness("dg.event.type", "Event", required=True, readonly=True, ondelete="restrict")
    meaning = fields.Char("What Happened", related="event_type_id.name")
    stream = fields.Char(required=True, readonly=True, help="The document's own sequence of events.")
    number = fields.Integer(required=True, readonly=True, aggregator=None, help="Gapless per stream.")
    actor_id = Witness("res.users", readonly=True, ondelete="restrict", help="Who acted.")
    company_id = Witness("res.company", readonly=True, ondelete="restrict")
    on_behalf_of_id = Witness(
        "res.users", readonly=True, ondelete="restrict", help="With whose rights, when not with the actor's own."
    )
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    occurred_at = fields.Datetime(required=True, readonly=True)
    attempt = fields.Char(readonly=True, help="Identifies a refused attempt across repetitions of one request.")
    payload = fields.Text(required=True, readonly=True, help="The exact text that is sealed and sent.")

    _dg_sealed = (
        "event_type_id",
        "stream",
        "number",
        "document_model",
        "document_id",
        "document_name",
        "company_id",
        "actor_id",
        "on_behalf_of_id",
        "channel",
        "occurred_at",
        "attempt",
        "payload",
    )

    _number_uniq = models.UniqueIndex("(stream, number)", "An event with this number exists already.")
    _attempt_uniq = models.UniqueIndex("(attempt) WHERE attempt IS NOT NULL", "This attempt has been recorded already.")
    _document_idx = models.Index("(document_model, document_id, id)")

    @api.depends("event_type_id", "stream", "number")
    def _compute_display_name(self):
        """Name an event by what happened and where it stands in its stream."""
        for event in self:
            event.display_name = f"{event.event_type_id.code} #{event.number}"

    @api.model
    def _channel(self):
        """Return the way by which the running operation came in; nothing a caller can set has a say in it."""
        if not request:
            # Odoo's older remote calls hide the request; only the system itself works without one otherwise.
            return "system" if self.env.uid == SUPERUSER_ID else "rpc"
        path = request.httprequest.path
        return next((channel for prefix, channel in _CHANNEL_OF_PATH if path.startswith(prefix)), "ui")

    @api.model
    def _actor_id(self):
        """Return the id of the user who acts, also while the rights of another user are in use."""
        return actor(self.env.cr) or self.env.uid

    @api.model
    def _company_of(self, document):
        """Return the company an event about `document` belongs to."""
        return document if document._name == "res.company" else document.company_id

    @api.model
    def _emit(self, documents, code, payloads):
        """Write one event per document: `payloads` is {document id: plain values}; one statement for all of them."""
        if not documents:
            return
        actor_id, type_id = self._actor_id(), self.env["dg.event.type"]._id_of(code)
        on_behalf_of_id = self.env.uid if self.env.uid != actor_id else None
        channel = self._channel()
        self._append(
            [
                Draft(
                    event_type_id=type_id,
                    document_model=documents._name,
                    document_id=document.id,
                    document_name=document.display_name or None,
                    company_id=self._company_of(document).id or None,
                    actor_id=actor_id,
                    on_behalf_of_id=on_behalf_of_id,
                    channel=channel,
                    attempt=None,
                    stream=f"{documents._name},{document.id}",
                    payload=canonical(payloads[document.id]),
                )
                for document in documents
            ]
        )

    @api.model
    def _emit_refusals(self, refusals):
        """Write refused attempts, each in the refusal stream of its document; repetitions of one attempt count once."""
        known = set(self.search([("attempt", "in", [refusal["attempt"] for refusal in refusals])]).mapped("attempt"))
        actors = set(self.env["res.users"].browse({refusal["actor_id"] for refusal in refusals}).exists().ids)
        self._append([self._draft_refusal(refusal, actors) for refusal in refusals if refusal["attempt"] not in known])

    @api.model
    def _draft_refusal(self, refusal, known_actors):
        """Return the Draft of one refused attempt; model and id name a document that may be gone."""
        return Draft(
            event_type_id=self.env["dg.event.type"]._id_of("document.refused"),
            document_model=refusal["document_model"],
            document_id=refusal["document_id"],
            document_name=None,
            company_id=refusal["company_id"] or None,
            actor_id=refusal["actor_id"] if refusal["actor_id"] in known_actors else None,
            on_behalf_of_id=None,
            channel=refusal["channel"],
            attempt=refusal["attempt"],
            stream=f"refused/{refusal['document_model']},{refusal['document_id']}",
            payload=canonical({"gate": refusal["gate"], "explanation": refusal["explanation"]}),
        )

    @api.model
    def _append(self, drafts):
        """Insert drafts in their order and number them without gaps, in one statement."""
        if drafts:
            self.env.cr.execute(append_query(drafts, fields.Datetime.now()))
