from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .dg_approval_tier import APPROVER_GROUP

# The counter is exact so far; beyond it says that there are more.
CAP = 1000
SHOWN = 5


class DgApprovalRequest(models.Model):
    """What waits for the reader: how much of it, and what is most urgent. Two queries, however much there is."""

    _inherit = "dg.approval.request"

    process_id = fields.Many2one(
        "dg.process", readonly=True, ondelete="restrict", help="Whose policy held the document when people were asked."
    )

    # In the order in which people work: what is due first, and of that the largest.
    _urgent_idx = models.Index("(due_at, amount DESC, id) WHERE state = 'open'")

    @api.model
    @api.readonly
    def my_inbox(self):
        """Return {"count", "is_capped", "rows"}: what waits for the reader, in the companies he works in now.

        `count` is exact up to 1000. `rows` are the few most urgent ones, each with `id`, `document`, `amount`,
        `currency_id`, `due_at` (UTC, as text, or False), `is_late` and `reason`.
        """
        if not self.env.user.has_group(APPROVER_GROUP):
            return {"count": 0, "is_capped": False, "rows": []}
        keys, scopes = self._waiting()
        is_capped = len(keys) > CAP
        domain = self._asks_domain(scopes) if is_capped else Domain("id", "in", keys)
        rows = self._urgent_rows(domain, is_counted=not is_capped) if keys else []
        count = CAP if is_capped else next((row["total"] for row in rows), 0)
        return {"count": count, "is_capped": is_capped, "rows": [_as_told(row) for row in rows]}

    @api.model
    def _waiting(self):
        """Return (ids of at most 1001 requests that wait for the reader, himself and in whose place, as `_scopes`)."""
        [(keys, scopes)] = self.env.execute_query(
            SQL(
                """WITH person AS (%(people)s)
                   SELECT ARRAY(SELECT DISTINCT waiting.request_id FROM person CROSS JOIN LATERAL (
                              SELECT DISTINCT seat.request_id FROM dg_approval_assignment seat
                               WHERE seat.user_id = person.id AND seat.company_id IN %(companies)s AND seat.is_open
                                 AND (person.company_id IS NULL OR seat.company_id = person.company_id)
                                 AND (person.process_id IS NULL OR EXISTS (
                                      SELECT FROM dg_approval_request request
                                       WHERE request.id = seat.request_id
                                         AND request.process_id = person.process_id))
                               ORDER BY seat.request_id LIMIT %(limit)s) waiting LIMIT %(limit)s),
                          (SELECT json_agg(json_build_array(person.id, person.company_id, person.process_id))
                             FROM person)""",
                people=self._people_sql(),
                companies=tuple(self.env.companies.ids),
                limit=CAP + 1,
                to_flush=(self.env["dg.approval.assignment"]._fields["is_open"],),
            )
        )
        return keys, scopes

    @api.model
    def _scopes(self):
        """Return [(id of a person, company id, process id)]: in whose place the reader answers today, himself first.

        A company or a process that is None stands for all of them.
        """
        return self.env.execute_query(
            SQL("SELECT * FROM (%s) AS person ORDER BY company_id NULLS FIRST", self._people_sql())
        )

    @api.model
    def _people_sql(self):
        """Return a query of the reader and of everybody for whom he answers today: id, company_id and process_id."""
        return SQL(
            """SELECT %(reader)s AS id, NULL::integer AS company_id, NULL::integer AS process_id UNION
               SELECT given.delegator_id, given.company_id, given.process_id FROM dg_delegation given
                 JOIN res_company company ON company.id = given.company_id
                 JOIN res_partner home ON home.id = company.partner_id
                CROSS JOIN LATERAL (SELECT (%(now)s::timestamp AT TIME ZONE 'UTC'
                       AT TIME ZONE COALESCE(NULLIF(home.tz, ''), 'UTC'))::date AS today) clock
                WHERE given.delegate_id = %(reader)s AND given.company_id IN %(companies)s
                  AND given.revoked_at IS NULL AND clock.today BETWEEN given.date_from AND given.date_to""",
            reader=self.env.uid,
            now=fields.Datetime.now(),
            companies=tuple(self.env.companies.ids),
            to_flush=(self.env["dg.delegation"]._fields["revoked_at"],),
        )

    @api.model
    def _asks_domain(self, scopes):
        """Return the domain of open requests that ask one of `scopes`, to be walked in the order of urgency."""
        asks = Domain.custom(to_sql=lambda model, alias, query: self._asks_sql(alias, scopes))
        return Domain("state", "=", "open") & asks

    @api.model
    def _asks_sql(self, alias, scopes):
        """Return the condition that the request `alias` asks the reader, or somebody in whose place he answers it."""
        narrowed = [
            SQL(
                "(seat.user_id = %s AND seat.company_id = %s AND %s)",
                user_id,
                company_id,
                SQL("%s = %s", SQL.identifier(alias, "process_id"), process_id) if process_id else SQL("TRUE"),
            )
            for user_id, company_id, process_id in scopes
            if company_id
        ]
        own = SQL("seat.user_id = %s", self.env.uid)
        return SQL(
            """EXISTS (SELECT FROM dg_approval_assignment seat
                        WHERE seat.request_id = %s AND seat.is_open AND seat.user_id IN %s AND (%s))""",
            SQL.identifier(alias, "id"),
            tuple(user_id for user_id, _company, _process in scopes),
            SQL(" OR ").join([own, *narrowed]) if narrowed else SQL("TRUE"),
            to_flush=(self.env["dg.approval.assignment"]._fields["is_open"],),
        )

    @api.model
    def _urgent_rows(self, domain, *, is_counted):
        """Return the few most urgent requests of `domain` that the reader may read; each knows how many there are."""
        self.browse().check_access("read")
        rules = self.env["ir.rule"]._compute_domain(self._name, "read")
        readable = Domain.TRUE if self._sees_every_document() else self._readable_documents_domain(is_probed=True)
        # The rights are added here by hand: a search would read every document that there is, and not only these.
        query = self._search(
            Domain(domain) & rules & readable,
            order="due_at, amount DESC, id",
            limit=SHOWN,
            bypass_access=True,
        )
        names = ("id", "document_name", "amount", "currency_id", "due_at")
        columns = {name: self._field_to_sql(self._table, name, query) for name in names}
        columns["total"] = SQL("COUNT(*) OVER ()") if is_counted else SQL("0")
        shown = query.select(*(SQL("%s AS %s", column, SQL.identifier(name)) for name, column in columns.items()))
        found = self.env.execute_query(
            SQL(
                "SELECT found.*, %s FROM (%s) AS found ORDER BY found.due_at, found.amount DESC, found.id",
                self._reason_sql("found"),
                shown,
            )
        )
        return [dict(zip((*columns, "reason"), row, strict=True)) for row in found]

    @api.model
    def _reason_sql(self, alias):
        """Return the name of the first reason for which the document of the request `alias` is held."""
        return SQL(
            """(SELECT hold.rule_name FROM dg_approval_request_dg_hold_rel asked
                  JOIN dg_hold hold ON hold.id = asked.dg_hold_id
                 WHERE asked.dg_approval_request_id = %s ORDER BY hold.id LIMIT 1)""",
            SQL.identifier(alias, "id"),
        )


def _as_told(row):
    """Return one row as the badge shows it."""
    due = row["due_at"]
    return {
        "id": row["id"],
        "document": row["document_name"] or "",
        "amount": row["amount"] or 0,
        "currency_id": row["currency_id"] or False,
        "due_at": fields.Datetime.to_string(due) if due else False,
        "is_late": bool(due) and due < fields.Datetime.now(),
        "reason": row["reason"] or "",
    }
