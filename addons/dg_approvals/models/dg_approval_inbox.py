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
        "dg.process",
        compute="_compute_process_id",
        search="_search_process_id",
        help="Whose policy holds the document.",
    )

    # In the order in which people work: what is due first, and of that the largest.
    _urgent_idx = models.Index("(due_at, amount DESC, id) WHERE state = 'open'")

    @api.depends("hold_ids")
    def _compute_process_id(self):
        """Say which process a request belongs to."""
        for request in self:
            # Whoever reads a request may know what it is about.
            request.process_id = request.sudo()._process()

    @api.model
    def _search_process_id(self, operator, value):
        """Find requests by the process whose policy holds the document."""
        return Domain("hold_ids", "any!", Domain("policy_id.process_id", operator, value))

    @api.model
    @api.readonly
    def my_inbox(self):
        """Return {"count", "is_capped", "rows"}: what waits for the reader, in the companies he works in now.

        `count` is exact up to 1000. `rows` are the few most urgent ones, each with `id`, `document`, `amount`,
        `currency_id`, `due_at` (UTC, as text, or False), `is_late` and `reason`.
        """
        if not self.env.user.has_group(APPROVER_GROUP):
            return {"count": 0, "is_capped": False, "rows": []}
        keys, people = self._waiting()
        is_capped = len(keys) > CAP
        domain = self._asks_domain(people) if is_capped else Domain("id", "in", keys)
        rows = self._urgent_rows(domain, is_counted=not is_capped) if keys else []
        count = CAP if is_capped else next((row["total"] for row in rows), 0)
        return {"count": count, "is_capped": is_capped, "rows": [_as_told(row) for row in rows]}

    @api.model
    def _waiting(self):
        """Return (ids of at most 1001 requests that wait for the reader, himself and whom he stands in for)."""
        [(keys, people)] = self.env.execute_query(
            SQL(
                """WITH person AS (%(people)s)
                   SELECT ARRAY(SELECT DISTINCT waiting.request_id FROM person CROSS JOIN LATERAL (
                              SELECT DISTINCT seat.request_id FROM dg_approval_assignment seat
                               WHERE seat.user_id = person.id AND seat.company_id IN %(companies)s AND seat.is_open
                               ORDER BY seat.request_id LIMIT %(limit)s) waiting LIMIT %(limit)s),
                          ARRAY(SELECT person.id FROM person)""",
                people=self._people_sql(),
                companies=tuple(self.env.companies.ids),
                limit=CAP + 1,
                to_flush=(self.env["dg.approval.assignment"]._fields["is_open"],),
            )
        )
        return keys, tuple(people)

    @api.model
    def _people_sql(self):
        """Return a query of the ids of the reader and of everybody for whom he answers today."""
        return SQL(
            """SELECT %(reader)s AS id UNION
               SELECT given.delegator_id FROM dg_delegation given
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
    def _asks_domain(self, people):
        """Return the domain of open requests that ask one of `people`, to be walked in the order of urgency."""
        asks = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "EXISTS (SELECT FROM dg_approval_assignment seat "
                "WHERE seat.request_id = %s AND seat.user_id IN %s AND seat.is_open)",
                SQL.identifier(alias, "id"),
                people,
                to_flush=(self.env["dg.approval.assignment"]._fields["is_open"],),
            )
        )
        return Domain("state", "=", "open") & asks

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
