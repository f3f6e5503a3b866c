from decimal import Decimal

from odoo import api, models

from .panel_reader import PanelReader, columns, link

# So many changes, earlier decisions and attachments are shown.
CHANGES = 12
DECISIONS = 8
ATTACHMENTS = 20


class DgApprovalRequest(models.Model):
    """What somebody has to know who decides: about the document, about earlier decisions, and what is attached."""

    _inherit = "dg.approval.request"

    @api.readonly
    def panels(self):
        """Return the panels of one request: the reasons first, then what has changed, then what the document shows.

        Everything is written for the reader and may be shown to him; PanelReader.panel says what a panel consists of.
        """
        self.ensure_one()
        self.check_access("read")
        document = self._document()
        if document is None:
            return []
        # What follows is read with the rights of the reader.
        document = document.with_env(self.env)
        people = self._readers()
        reader = PanelReader(self.env, is_asked=self._has_asked(people))
        panels = [
            reader.panel("reasons", self.env._("Why It Is Held"), lambda: {"facts": self._told(people)}),
            reader.panel("answer", self.env._("You Cannot Answer"), self._answer_panel),
            reader.panel("change", self.env._("Requested Change"), lambda: self._requested_panel(reader)),
            reader.panel(
                "changes", self.env._("Changed Since It Was Submitted"), lambda: self._changes_panel(document, reader)
            ),
            *document._dg_panels(reader),
            reader.panel("decisions", self.env._("Earlier Decisions"), lambda: self._decisions_panel(document, reader)),
            reader.panel("attachments", self.env._("Attachments"), lambda: _attachments(document)),
        ]
        return [panel for panel in panels if any(panel[part] for part in ("rows", "facts", "note", "links"))]

    def _answer_panel(self):
        """Return why somebody who is asked would be refused: a duty may exclude him since."""
        return {"is_warning": True, "note": self.is_mine and self._why_no_vote()}

    def _changes_panel(self, document, reader):
        """Return what differs between what was submitted and what stands there now."""
        if self.state != "open":
            return {}
        found = self._differences(document.sudo())
        rows = self.env["dg.proposal.summary"]._described(document, found[:CHANGES])
        return {
            "is_warning": True,
            "columns": columns(self.env._("What"), self.env._("Submitted"), self.env._("Now"), texts=3),
            "rows": self._change_rows(reader, rows),
            "note": self.env._("There are %s more changes.", len(found) - CHANGES) if len(found) > CHANGES else "",
        }

    def _requested_panel(self, reader):
        """Return what is to be changed on a committed document; nothing where the document itself is asked about."""
        # What is requested is told to whoever reads the request; the values themselves are closed to everybody.
        proposal = self.sudo().hold_ids.proposal_id[:1]
        return {
            "facts": [[self.env._("Why"), proposal.reason]] if proposal else [],
            "columns": columns(self.env._("What"), self.env._("Now"), self.env._("Requested"), texts=3),
            "rows": self._change_rows(reader, proposal.differences or []),
        }

    def _change_rows(self, reader, rows):
        """Return described differences as rows: what, the old value, the new one."""
        label = self.env["dg.proposal.summary"]._label
        return [
            [
                ": ".join(filter(None, [row["row"], label(row)])),
                self._as_read(reader, row, row["old"]),
                self._as_read(reader, row, row["new"]),
            ]
            for row in rows
        ]

    def _as_read(self, reader, row, text):
        """Return one old or new value as people read it: numbers are kept with all their digits."""
        field = self.env[row["model"]]._fields.get(row["field"]) if row["model"] else None
        if not text or (field and field.type not in ("float", "monetary")):
            return text or "–"
        try:
            return reader.number(Decimal(text), at_most=6)
        except ArithmeticError:
            return text

    def _decisions_panel(self, document, reader):
        """Return the last requests about the same party that the reader may read: why, how they ended, and by whom."""
        earlier = self._earlier(document)
        if not earlier:
            return {"note": self.env._("Nobody was asked before.")}
        texts = [self.env._("Document"), self.env._("Held For"), self.env._("Outcome"), self.env._("Decided By")]
        return {
            "columns": columns(*texts, self.env._("Day"), texts=5),
            "rows": [request._as_decision(reader) for request in earlier],
        }

    def _earlier(self, document):
        """Return the newest other requests about documents of the same party, as far as the reader may read them."""
        alike = document._dg_of_same_party(DECISIONS + 1)
        # The documents are those that the reader may read; his rights on the requests are checked below.
        found = self.sudo().search(
            [("document_model", "=", document._name), ("document_id", "in", alike.ids), ("id", "!=", self.id)],
            order="id desc",
            limit=DECISIONS,
        )
        return found.with_env(self.env)._filtered_access("read")

    def _as_decision(self, reader):
        """Return the row of one earlier request."""
        # Reasons and people are told to whoever reads the request.
        row = self.sudo()
        states = dict(self._fields["state"]._description_selection(self.env))
        return [
            link(self, row.document_name),
            ", ".join(dict.fromkeys(row.hold_ids.mapped("rule_name"))),
            states[row.state],
            ", ".join(vote._in_words() for vote in row.vote_ids) or row.closed_by_id.name or "",
            reader.day(row.closed_at or row.submitted_at),
        ]


class DgApprovalVote(models.Model):
    """Who answered, in words."""

    _inherit = "dg.approval.vote"

    def _in_words(self):
        """Return who gave this vote, and for whom."""
        if not self.on_behalf_of_id:
            return self.voter_id.name
        return self.env._("%(voter)s for %(holder)s", voter=self.voter_id.name, holder=self.on_behalf_of_id.name)


class DgGovernedMixin(models.AbstractModel):
    """What a document shows to people who decide on it."""

    _inherit = "dg.governed.mixin"

    def _dg_panels(self, reader):
        """Return the panels of one document, made by `reader.panel`. An extension point."""
        return []

    def _dg_of_same_party(self, limit):
        """Return the newest documents of the same party that were put to people and that the reader may read.

        An extension point; without one only the document itself is known.
        """
        return self


def _attachments(document):
    """Return links to what is attached to the document, as far as the reader may read it."""
    domain = [("res_model", "=", document._name), ("res_id", "=", document.id)]
    attached = document.env["ir.attachment"].search(domain, order="id desc", limit=ATTACHMENTS)
    return {"links": [{**link(one, one.name), "url": f"/web/content/{one.id}?download=true"} for one in attached]}
