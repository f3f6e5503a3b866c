from odoo import api, fields, models

from ..exceptions import VoteRefused
from .dg_approval_tier import APPROVER_GROUP
from .electorate import Electorate

NEEDS_A_REASON = {"reject", "return"}


class DgApprovalRequest(models.Model):
    """How people answer: whoever is asked, once, on the version they saw, and nobody else by any way."""

    _inherit = "dg.approval.request"

    def vote(self, choice, seen, comment=""):
        """Answer `approve`, `reject` or `return` on one request; return {"state": …} of the request afterwards.

        `seen` is what `seen_now` said when the voter looked at the request: a vote on anything else is refused.
        Raises VoteRefused, whose sentence says what to do.
        """
        self.ensure_one()
        self.check_access("read")
        # Nobody has write access to what voting changes; who may vote is checked on the real user.
        request = self.sudo()
        electorate = Electorate.of(request)
        step, holder, delegation = request._place_of_voter(electorate)
        request._check_seen(electorate, seen)
        request._check_comment(choice, comment)
        if choice == "approve":
            request._check_same_for_all(seen)
            request._check_authority(electorate, step, holder)
        # Two votes at once meet at this row: the second begins again and finds what the first left.
        request._change({"vote_count": request.vote_count + 1})
        request.flush_recordset(["vote_count"])
        step.assignment_ids.filtered(lambda seat: seat.user_id == holder)._change({"is_open": False})
        vote = request._prepare_vote(step, holder, delegation)
        request._keep_vote(vote, electorate, choice, comment, seen)
        request._after_vote(electorate, step, choice, comment)
        return {"state": request.state}

    def seen_now(self):
        """Return {request id: what a voter sees now}: the decision and the content that a vote is given on."""
        self.check_access("read")
        return {
            request.id: request._seen_token(document)
            for document, requests in self._documents()
            for request in requests
        }

    def _seen_token(self, document):
        """Return the decision, and the fingerprint of the content as it is now."""
        return f"{self.decision_id.id}:{document._dg_for_judging()._dg_fingerprints()[document.id]}"

    def _place_of_voter(self, electorate):
        """Return (open step, whose seat, delegation) of the running user. Raises VoteRefused for everybody else."""
        if self.state != "open" or not electorate.document(self):
            raise self._not_open()
        user = self.env.user
        # The conflict is named even to somebody who was left out for it when the request was made.
        step, holder, delegation = self._seat_of(user)
        self._check_duties(electorate, step)
        if holder != user:
            self._check_duties(electorate, step, holder)
        if not step and self.vote_ids.filtered(lambda vote: vote.voter_id == user and vote.step_id.state == "open"):
            raise VoteRefused(self.env._("You have answered this already."), "twice")
        if not step:
            raise VoteRefused(
                self.env._(
                    "You are not asked about %(document)s. It waits for %(people)s.",
                    document=self.document_name,
                    people=", ".join(self._asked_now().mapped("name")),
                ),
                "not_asked",
            )
        self._check_still_asked(step, user, holder)
        return step, holder, delegation

    def _check_still_asked(self, step, user, holder):
        """Refuse whoever lost the role, or left the group that is asked, since; also for whom somebody stands in."""
        if self.vote_ids.filtered(lambda vote: vote.voter_id == user and vote.step_id == step):
            raise VoteRefused(self.env._("You have answered this already."), "twice")
        for person in user | holder:
            if not (person.active and person.has_group(APPROVER_GROUP)):
                raise VoteRefused(
                    self.env._("%s does not have the role Approver any more, so nobody answers there.", person.name),
                    "no_approver",
                )
        if not step._is_member_still(holder):
            raise VoteRefused(
                self.env._("%s does not belong to the group any more that is asked here.", holder.name), "no_member"
            )

    def _check_seen(self, electorate, seen):
        """Refuse a vote on another version than the one that stands."""
        document = electorate.document(self)
        if seen != self._seen_token(document):
            raise VoteRefused(
                self.env._(
                    "%(document)s was changed since you opened this: %(changes)s Look at it once more, then answer.",
                    document=document.display_name,
                    changes=self._changes_in_words(document) or self.env._("it was submitted again."),
                ),
                "changed_since",
            )

    def _check_same_for_all(self, seen):
        """Refuse to add an approval to others that were given on another content."""
        content = seen.partition(":")[2]
        if any(vote.choice == "approve" and vote.fingerprint != content for vote in self.vote_ids):
            raise VoteRefused(
                self.env._(
                    "%s was changed after others had agreed to it. It has to be submitted again, so that everybody "
                    "decides on the same.",
                    self.document_name,
                ),
                "changed_after_votes",
            )

    @api.model
    def _check_comment(self, choice, comment):
        """Refuse an answer that is none, or a no without a reason."""
        if choice not in dict(self.env["dg.approval.vote"]._fields["choice"].selection):
            raise VoteRefused(self.env._("Answer with approve, reject or return."), "choice")
        if choice in NEEDS_A_REASON and not (comment or "").strip():
            raise VoteRefused(
                self.env._("Say in a few words why, so that the requester knows what to do."), "reason_missing"
            )

    def _prepare_vote(self, step, holder, delegation):
        """Return the values of a vote that say who gives it, where, and on whose behalf."""
        return {
            "request_id": self.id,
            "step_id": step.id,
            "company_id": self.company_id.id,
            "voter_id": self.env.uid,
            "on_behalf_of_id": holder.id if holder != self.env.user else False,
            "delegation_id": delegation.id,
        }

    def _keep_vote(self, values, electorate, choice, comment, seen):
        """Write the vote and its event."""
        journal = self.env["dg.event"]
        vote = self.env["dg.approval.vote"].create(
            values
            | {
                "choice": choice,
                "comment": (comment or "").strip() or False,
                "voted_at": fields.Datetime.now(),
                "channel": journal._channel(),
                "decision_id": self.decision_id.id,
                "fingerprint": seen.partition(":")[2],
            }
        )
        payload = {
            "request_id": self.id,
            "vote_id": vote.id,
            "step": vote.step_id.name,
            "on_behalf_of": vote.on_behalf_of_id.id or None,
            "choice": choice,
            "comment": vote.comment or None,
            "fingerprint": vote.fingerprint,
        }
        document = electorate.document(self)
        journal._emit(document, "approval.voted", {document.id: payload})

    def action_withdraw(self, reason=""):
        """Withdraw what one has asked for oneself; the document stays held."""
        self.check_access("read")
        for request in self.sudo():
            if request.requester_id != self.env.user:
                raise VoteRefused(
                    self.env._("Only %s, who asked for it, may withdraw this.", request.requester_id.name), "requester"
                )
            request._check_open()
        self._close("withdrawn", reason or False)

    def action_cancel(self, reason=""):
        """End requests as a controller; the documents stay held, and may be submitted again."""
        self.check_access("read")
        if not self.env.user.has_group("distribution_governance.group_dg_controller"):
            raise VoteRefused(self.env._("Only a controller may cancel a request."), "controller")
        if not (reason or "").strip():
            raise VoteRefused(self.env._("Say in a few words why the request is cancelled."), "reason_missing")
        for request in self.sudo():
            request._check_open()
        self._close("cancelled", reason)

    def _check_open(self):
        """Refuse what can only be done to a request that is open."""
        if self.state != "open":
            raise self._not_open()

    def _not_open(self):
        """Return the refusal of what can only be done to a request that is open."""
        return VoteRefused(
            self.env._("%s is not waiting for approval any more. Reload the page.", self.document_name), "not_open"
        )
