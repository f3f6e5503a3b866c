import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.orm.models import NO_ACCESS

from ..lifecycles import STEP
from .dg_approval_tier import BREACHES

STATES = [
    ("waiting", "Not Yet"),
    ("open", "Open"),
    ("approved", "Approved"),
    ("rejected", "Rejected"),
    ("closed", "Not Needed Any More"),
]
_logger = logging.getLogger(__name__)


class DgApprovalStep(models.Model):
    """One tier of one request, as it was configured when the request was made: who is asked, how many, by when."""

    _name = "dg.approval.step"
    _inherit = ["dg.guarded.mixin"]
    _description = "Approval Step"
    _order = "request_id, sequence, id"

    request_id = fields.Many2one("dg.approval.request", required=True, readonly=True, ondelete="restrict", index=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    sequence = fields.Integer(required=True, readonly=True)
    name = fields.Char(required=True, readonly=True)
    tier_id = fields.Many2one("dg.approval.tier", readonly=True, ondelete="restrict")
    is_parallel = fields.Boolean(readonly=True)
    group_id = fields.Many2one("res.groups", readonly=True, ondelete="restrict", groups=NO_ACCESS)
    about = fields.Json(readonly=True, groups=NO_ACCESS, help="The holds this step decides on; without any, all.")
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

    def _move_to(self, state, **values):
        """Move along the lifecycle; a step that is not open asks nobody any more."""
        for step in self.sudo():
            STEP.check(step.state, state)
        if state != "open":
            values |= {"closed_at": fields.Datetime.now(), "next_at": False}
        self._change(values | {"state": state})
        # Nobody writes whom steps ask: it follows from how they are moved.
        seats = self.sudo().assignment_ids
        seats.filtered(lambda seat: seat.is_open or (state == "open" and not seat.left_at))._change(
            {"is_open": state == "open"}
        )

    def _close(self):
        """End steps that are not needed any more."""
        if self:
            self._move_to("closed")

    def _begin(self):
        """Open these steps: from now on people are asked, and the clock runs."""
        now, alike = fields.Datetime.now(), {}
        for step in self.sudo():
            terms = step.company_id, step.calendar_id, step.sla_hours, step.remind_hours
            alike[terms] = alike.get(terms, self.browse()) | step
        for terms, steps in alike.items():
            steps._move_to("open", **self._moments(now, *terms))

    @api.model
    def _moments(self, now, company, calendar, sla_hours, remind_hours):
        """Return the moments of a step that opens `now`: when it is due, when it reminds, when to look at it next."""
        clock = self.env["dg.sla"].with_company(company)
        try:
            hours = [sla_hours] if sla_hours else []
            hours += [sla_hours - remind_hours] if 0 < remind_hours < sla_hours else []
            due, remind = [*clock._due_each(calendar, [(now, some) for some in hours]), False, False][:2]
        except UserError:
            # A calendar that nobody keeps must not stop documents, and what it leaves without an end must become late.
            _logger.warning("calendar_without_working_time calendar=%s", calendar.id)
            due, remind = now + timedelta(hours=sla_hours), False
        return {"opened_at": now, "due_at": due, "remind_at": remind, "next_at": remind or due}

    @api.model
    def _prepare_values(self, places, company, moments):
        """Return the values of the steps of one request; `places` are its tiers, [(tier, is parallel, ids of holds)].

        They are copies of the tiers, so that later changes of the route mean nothing to them. The first are open;
        `moments` keeps what was computed for other requests of the batch.
        """
        now, values, is_first = fields.Datetime.now(), [], True
        for sequence, (tier, is_parallel, about) in enumerate(places, start=1):
            level = tier._level()
            is_first = is_first and (sequence == 1 or is_parallel)
            calendar = self.env["resource.calendar"].browse(level.calendar_id) or company.resource_calendar_id
            terms = company, calendar, level.sla_hours, level.remind_hours
            if is_first and terms not in moments:
                moments[terms] = self._moments(now, *terms)
            values.append(
                {
                    "company_id": company.id,
                    "sequence": sequence,
                    "name": level.name,
                    "tier_id": tier.id,
                    "about": about,
                    "group_id": level.group_id if level.kind == "group" else False,
                    "is_parallel": is_parallel,
                    "quorum": level.quorum,
                    "sla_hours": level.sla_hours,
                    "remind_hours": level.remind_hours,
                    "calendar_id": calendar.id,
                    "breach_action": level.breach_action,
                    **({"state": "open"} | moments[terms] if is_first else {"state": "waiting"}),
                }
            )
        return values

    def _seat(self, electorate):
        """Ask everybody whom the tiers of these new steps name; where nobody is left, whoever stands in."""
        seats, vacant = [], self.browse()
        for step in self:
            request = step.request_id
            asked = electorate.free(request, electorate.asked(step.tier_id, request))
            seats += step._prepare_seats(asked, "tier")
            able = electorate.can_answer(request, asked, step) if step.state == "open" else asked
            is_vacant = len(able) < max(step.quorum, 1)
            stand_ins = electorate.stand_ins(step.tier_id, request) - asked if is_vacant else asked.browse()
            seats += step._prepare_seats(stand_ins, "vacancy")
            if is_vacant and not stand_ins and step.state == "open":
                vacant += step
        self.env["dg.approval.assignment"].create(seats)
        vacant._say_vacant(electorate)

    def _prepare_seats(self, people, origin, **values):
        """Return the values of one assignment for each of these people on this step."""
        return [
            {
                "step_id": self.id,
                "request_id": self.request_id.id,
                "company_id": self.company_id.id,
                "user_id": user.id,
                "origin": origin,
                "is_open": self.state == "open",
                **values,
            }
            for user in people
        ]

    def _ask(self, people, origin, **values):
        """Ask further people on this step; return those who were not asked before."""
        return self._ask_each({self: people}, origin, **values)[self]

    @api.model
    def _ask_each(self, people, origin, **values):
        """Ask further people on steps, {step: people}; return {step: those who were not asked before}."""
        added = {step: asked - step.assignment_ids.user_id for step, asked in people.items()}
        seats = [step._prepare_seats(new, origin, **values) for step, new in added.items()]
        self.env["dg.approval.assignment"].create([seat for own in seats for seat in own])
        return added

    def _asked(self):
        """Return who is asked on this step; whoever passed the question on is not."""
        return self.assignment_ids.filtered(lambda seat: not seat.left_at).user_id

    def _asked_still(self):
        """Return who is asked on these steps and has not answered, by himself or by somebody who stood in."""
        return self.assignment_ids.filtered("is_open").user_id

    def _is_member_still(self, person):
        """Return whether a person who was asked as member of a group is one still."""
        seat = self.assignment_ids.filtered(lambda seat: seat.user_id == person)
        return seat.origin != "tier" or not self.group_id or self.group_id in person.all_group_ids

    def _leave(self, people):
        """Let the question leave these people: they count no more on this step."""
        self.assignment_ids.filtered(lambda seat: seat.user_id in people)._leave()

    def _fill_vacancies(self, electorate):
        """Ask whoever stands in where nobody of a step may answer any more; where nobody does, say so aloud."""
        seats, vacant = [], self.browse()
        for step in self.filtered("tier_id"):
            if not electorate.document(step.request_id) or electorate.can_decide(step):
                continue
            people = electorate.stand_ins(step.tier_id, step.request_id) - step.assignment_ids.user_id
            seats += step._prepare_seats(people, "vacancy")
            if not people:
                vacant += step
        self.env["dg.approval.assignment"].create(seats)
        vacant._say_vacant(electorate)

    def _say_vacant(self, electorate):
        """Open an exception for each of these steps on which nobody is left who could answer."""
        for step in self:
            self.env["dg.exception"]._open_vacant(electorate.document(step.request_id), step)

    def _first_waiting(self):
        """Return the next of these steps of one request that are to open: one, and those that run along with it."""
        waiting = self.filtered(lambda step: step.state == "waiting").sorted("sequence")
        following = self.browse()
        for step in waiting:
            if following and not step.is_parallel:
                break
            following += step
        return following
