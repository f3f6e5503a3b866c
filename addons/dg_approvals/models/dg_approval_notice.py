from odoo import api, fields, models
from odoo.tools import SQL

from .dg_approval_tier import APPROVER_GROUP

NEWS = [("asked", "New"), ("reminded", "Due Soon"), ("late", "Late")]
# So many activities of people who left are taken away in one transaction.
BATCH = 500


class DgApprovalNotice(models.Model):
    """What one person was told of one question: the memory of activities and mails, so that each is made once."""

    _name = "dg.approval.notice"
    _description = "Approval Notice"
    # By the request: what is due first, and then what most money depends on.
    _order = "request_id, id"
    _rec_name = "assignment_id"
    _log_access = False

    assignment_id = fields.Many2one("dg.approval.assignment", required=True, readonly=True, ondelete="cascade")
    request_id = fields.Many2one("dg.approval.request", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    user_id = fields.Many2one("res.users", "Asked", required=True, readonly=True, ondelete="cascade")
    is_waiting = fields.Boolean(readonly=True, help="The person is asked and has not answered, as far as is mirrored.")
    activity_id = fields.Many2one("mail.activity", readonly=True, ondelete="set null", index="btree_not_null")
    news = fields.Selection(NEWS, required=True, readonly=True, help="What was to be told last.")
    news_at = fields.Datetime(required=True, readonly=True)
    position = fields.Integer(
        required=True, readonly=True, aggregator=None, help="Raised with every news; mails remember how far they told."
    )

    _assignment_uniq = models.UniqueIndex("(assignment_id)", "A question has one notice.")
    # What the mails read: the news of one person, and who has any.
    _waiting_idx = models.Index("(user_id, position) WHERE is_waiting")
    _holder_idx = models.Index("(user_id) WHERE activity_id IS NOT NULL")

    @api.model
    def default_get(self, fields_list):  # pylint: disable=method-required-super
        """Take no value from a context or from anybody's default values."""
        return {}

    @api.model
    def _follow(self, requests, documents, reminders):
        """Bring the notices of these requests in line with them; return the people whose questions changed.

        `reminders` is {id of the step: news} of what happened since.
        """
        own = self.search([("request_id", "in", requests.ids)]).grouped("assignment_id")
        fresh, ended, begun, told = requests.step_ids.assignment_ids.browse(), self, self, {}
        for seat in requests.step_ids.assignment_ids:
            notice, waits = own.get(seat, self), seat.request_id._is_waiting_for(seat)
            if waits and not notice:
                fresh += seat
            elif waits:
                begun += notice.filtered(lambda one: not one.is_waiting)
                if news := reminders.get(seat.step_id.id):
                    told[news] = told.get(news, self) + notice
            else:
                ended += notice.filtered("is_waiting")
        self._open(fresh, documents)
        begun._tell("asked")
        for news, notices in told.items():
            notices._tell(news)
        ended._end()
        return fresh.user_id | ended.user_id | begun.user_id

    @api.model
    def _open(self, seats, documents):
        """Note new questions, with their activities."""
        if not seats:
            return
        activities, news = self._make_activities(seats, documents), self._next_news("asked")
        self.create(
            [
                {
                    "assignment_id": seat.id,
                    "request_id": seat.request_id.id,
                    "company_id": seat.company_id.id,
                    "user_id": seat.user_id.id,
                    "is_waiting": True,
                    "activity_id": activities[seat].id if seat in activities else False,
                    **news,
                }
                for seat in seats
            ]
        )

    def _tell(self, news):
        """Let the next mail tell this."""
        if self:
            self.write({"is_waiting": True, **self._next_news(news)})

    def _end(self):
        """These questions are not asked any more: neither mails nor activities show them."""
        if self:
            self.write({"is_waiting": False})
            self._remove_activities()

    def _remove_activities(self):
        """Take away activities that nobody has closed; what people have marked as done stays in the history."""
        activities = self.activity_id
        self.write({"activity_id": False})
        activities.filtered("active").unlink()

    @api.model
    def _next_news(self, news):
        """Return the values of news; positions grow in the order in which they are committed, as one job gives them."""
        position = self.env.execute_query(SQL("SELECT nextval('dg_approval_notice_id_seq')"))[0][0]
        return {"news": news, "news_at": fields.Datetime.now(), "position": position}

    # ---- people ----

    @api.model
    def _people(self, condition):
        """Return the people of the notices that meet `condition`, one probe of the index for each of them."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """WITH RECURSIVE person AS (
                     (SELECT user_id FROM dg_approval_notice WHERE %(condition)s ORDER BY user_id LIMIT 1)
                     UNION ALL
                     SELECT (SELECT notice.user_id FROM dg_approval_notice notice
                              WHERE %(condition)s AND notice.user_id > person.user_id ORDER BY notice.user_id LIMIT 1)
                       FROM person WHERE person.user_id IS NOT NULL)
                   SELECT user_id FROM person WHERE user_id IS NOT NULL""",
                condition=condition,
            )
        )
        return self.env["res.users"].browse(row[0] for row in rows)

    @api.model
    def _approvers(self, people):
        """Return those of `people` who may answer anything at all."""
        return people.filtered(lambda user: user.active and not user.share and user.has_group(APPROVER_GROUP))

    @api.model
    def _leave_former_approvers(self, limit=BATCH):
        """Take away activities of people who may not answer any more; in batches that are each committed."""
        people = self._people(SQL("activity_id IS NOT NULL"))
        former = people - self._approvers(people)
        domain = [("user_id", "in", former.ids), ("activity_id", "!=", False)]
        while former and (notices := self.search(domain, limit=limit, order="id")):
            notices._remove_activities()
            if len(notices) < limit or not self.env["ir.cron"]._commit_progress():
                return

    @api.model
    def _refresh_badges(self, people):
        """Let the screens of these people, and of whoever stands in for them today, count again."""
        for company in people.company_ids:
            people |= self.env["dg.delegation"]._given_by(people, company).delegate_id
        people._bus_send("dg.approval/changed", {})

    def _readable_by(self, user):
        """Return those of these notices whose request, and so whose document, `user` may read."""
        requests = self.request_id.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
        readable = set(requests._filtered_access("read").ids)
        return self.filtered(lambda notice: notice.request_id.id in readable)
