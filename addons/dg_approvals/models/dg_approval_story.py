import json
from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, format_datetime

# What is told on the document; everything else that happens to a request is in the journal only.
TOLD = {
    "approval.requested": "_told_requested",
    "approval.voted": "_told_voted",
    "approval.forwarded": "_told_forwarded",
    "approval.escalated": "_told_escalated",
    "approval.approved": "_told_approved",
    "approval.failed": "_told_failed",
    "approval.resumed": "_told_resumed",
    "approval.rejected": "_told_rejected",
    "approval.returned": "_told_returned",
    "approval.withdrawn": "_told_withdrawn",
    "approval.cancelled": "_told_cancelled",
    "approval.overtaken": "_told_overtaken",
}
# What moves a question in the next mail to whoever is asked.
REMINDERS = {"approval.reminded": "reminded", "approval.escalated": "late"}


@dataclass(frozen=True)
class Happened:
    """One event about a request, as the journal keeps it."""

    stream: str
    number: int
    code: str
    actor_id: int
    said: dict


class DgApprovalStory(models.Model):
    """How far the messages of one document tell its journal.

    Events of one document are numbered without gaps in the order of their commits, so one number says it exactly.
    """

    _name = "dg.approval.story"
    _description = "Told Part of a Document's Journal"
    _rec_name = "stream"
    _log_access = False

    stream = fields.Char(required=True, readonly=True, help="The document's own sequence of events.")
    told_number = fields.Integer(required=True, readonly=True, aggregator=None, help="The last event that was told.")

    _stream_uniq = models.UniqueIndex("(stream)", "A document's journal is told once.")

    @api.model
    def _not_told(self, requests):
        """Return what happened to the documents of these requests since they were told last, in the journal's order."""
        rows = self.env.execute_query(
            SQL(
                """SELECT event.stream, event.number, type.code, event.actor_id, event.payload
                     FROM dg_event event
                     JOIN dg_event_type type ON type.id = event.event_type_id
                LEFT JOIN dg_approval_story story ON story.stream = event.stream
                    WHERE event.stream IN %s AND type.code IN %s AND event.number > COALESCE(story.told_number, 0)
                 ORDER BY event.stream, event.number""",
                tuple(f"{request.document_model},{request.document_id}" for request in requests),
                tuple(TOLD | REMINDERS),
            )
        )
        return [Happened(*row[:4], json.loads(row[4])) for row in rows]

    @api.model
    def _reminders(self, happened):
        """Return {id of the step: "reminded" or "late"}, the last one of each step."""
        # Events of former versions name their step by its name only.
        return {one.said.get("step_id"): REMINDERS[one.code] for one in happened if one.code in REMINDERS}

    @api.model
    def _tell(self, documents, happened):
        """Write one note per document about what happened to it, and keep how far it was told."""
        if not happened:
            return
        requests = self.env["dg.approval.request"].browse(dict.fromkeys(one.said["request_id"] for one in happened))
        asked = {request.id: request for request in requests}
        notes, reached = defaultdict(list), {}
        for one in happened:
            reached[one.stream] = one.number
            if one.code in TOLD:
                notes[one.stream].append((asked[one.said["request_id"]], one))
        bodies = defaultdict(dict)
        for stream, told in notes.items():
            model, _comma, key = stream.rpartition(",")
            if (model, int(key)) in documents:
                bodies[model][int(key)] = self._as_note(told)
        for model, texts in bodies.items():
            self._post(model, texts)
        self._keep(reached)

    @api.model
    def _post(self, model, texts):
        """Write {document id: text} as notes, which nobody is mailed, in one statement."""
        if issubclass(self.env.registry[model], self.env.registry["mail.thread"]):
            machine = self.env.ref("base.partner_root")
            self.env[model].browse(texts)._message_log_batch(bodies=texts, author_id=machine.id)

    @api.model
    def _keep(self, reached):
        """Keep {stream: number of the last event that was told}."""
        values = SQL(", ").join(SQL("(%s, %s)", stream, number) for stream, number in reached.items())
        self.env.cr.execute(
            SQL(
                """INSERT INTO dg_approval_story (stream, told_number) VALUES %s
                   ON CONFLICT (stream) DO UPDATE SET told_number = EXCLUDED.told_number""",
                values,
            )
        )
        self.invalidate_model()

    # ---- the sentences ----

    @api.model
    def _as_note(self, told):
        """Return what happened to one document as a note: a sentence per event, without any figure of a reason."""
        lines, comments = [], set()
        for request, one in told:
            # A note is read by many; it is written in the language of whoever asked.
            speaker = self.with_context(lang=request.requester_id.lang, tz=request.requester_id.tz)
            line = getattr(speaker, TOLD[one.code])(request, one)
            reason = one.said.get("reason") or one.said.get("comment")
            if reason and reason not in comments:
                line = f"{line} “{reason}”"
                comments.add(reason)
            lines.append(line)
        if len(lines) == 1:
            return Markup("<p>%s</p>") % lines[0]
        return Markup("<ul>%s</ul>") % Markup("").join(Markup("<li>%s</li>") % line for line in lines)

    def _names(self, keys):
        """Return the names of people, joined."""
        return ", ".join(self.env["res.users"].browse(keys).mapped("name"))

    def _told_requested(self, request, one):
        """Say for which reasons, who is asked in which order, and until when the first must have answered."""
        steps = [
            self.env._("%(step)s (%(people)s)", step=step["name"], people=self._names(step["asked"]))
            for step in one.said["steps"]
        ]
        first = request.step_ids.sorted("sequence")[:1]
        zone = self.env.context.get("tz") or "UTC"
        due = first.due_at and format_datetime(self.env, first.due_at, tz=zone, dt_format="short")
        texts = {
            "reasons": "; ".join(hold["name"].rstrip(".") for hold in one.said["holds"]),
            "steps": self.env._(", then ").join(steps),
            "due": f"{due} ({zone})",
        }
        if due:
            return self.env._("Approval is asked for: %(reasons)s. Asked: %(steps)s, the first until %(due)s.", **texts)
        return self.env._("Approval is asked for: %(reasons)s. Asked: %(steps)s.", **texts)

    def _told_voted(self, _request, one):
        """Say who answered, in whose place, and what."""
        holder = one.said["on_behalf_of"]
        who = self._names([one.actor_id])
        if holder:
            who = self.env._("%(who)s, on behalf of %(holder)s,", who=who, holder=self._names([holder]))
        texts = {"who": who, "step": one.said["step"]}
        if one.said["choice"] == "approve":
            return self.env._("%(who)s approved (%(step)s).", **texts)
        if one.said["choice"] == "reject":
            return self.env._("%(who)s rejected it (%(step)s).", **texts)
        return self.env._("%(who)s wants it changed first (%(step)s).", **texts)

    def _told_forwarded(self, _request, one):
        """Say who passed the question on, and to whom."""
        texts = {"who": self._names([one.said["from"]]), "to": self._names([one.said["to"]]), "step": one.said["step"]}
        return self.env._("%(who)s passed the question on to %(to)s (%(step)s).", **texts)

    def _told_escalated(self, _request, one):
        """Say that nobody answered in time, and who is asked now."""
        texts = {"step": one.said["step"], "people": self._names(one.said["asked"])}
        if one.said["asked"]:
            return self.env._("%(step)s did not answer in time; now asked: %(people)s.", **texts)
        return self.env._("%(step)s did not answer in time.", **texts)

    def _told_approved(self, request, _one):
        """Say that it was approved, and whether the document went on."""
        if request.state == "done" and not request.outcome:
            return self.env._("It is approved, and the document went on.")
        return self.env._("It is approved.")

    def _told_failed(self, _request, _one):
        """Say that the document stopped; why is told to whoever may read the request, as it may contain figures."""
        return self.env._("The document could not go on after its approval. The request says why.")

    def _told_resumed(self, _request, _one):
        """Say that it went on when it was tried again."""
        return self.env._("The document was tried again, and went on.")

    def _told_rejected(self, _request, _one):
        """Say that it was rejected."""
        return self.env._("The request is rejected.")

    def _told_returned(self, _request, _one):
        """Say that it goes back to whoever asked."""
        return self.env._("It goes back to whoever asked for it.")

    def _told_withdrawn(self, _request, one):
        """Say who withdrew it."""
        return self.env._("%s withdrew the request.", self._names([one.actor_id]))

    def _told_cancelled(self, _request, one):
        """Say who cancelled it."""
        return self.env._("%s cancelled the request.", self._names([one.actor_id]))

    def _told_overtaken(self, _request, _one):
        """Say that nobody is asked any more."""
        return self.env._("Nobody is asked about it any more.")
