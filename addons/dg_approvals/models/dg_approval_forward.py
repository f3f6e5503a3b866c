from odoo import models

from ..exceptions import VoteRefused
from .electorate import Electorate
from .mail_message import FORGED


class DgApprovalRequest(models.Model):
    """How whoever is asked passes the question on: to somebody who may decide it, and is not asked already."""

    _inherit = "dg.approval.request"

    def forward(self, user_id, comment=""):
        """Pass one's own question on to the user `user_id`, who answers in one's place.

        Raises VoteRefused for a seat that one only stands in for, and for somebody who may not decide on this.
        """
        self.ensure_one()
        self.check_access("read")
        # Nobody has write access to what forwarding changes; who may forward is checked on the real user.
        request = self.sudo()
        electorate = Electorate.of(request)
        step, holder, _delegation = request._place_of_voter(electorate)
        if holder != self.env.user:
            raise VoteRefused(
                self.env._("You stand in for %s. Answer yourself: what was delegated is not passed on.", holder.name),
                "delegate",
            )
        target = self.env["res.users"].sudo().browse(user_id).exists()
        request._check_target(electorate, step, target)
        # Two answers at once meet at this row.
        request._change({"vote_count": request.vote_count + 1})
        request.flush_recordset(["vote_count"])
        step._ask(target, "forward", forwarded_by_id=self.env.uid, note=(comment or "").strip() or False)
        step._leave(self.env.user)
        payload = {"step": step.name, "from": self.env.uid, "to": target.id, "comment": (comment or "").strip() or None}
        request._note("approval.forwarded", lambda _request: payload)
        return {"state": request.state}

    def _check_target(self, electorate, step, target):
        """Refuse to forward to somebody who could not answer."""
        if target not in self._forward_targets(electorate, step):
            raise VoteRefused(
                self.env._(
                    "%(who)s cannot decide on %(document)s: %(why)s",
                    who=target.name or self.env._("Nobody"),
                    document=self.document_name,
                    why=self._why_no_target(electorate, step, target),
                ),
                "target",
            )

    def _forward_targets(self, electorate, step, people=None):
        """Return those of `people`, of all approvers by default, to whom a question of this step may be passed on."""
        approvers = self.env["res.users"].sudo()._dg_approvers(self.company_id) if people is None else people
        others = step.tier_id._able(approvers) - step.assignment_ids.user_id
        return electorate.can_answer(self, others - self.vote_ids.voter_id - self.vote_ids._seats(), step)

    def _why_no_target(self, electorate, step, target):
        """Return why somebody cannot be given the question, as the end of a sentence."""
        if target in step.assignment_ids.user_id:
            return self.env._("this person is asked already.")
        if not step.tier_id._able(target):
            return self.env._("the role Approver is missing.")
        if target in electorate.excluded(self) or target in self.vote_ids.voter_id:
            return self.env._("the duties of this person exclude it.")
        if electorate.beyond(self, target, step):
            return self.env._("it is beyond the authority of this person.")
        if not electorate.document(self).with_user(target).has_access("read"):
            return self.env._("this person may not read it.")
        return self.env._("this person is out of office.")

    def _targets(self):
        """Return the people to whom the reader could pass on every one of these requests."""
        people = None
        for request in self.sudo():
            electorate = Electorate.of(request)
            step, _holder, _delegation = request._seat_of(self.env.user)
            people = request._forward_targets(electorate, step, people) if step else self.env["res.users"]
        return people or self.env["res.users"]

    def action_forward(self):
        """Open the dialog to pass the question on."""
        return self._open_dialog("forward", self.env._("Forward"))

    def message_post(self, **kwargs):
        """Post in one's own name and now only: what stands beside a vote is said by whoever says it."""
        if not self.env.su:
            kwargs = {key: value for key, value in kwargs.items() if key not in FORGED}
        return super().message_post(**kwargs)

    def _attach(self, attachments):
        """Keep files that whoever answers brings along, as his own message beside the request."""
        self.ensure_one()
        if any(file.create_uid != self.env.user or file.res_id for file in attachments):
            raise VoteRefused(self.env._("Attach files of your own, which belong to nothing else yet."), "attachment")
        # Files of the dialog belong to nothing yet; their owner gives them to the request.
        attachments.sudo().write({"res_model": self._name, "res_id": self.id})
        self.message_post(attachment_ids=attachments.ids)
