import json

from odoo import api, fields, models
from odoo.tools import SQL

from ..logic.fingerprint import canonical
from ..logic.hash_chain import GENESIS, Link, digest, verify

# One segment is sealed and verified in memory; more events become more segments.
SEGMENT = 10_000


class DgSeal(models.Model):
    """One sealed segment of the journal: from which to which position, and the digest at its end."""

    _name = "dg.seal"
    _inherit = ["dg.append.only.mixin"]
    _description = "Seal"
    _order = "id desc"
    _log_access = False

    sealed_at = fields.Datetime(required=True, readonly=True)
    first_position = fields.Integer(required=True, readonly=True, aggregator=None)
    last_position = fields.Integer(required=True, readonly=True, aggregator=None)
    previous_digest = fields.Char(required=True, readonly=True)
    last_digest = fields.Char(required=True, readonly=True)

    _dg_sealed = ("sealed_at", "first_position", "last_position", "previous_digest", "last_digest")

    _position_uniq = models.UniqueIndex("(first_position)", "Somebody else sealed this segment at the same time.")

    @api.depends("first_position", "last_position")
    def _compute_display_name(self):
        """Name a seal by the positions it covers."""
        for seal in self:
            seal.display_name = self.env._(
                "Events %(first)s to %(last)s", first=seal.first_position, last=seal.last_position
            )

    @api.model
    def _cron_seal_events(self):
        """Seal everything that was committed since; called by the scheduled action."""
        while self._seal_segment() == SEGMENT:
            if not self.env["ir.cron"]._commit_progress(SEGMENT, remaining=SEGMENT):
                return

    @api.model
    def _seal_segment(self):
        """Seal the oldest unsealed events and return how many; writers of events never wait for it.

        One sealer at a time: a second one leaves the work to the first.
        """
        if not self.env.execute_query(SQL("SELECT pg_try_advisory_xact_lock(hashtext('dg.seal'))"))[0][0]:
            return 0
        events = self._unsealed_events()
        if not events:
            return 0
        last = self.search([], limit=1)
        position, previous, lines = last.last_position, last.last_digest or GENESIS, []
        for event_id, text in events:
            position, previous = position + 1, digest(previous, position + 1, text)
            lines.append((event_id, position, previous))
        seal = self.create(
            {
                "sealed_at": fields.Datetime.now(),
                "first_position": last.last_position + 1,
                "last_position": position,
                "previous_digest": last.last_digest or GENESIS,
                "last_digest": previous,
            }
        )
        self.env["dg.seal.line"]._append(seal, lines)
        return len(lines)

    @api.model
    def _unsealed_events(self):
        """Return [(event id, text)] of the oldest unsealed events; by anti-join, as id order is not commit order."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT %s FROM dg_event event JOIN dg_event_type type ON type.id = event.event_type_id
                 WHERE NOT EXISTS (SELECT 1 FROM dg_seal_line line WHERE line.event_id = event.id)
                 ORDER BY event.id LIMIT %s
                """,
                _SEALED_COLUMNS,
                SEGMENT,
            )
        )
        return [(row[0], _sealed_text(row)) for row in rows]

    @api.model
    def _verify(self):
        """Return (number of sealed events, number of events not sealed yet, problems as sentences)."""
        self.env.flush_all()
        anchors = dict(self.env.execute_query(SQL("SELECT last_position, last_digest FROM dg_seal")))
        problems = verify(self._links(), anchors=anchors)
        unsealed = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM dg_event event "
                "WHERE NOT EXISTS (SELECT 1 FROM dg_seal_line line WHERE line.event_id = event.id)"
            )
        )[0][0]
        return max(anchors, default=0), unsealed, [problem.message for problem in problems] + self._altered_decisions()

    @api.model
    def _links(self):
        """Yield the sealed chain as it stands in the tables, in batches; an event that is gone has no text."""
        position = 0
        while True:
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT line.position, line.digest, line.event_id, %s
                      FROM dg_seal_line line
                      LEFT JOIN dg_event event ON event.id = line.event_id
                      LEFT JOIN dg_event_type type ON type.id = event.event_type_id
                     WHERE line.position > %s ORDER BY line.position LIMIT %s
                    """,
                    _SEALED_COLUMNS,
                    position,
                    SEGMENT,
                )
            )
            for position, stored, event_id, *event in rows:
                text = None if event[0] is None else _sealed_text(event)
                yield Link(position, self.env._("Event %s", event_id), text, stored)
            if len(rows) < SEGMENT:
                return

    @api.model
    def _altered_evidence(self):
        """Return sentences about decisions and versions that are not what the journal says they were."""
        decisions = self.env.execute_query(
            SQL(
                """
                SELECT event.document_name, (event.payload::jsonb->>'decision_id')::int
                  FROM dg_event event
                  LEFT JOIN dg_decision decision ON decision.id = (event.payload::jsonb->>'decision_id')::int
                 WHERE event.payload::jsonb ? 'facts_digest'
                   AND decision.facts_digest IS DISTINCT FROM event.payload::jsonb->>'facts_digest'
                """
            )
        )
        versions = self.env["dg.policy.version"]
        definitions = self.env.execute_query(SQL("SELECT id, definition FROM dg_policy_version ORDER BY id"))
        published = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT (event.payload::jsonb->>'version_id')::int, event.payload::jsonb->>'digest'
                      FROM dg_event event JOIN dg_event_type type ON type.id = event.event_type_id
                     WHERE type.code = 'policy.published'
                    """
                )
            )
        )
        return [
            *(
                self.env._("%(document)s, decision %(id)s: altered or removed.", document=row[0], id=row[1])
                for row in decisions
            ),
            *(
                self.env._("%(version)s: the rules were altered.", version=versions.browse(version_id).display_name)
                for version_id, definition in definitions
                if published.get(version_id) != versions._digest(json.loads(definition))
            ),
        ]

    @api.model
    def _altered_decisions(self):
        """Return a sentence per decision whose figures are no longer those that were decided on; read in batches."""
        sentences, last_id = self._altered_evidence(), 0
        while decisions := self.env["dg.decision"].search([("id", ">", last_id)], order="id", limit=SEGMENT):
            last_id = decisions[-1].id
            sentences += [
                self.env._("%(decision)s: the figures were altered.", decision=decision.display_name)
                for decision in decisions
                if not decision._is_untouched()
            ]
            decisions.invalidate_recordset()
        return sentences

    def action_verify(self):
        """Verify the whole journal and all decisions, whatever seals are chosen; tell the user what was found."""
        self.check_access("read")
        # The chain is verified as a whole, whatever documents the reader may open.
        count, unsealed, problems = self.sudo()._verify()
        summary = self.env._(
            "%(count)s sealed events verified, %(unsealed)s not sealed yet.", count=count, unsealed=unsealed
        )
        intact = self.env._("Nothing was altered, removed or re-ordered.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if problems else "success",
                "title": self.env._("The journal was changed.") if problems else self.env._("The journal is intact."),
                "message": "\n".join([summary, *(problems[:20] or [intact])]),
                "sticky": True,
                "dg_result": {"verified": count, "unsealed": unsealed, "problems": problems},
            },
        }


_SEALED_COLUMNS = SQL(
    """
    event.id, type.code, event.stream, event.number, event.document_model, event.document_id,
    event.document_name, event.company_id, event.actor_id, event.on_behalf_of_id, event.channel,
    to_char(event.occurred_at, 'YYYY-MM-DD"T"HH24:MI:SS.US'), event.attempt, event.payload
    """
)


def _sealed_text(row):
    """Return what is hashed of one event: every column, as canonical JSON."""
    return canonical(list(row))
