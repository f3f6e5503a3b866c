import logging
from datetime import timedelta

from psycopg2 import InterfaceError, OperationalError

from odoo import api, fields, models

from odoo.addons.distribution_governance.models.dg_job_mixin import OVERTAKEN, PATIENCE

from ..logic.quorum import kept
from .electorate import Electorate

BATCH = 500
# A step at which something failed is looked at again after so long.
LATER = timedelta(hours=1)
# These say nothing about a step: the whole batch is done again.
NOT_OF_A_STEP = (*OVERTAKEN, OperationalError, InterfaceError)
_logger = logging.getLogger(__name__)


class DgApprovalStep(models.Model):
    """The watch: reminders and escalations of open steps, found by their stored moments, each carried out once."""

    _inherit = "dg.approval.step"

    @api.model
    def _cron_watch(self):
        """Do what is due on open steps, batch by batch; a batch that was begun and not committed is begun again."""
        cron, failures = self.env["ir.cron"], 0
        while failures < PATIENCE and (steps := self._to_do(BATCH)):
            try:
                steps._do_what_is_due()
            except OVERTAKEN:
                # Somebody answered at the same moment: what is read anew says so.
                self.env.cr.rollback()
                failures += 1
                continue
            if not cron._commit_progress(len(steps), remaining=len(self._to_do(1))):
                return

    @api.model
    def _to_do(self, limit):
        """Return open steps at which something is due, the longest waiting first."""
        now = fields.Datetime.now()
        return self.search([("state", "=", "open"), ("next_at", "<=", now)], order="next_at, id", limit=limit)

    def _do_what_is_due(self):
        """Do it for all of these steps at once; halving finds those that fail, so that they stop no others."""
        error = self._try(self._remind_or_escalate)
        if error and len(self) > 1:
            half = len(self) // 2
            self[:half]._do_what_is_due()
            self[half:]._do_what_is_due()
        elif error:
            self._put_off(error)

    def _try(self, work):
        """Do all of `work` or nothing; return what went wrong, or None."""
        try:
            with self.env.cr.savepoint():
                work()
        except NOT_OF_A_STEP:
            raise
        except Exception as error:
            if len(self) == 1:
                _logger.exception("watch_failed step=%s", self.id)
            return error
        return None

    def _put_off(self, error):
        """Let somebody know that this step cannot be told about, and try it again later."""
        self._change({"next_at": fields.Datetime.now() + LATER})
        # What makes a document fail may keep it from being written about as well.
        self._try(lambda: self.env["dg.exception"]._open_not_watched(self, error))

    def _is_put_off(self):
        """Return whether the watch still has to try again what it failed at."""
        return bool(self.next_at) and self.next_at != self.due_at

    def _remind_or_escalate(self):
        """Remind of what is due soon, and do what the tiers say where it is late."""
        now = fields.Datetime.now()
        steps = self.filtered(lambda step: step.state == "open" and step.next_at and step.next_at <= now)
        late = steps.filtered(lambda step: step.due_at and step.due_at <= now)
        (steps - late)._remind()
        late._breach()

    def _remind(self):
        """Say once that the answer will be due."""
        self._change_each({step.id: {"next_at": step.due_at} for step in self})
        self._note_each("approval.reminded", {step: {} for step in self})

    def _breach(self):
        """Note that the answers are late, and do what the tiers say, once."""
        if not self:
            return
        self._change_each({step.id: {"breached_at": step.due_at, "next_at": False} for step in self})
        self.filtered(lambda step: step.breach_action == "reject")._breach_reject()
        # Where one of several steps of a request rejects it, nothing is left to ask.
        self.filtered(lambda step: step.state == "open")._breach_ask()

    def _breach_reject(self):
        """Reject the requests: silence is a no."""
        # One no ends a request; its other late steps are not needed any more.
        first = self.browse().union(*{step.request_id: step for step in reversed(self)}.values())
        first._note_late({})
        for name, steps in first.grouped("name").items():
            steps._move_to("rejected")
            steps.request_id._close("rejected", self.env._("Nobody of tier “%s” answered in time.", name))

    def _breach_ask(self):
        """Ask the next tier's people, in place of those who did not answer or beside them, and whoever stands in."""
        electorate = Electorate.of(self.request_id)
        self._read_at_once()
        before = {step: step._asked() for step in self}
        known = {step: step.assignment_ids.user_id for step in self}
        unanswered = {step: step.assignment_ids.filtered("is_open") for step in self}
        added = self._ask_each({step: step._next_people(electorate) for step in self}, "escalation")
        passed = self.filtered(lambda step: step.breach_action == "pass_next" and added[step])
        self.assignment_ids.browse().union(*(unanswered[step] for step in passed))._leave()
        self._change_each(
            {step.id: {"quorum": kept(step.quorum, len(before[step]), len(step._asked()))} for step in self}
        )
        self.filtered(lambda step: electorate.document(step.request_id))._fill_or_say_vacant(electorate)
        self._note_late({step: step.assignment_ids.user_id - known[step] for step in self}, electorate.documents)

    def _read_at_once(self):
        """Read for all of these steps together what is asked of one after the other: people, and figures."""
        self.request_id.step_ids.assignment_ids.user_id.mapped("active")
        self.request_id.hold_ids.reason_id.mapped("findings")

    def _next_people(self, electorate):
        """Return the people of the tiers above who may answer this step: of the first that has any."""
        request = self.request_id
        if not electorate.document(request):
            return self.env["res.users"]
        spoken = request.vote_ids.voter_id | request.vote_ids._seats()
        later = request.step_ids.filtered(lambda step: step.sequence > self.sequence).sorted("sequence")
        for step in later:
            people = step.tier_id._able(step._asked()) - electorate.excluded(request) - spoken
            if electorate.can_answer(request, people, self):
                return people
        return electorate.stand_ins(self.tier_id, request)

    def _fill_or_say_vacant(self, electorate):
        """Ask whoever stands in where too few are left to agree; where that is not enough, open exceptions."""
        stuck = self.filtered(lambda step: not electorate.can_decide(step))
        self._ask_each({step: electorate.stand_ins(step.tier_id, step.request_id) for step in stuck}, "vacancy")
        vacant = stuck.filtered(lambda step: not electorate.can_decide(step))
        self.env["dg.exception"]._open_vacant_each({step: electorate.document(step.request_id) for step in vacant})

    def _note_late(self, added, documents=None):
        """Write what was done about late answers; `added` is {step: who is asked from now on}."""
        nobody = self.env["res.users"]
        payloads = {
            step: {
                "action": step.breach_action,
                "asked": sorted(added.get(step, nobody).ids),
                "quorum": step.quorum,
            }
            for step in self
        }
        self._note_each("approval.escalated", payloads, documents)

    def _note_each(self, code, payloads, documents=None):
        """Write one event per step, {step: payload}; steps of one request take turns."""
        left = self
        while left:
            turn = {step.request_id: step for step in reversed(left)}
            said = {
                request: {"step": step.name, "step_id": step.id, **payloads[step]} for request, step in turn.items()
            }
            self.env["dg.approval.request"].union(*turn)._note(code, said.get, documents)
            left -= self.browse().union(*turn.values())
