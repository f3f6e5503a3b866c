from odoo import models

from ..exceptions import VoteRefused
from ..logic.quorum import Outcome, outcome
from .electorate import Electorate


class DgApprovalRequest(models.Model):
    """What follows from the answers: the next step, the release, the end."""

    _inherit = "dg.approval.request"

    def _after_vote(self, electorate, step, choice, comment):
        """Go on as the vote says."""
        if choice == "return":
            step._move_to("rejected")
            self._close("returned", comment)
            return
        votes = self.vote_ids.filtered(lambda vote: vote.step_id == step)
        stands = outcome(
            step._asked().ids,
            votes.filtered(lambda vote: vote.choice == "approve")._seats().ids,
            votes.filtered(lambda vote: vote.choice == "reject")._seats().ids,
            step.quorum,
        )
        if stands is Outcome.REJECTED:
            step._move_to("rejected")
            self._close("rejected", comment)
        elif stands is Outcome.APPROVED:
            step._move_to("approved")
            self._go_on(electorate)

    def _go_on(self, electorate):
        """Open the next steps where all that are open are decided, or release where none is left."""
        idle = self.filtered(lambda request: all(step.state != "open" for step in request.step_ids))
        following = {request: request.step_ids._first_waiting() for request in idle}
        opened = self.env["dg.approval.step"].sudo().union(*following.values())
        opened._fill_vacancies(electorate)
        opened._begin()
        due = {
            request: min(filter(None, steps.mapped("due_at")), default=False) for request, steps in following.items()
        }
        for moment in set(due.values()) if opened else ():
            alike = idle.filtered(lambda request, moment=moment: following[request] and due[request] == moment)
            alike._change({"due_at": moment})
        for request in idle:
            if not following[request]:
                request._release(electorate)

    def _end_without_holds(self, why):
        """End those of these requests that ask about nothing any more."""
        ended = self.filtered(
            lambda request: request.state == "open" and not any(hold.state == "active" for hold in request.hold_ids)
        )
        if ended:
            ended._close("overtaken", why)

    def _release(self, electorate):
        """Release the holds with what was approved, and let the document take its step."""
        holds = self.hold_ids.filtered(lambda hold: hold.state == "active")
        self._move_to("approved")
        self._note("approval.approved", lambda request: {"votes": request.vote_ids.ids}, electorate.documents)
        holds._grant(self._reason_in_words(), False, is_override=False)
        holds._note_release("hold.released")
        self._resume()

    def _resume(self):
        """Let the document take its step, and keep what came of it; what fails can be tried again."""
        holds = self.hold_ids.filtered(lambda hold: hold.state == "released" and not hold.used_at)
        error = next(filter(None, holds._resume().values()), None)
        if error:
            self._move_to("failed", error)
            self._note("approval.failed", lambda _request: {"error": error})
            return
        was_failed, held = self.state == "failed", self._still_held()
        if held and self._is_asked_again():
            self._move_to("overtaken", held)
            return
        self._move_to("done", held)
        if was_failed:
            self._note("approval.resumed", lambda _request: {})

    def _is_asked_again(self):
        """Return whether another request asks about the document by now: its figures are not those approved here."""
        return bool(
            self.search_count(
                [
                    ("document_model", "=", self.document_model),
                    ("document_id", "=", self.document_id),
                    ("gate", "=", self.gate),
                    ("state", "=", "open"),
                ],
                limit=1,
            )
        )

    def _still_held(self):
        """Return what else holds the document after its approval, as a sentence; False when it went on."""
        document = self._document()
        gates = document._dg_gates if document else ()
        gate = next((spec for spec in gates if spec.name == self.gate), None)
        if not gate or document[gate.field] not in gate.sources:
            return False
        standing = self.env["dg.hold"].search(
            [*document._dg_rows_domain(), ("gate", "=", self.gate), ("state", "=", "active")]
        )
        return bool(standing) and self.env._(
            "It is still held: %s.", "; ".join(name.rstrip(".") for name in standing.mapped("rule_name"))
        )

    def action_retry(self):
        """Let an approved document that could not go on try again; for the requester, its approvers and controllers."""
        self.ensure_one()
        self.check_access("read")
        request = self.sudo()
        allowed = request.requester_id | request.vote_ids.voter_id
        if self.env.user not in allowed and not self.env.user.has_group("distribution_governance.group_dg_controller"):
            raise VoteRefused(
                self.env._("Only whoever asked, whoever approved, or a controller may try this again."), "retry"
            )
        if request.state != "failed":
            raise VoteRefused(
                self.env._("%s did not fail, so there is nothing to try again.", request.document_name), "not_failed"
            )
        request._resume()
        return True

    def _reason_in_words(self):
        """Return who approved, and with which words, as the reason of the release."""
        said = [
            f"{vote.voter_id.name}: {vote.comment}" if vote.comment else vote.voter_id.name for vote in self.vote_ids
        ]
        return self.env._("Approved by %s", "; ".join(said))

    def _asked_now(self):
        """Return who is asked on the open steps and has not answered yet."""
        return self.step_ids._asked_still()

    def _is_vacant(self):
        """Return whether nobody is left who could decide what is open, not even a stand-in: then a controller does."""
        electorate = Electorate.of(self)
        opened = self.step_ids.filtered(lambda step: step.state == "open")
        return bool(electorate.document(self)) and not any(
            electorate.can_decide(step)
            or electorate.can_answer(self, electorate.stand_ins(step.tier_id, self) - step._asked(), step)
            for step in opened
        )
