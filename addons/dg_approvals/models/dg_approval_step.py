import logging
from datetime import timedelta
from weakref import WeakSet

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..lifecycles import STEP
from .dg_approval_tier import BREACHES
from .dg_authority_limit import released_values

STATES = [
    ("waiting", "Not Yet"),
    ("open", "Open"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
    ("closed", "Not Needed Any More"),
]
_moving = WeakSet()
_logger = logging.getLogger(__name__)


class DgApprovalStep(models.Model):
    """One tier of one request, as it was configured when the request was made: who is asked, how many, by when."""

    _name = "dg.approval.step"
    _description = "Approval Step"
    _order = "request_id, sequence, id"

    request_id = fields.Many2one("dg.approval.request", required=True, readonly=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    sequence = fields.Integer(required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    tier_id = fields.Many2one("dg.approval.tier", readonly=True, ondelete="set null")
    is_parallel = fields.Boolean(readonly=True)
    quorum = fields.Integer(readonly=True, help="How many of those who are asked must agree; 0 means all of them.")
    sla_hours = fields.Float(readonly=True)
    remind_hours = fields.Float(readonly=True)
    calendar_id = fields.Many2one("resource.calendar", readonly=True, ondelete="restrict")
    breach_action = fields.Selection(BREACHES, readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True)
    assignment_ids = fields.One2many("dg.approval.assignment", "step_id", readonly=True)
    approver_ids = fields.Many2many("res.users", compute="_compute_approver_ids", string="Asked")
    opened_at = fields.Datetime(readonly=True)
    due_at = fields.Datetime("Due", readonly=True)
    remind_at = fields.Datetime(readonly=True)
    breached_at = fields.Datetime("Late Since", readonly=True)
    next_at = fields.Datetime(readonly=True, help="When the watch has to look at this step next.")
    closed_at = fields.Datetime(readonly=True)

    # All that the watch reads: open steps by the next moment at which something is to be done.
    _next_idx = models.Index("(next_at) WHERE state = 'open' AND next_at IS NOT NULL")

    @api.depends("assignment_ids.user_id")
    def _compute_approver_ids(self):
        """Show who is asked."""
        for step in self:
            step.approver_ids = step.assignment_ids.user_id

    @api.model
    def default_get(self, fields_list):  # pylint: disable=method-required-super
        """Take no value from a context or from anybody's default values."""
        return {}

    def write(self, vals):
        """Refuse every change from outside the lifecycle, in superuser mode as well."""
        if self.env.cr not in _moving:
            raise AccessError(self.env._("A step is decided by votes; it is never edited."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse every deletion, but let the module be uninstalled."""
        raise AccessError(self.env._("Steps are kept for good."))

    def _change(self, values):
        """Write guarded fields: the one place that may."""
        _moving.add(self.env.cr)
        try:
            # Nobody has write access to steps: votes and the watch move them, after their checks.
            self.sudo().write(values)
        finally:
            _moving.discard(self.env.cr)

    def _move_to(self, state, **values):
        """Move along the lifecycle; a step that is not open asks nobody any more."""
        for step in self.sudo():
            STEP.check(step.state, state)
        if state != "open":
            values |= {"closed_at": fields.Datetime.now(), "next_at": False}
        self._change(values | {"state": state})
        self.sudo().assignment_ids._set_open(state == "open")

    def _close(self):
        """End steps that are not needed any more."""
        if self:
            self._move_to("closed")

    def _begin(self):
        """Open these steps: from now on people are asked, and the clock runs."""
        now = fields.Datetime.now()
        for step in self.sudo():
            due = step._after(now, step.sla_hours) if step.sla_hours else False
            has_reminder = due and 0 < step.remind_hours < step.sla_hours
            remind = has_reminder and step._after(now, step.sla_hours - step.remind_hours)
            step._move_to("open", opened_at=now, due_at=due, remind_at=remind, next_at=remind or due)

    def _after(self, opened, hours):
        """Return when so many working hours have passed; hours of the clock where the calendar has none left.

        A calendar that nobody keeps must not stop documents, and what it leaves without an end must become late.
        """
        try:
            return self.env["dg.sla"].with_company(self.company_id)._due(self.calendar_id, opened, hours)
        except UserError:
            _logger.warning("calendar_without_working_time calendar=%s step=%s", self.calendar_id.id, self.id)
            return opened + timedelta(hours=hours)

    def _prepare_seats(self, people, origin, *, is_open):
        """Return the values of one assignment for each of these people on this step."""
        return [
            {
                "step_id": self.id,
                "request_id": self.request_id.id,
                "company_id": self.company_id.id,
                "user_id": user.id,
                "origin": origin,
                "is_open": is_open,
            }
            for user in people
        ]

    def _ask(self, people, origin, *, is_open=True):
        """Ask further people on this step; return those who were not asked before."""
        added = people - self.assignment_ids.user_id
        self.env["dg.approval.assignment"].create(self._prepare_seats(added, origin, is_open=is_open))
        return added

    def _asked_still(self):
        """Return who is asked on this step and has not answered, by himself or by somebody who stood in."""
        answered = self.request_id.vote_ids.filtered(lambda vote: vote.step_id == self)._seats()
        return self.assignment_ids.user_id - answered

    def _eligible(self, document):
        """Return who of those asked may still answer.

        Approvers who are there or represented, without a conflict, who decided on no other tier, and whose authority
        reaches so far.
        """
        request = self.request_id
        elsewhere = request.vote_ids.filtered(lambda vote: vote.step_id != self)
        able = self.tier_id._able(self.assignment_ids.user_id) - request._duty_conflicts(document)
        able -= elsewhere.voter_id | elsewhere._seats()
        book, values = request._book(), released_values(request.hold_ids)
        away = able.filtered("is_out_of_office")
        away -= self.env["dg.delegation"]._given_by(away, self.company_id).delegator_id
        return (able - away).filtered(lambda user: not book.exceeded(user, values))

    def _fill_vacancies(self, document):
        """Ask whoever stands in where nobody of a step may answer any more; where nobody does, say so aloud."""
        for step in self.filtered("tier_id"):
            request = step.request_id
            if step._eligible(document):
                continue
            excluded = request._duty_conflicts(document) | request.vote_ids.voter_id
            people = request._stand_ins(step.tier_id, document, excluded)
            if not step._ask(people, "vacancy", is_open=False):
                self.env["dg.exception"]._open_vacant(document, step)

    def _first_waiting(self):
        """Return the next of these steps of one request that are to open: one, and those that run along with it."""
        waiting = self.filtered(lambda step: step.state == "waiting").sorted("sequence")
        following = self.browse()
        for step in waiting:
            if following and not step.is_parallel:
                break
            following += step
        return following
