import logging

from odoo import api, fields, models
from odoo.exceptions import UserError

from .electorate import Electorate

BATCH = 500
_logger = logging.getLogger(__name__)


class DgApprovalStep(models.Model):
    """The watch: reminders and escalations of open steps, found by their stored moments, each carried out once."""

    _inherit = "dg.approval.step"

    @api.model
    def _cron_watch(self):
        """Do what is due on open steps, batch by batch; a batch that was begun and not committed is begun again."""
        cron = self.env["ir.cron"]
        while steps := self._to_do(BATCH):
            steps._do_what_is_due()
            cron._commit_progress(len(steps), remaining=len(self._to_do(1)))

    @api.model
    def _to_do(self, limit):
        """Return open steps at which something is due, the longest waiting first."""
        now = fields.Datetime.now()
        return self.search([("state", "=", "open"), ("next_at", "<=", now)], order="next_at, id", limit=limit)

    def _do_what_is_due(self):
        """Remind, or escalate what is late."""
        now = fields.Datetime.now()
        for step in self:
            try:
                with self.env.cr.savepoint():
                    step._breach() if step.due_at and step.due_at <= now else step._remind()
            except (UserError, ValueError):
                # One step that cannot be told about must not keep the others waiting.
                _logger.exception("watch_failed step=%s", step.id)
                step._change({"next_at": False})

    def _remind(self):
        """Say once that the answer will be due."""
        self._change({"next_at": self.due_at})
        self.request_id._note("approval.reminded", lambda _request: {"step": self.name})

    def _breach(self):
        """Note that the answer is late, and do what the tier says, once."""
        self._change({"breached_at": self.due_at, "next_at": False})
        added = getattr(self, f"_breach_{self.breach_action}")()
        payload = {"step": self.name, "action": self.breach_action, "asked": sorted(added.ids)}
        self.request_id._note("approval.escalated", lambda _request: payload)

    def _breach_add_next(self):
        """Ask the next tier's people as well; the step stays theirs and everybody's."""
        return self._ask(self._next_people(), "escalation")

    def _breach_pass_next(self):
        """Pass the question to the next tier's people; whoever did not answer is not asked any more."""
        late = self._asked_still()
        added = self._ask(self._next_people(), "escalation")
        if added:
            self._leave(late)
        return added

    def _breach_reject(self):
        """Reject the request: silence is a no."""
        people = self.env["res.users"]
        self._move_to("rejected")
        self.request_id._close("rejected", self.env._("Nobody of tier “%s” answered in time.", self.name))
        return people

    def _next_people(self):
        """Return the people of the tiers above who are not excluded: of the first that has any."""
        request = self.request_id
        electorate = Electorate.of(request)
        if not electorate.document(request):
            return self.env["res.users"]
        excluded = electorate.excluded(request) | request.vote_ids.voter_id
        later = request.step_ids.filtered(lambda step: step.sequence > self.sequence).sorted("sequence")
        for step in later:
            if people := step._asked() - excluded:
                return people
        return electorate.stand_ins(self.tier_id, request)
