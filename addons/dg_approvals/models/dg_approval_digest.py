from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..logic.morning import last_morning

# So many people are mailed in one transaction.
BATCH = 50
# So much one mail lists of what is new, and of what waits besides; the rest is counted and linked.
NEW_SHOWN = 50
OLD_SHOWN = 20


class DgApprovalDigest(models.Model):
    """How far one person was mailed what waits for approval: one mail for whatever came since the last one."""

    _name = "dg.approval.digest"
    _description = "Approval Digest"
    _rec_name = "user_id"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="cascade")
    position = fields.Integer(
        required=True, readonly=True, aggregator=None, help="The last news that this person was told of."
    )
    mailed_at = fields.Datetime(readonly=True)

    _user_uniq = models.UniqueIndex("(user_id)", "A person has one digest.")

    @api.model
    def _cron_mail(self):
        """Mail everybody whom something new waits for, some people at a time; called every quarter of an hour."""
        cron, mailed = self.env["ir.cron"], self.env["res.users"]
        while people := self._due_people()[:BATCH] - mailed:
            self._mail(people)
            mailed |= people
            if not cron._commit_progress(len(people), remaining=len(self._due_people() - mailed)):
                return

    # ---- who ----

    @api.model
    def _due_people(self):
        """Return whom something new waits for, and whose time for a mail it is."""
        seats = self._seats_of_readers()
        if not seats:
            return self.env["res.users"]
        now = fields.Datetime.now()
        pairs = SQL(", ").join(
            SQL("(%s, %s, %s::timestamp)", reader.id, holder.id, _until(reader, now))
            for reader, holders in seats.items()
            for holder in holders
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT pair.reader
                     FROM (VALUES %s) AS pair (reader, holder, until)
                LEFT JOIN dg_approval_digest digest ON digest.user_id = pair.reader
                    WHERE EXISTS (SELECT FROM dg_approval_notice notice
                                   WHERE notice.user_id = pair.holder AND notice.is_waiting
                                     AND notice.position > COALESCE(digest.position, 0)
                                     AND notice.news_at < pair.until)
                 ORDER BY pair.reader""",
                pairs,
            )
        )
        return self.env["res.users"].browse(row[0] for row in rows)

    @api.model
    def _seats_of_readers(self):
        """Return {person who gets mails: whose questions they are}: the own ones, and of whom one stands in for."""
        notices = self.env["dg.approval.notice"]
        holders = notices._people(SQL("is_waiting"))
        seats = {holder: holder for holder in holders}
        for company in holders.company_ids:
            for delegation in self.env["dg.delegation"]._given_by(holders, company):
                reader = delegation.delegate_id
                seats[reader] = seats.get(reader, holders.browse()) | delegation.delegator_id
        readers = notices._approvers(self.env["res.users"].union(*seats))
        readers = readers.filtered(lambda user: user.email and user.dg_digest != "never")
        return {reader: seats[reader] for reader in readers}

    # ---- what ----

    @api.model
    def _mail(self, people):
        """Write one mail for each of these people, and keep how far it tells."""
        seats = self._seats_of_readers()
        known = {digest.user_id: digest.position for digest in self.search([("user_id", "in", people.ids)])}
        mails, reached = [], {}
        for user in people & self.env["res.users"].union(*seats):
            reached[user.id] = self._last_position(seats[user])
            new, old = self._waiting(user, known.get(user, 0))
            if new["notices"]:
                mails.append(self.env["dg.approval.mail"]._prepare_mail(user, new, old))
        # The queue of mails sends them after this is committed; a run that is killed has told nobody anything.
        self.env["mail.mail"].create(mails)
        self._keep(reached)

    @api.model
    def _last_position(self, holders):
        """Return how far the news of these people have come."""
        domain = [("user_id", "in", holders.ids), ("is_waiting", "=", True)]
        return self.env["dg.approval.notice"].search(domain, order="position desc", limit=1).position

    @api.model
    def _waiting(self, user, position):
        """Return what is new since `position` and what waits besides: {"notices": the first ones, "count": all}."""
        notices, domain = self.env["dg.approval.notice"], self._domain_of(user)
        answer = []
        for part, limit in (
            (Domain("position", ">", position), NEW_SHOWN),
            (Domain("position", "<=", position), OLD_SHOWN),
        ):
            found = notices.search(domain & part, limit=limit)
            count = len(found) if len(found) < limit else notices.search_count(domain & part)
            told = found._readable_by(user)
            answer.append({"notices": told, "count": count - len(found - told)})
        return answer

    @api.model
    def _domain_of(self, user):
        """Return which notices `user` may answer: the own ones, and those that a delegation of today covers."""
        domain = Domain("user_id", "=", user.id)
        for company in user.company_ids:
            for delegation in self.env["dg.delegation"]._standing(user, company):
                part = Domain("user_id", "=", delegation.delegator_id.id) & Domain("company_id", "=", company.id)
                if delegation.process_id:
                    part &= Domain("request_id.process_id", "=", delegation.process_id.id)
                domain |= part
        return domain & Domain("is_waiting", "=", True) & Domain("company_id", "in", user.company_ids.ids)

    @api.model
    def _keep(self, reached):
        """Keep {user id: how far the mail tells}."""
        if not reached:
            return
        now = fields.Datetime.now()
        values = SQL(", ").join(SQL("(%s, %s, %s)", user, position, now) for user, position in reached.items())
        self.env.cr.execute(
            SQL(
                """INSERT INTO dg_approval_digest (user_id, position, mailed_at) VALUES %s
                   ON CONFLICT (user_id)
                   DO UPDATE SET position = EXCLUDED.position, mailed_at = EXCLUDED.mailed_at""",
                values,
            )
        )
        self.invalidate_model()


def _until(user, now):
    """Return before when something must have come to be mailed now: for a daily reader, before the last morning."""
    if user.dg_digest == "daily":
        return last_morning(now, user.tz or "UTC")
    return now + timedelta(days=1)
