from odoo import models

from ..exceptions import VoteRefused
from .dg_authority_limit import released_values


class DgApprovalRequest(models.Model):
    """On whose seat somebody votes, and whether that person's authority reaches so far."""

    _inherit = "dg.approval.request"

    def _seat_of(self, user):
        """Return (open step, whose seat, delegation) of `user`: his own, or one that he stands in for; else empty."""
        process, opened = self._process(), self.step_ids.filtered(lambda step: step.state == "open")
        for step in opened:
            if user in step._asked_still():
                return step, user, self.env["dg.delegation"]
        given = self.env["dg.delegation"]._standing(user, self.company_id)._for_process(process)
        for step in opened:
            for delegation in given:
                if delegation.delegator_id in step._asked_still():
                    return step, delegation.delegator_id, delegation
        return self.step_ids.browse(), user, given.browse()

    def _check_authority(self, document, step, holder):
        """Refuse to approve more than `holder`, on whose seat the vote is given, may release; name who may."""
        book, values = self._book(), released_values(self.hold_ids)
        beyond = book.exceeded(holder, values)
        if not beyond:
            return
        sheet = self.env["dg.fact.sheet"]._of(self.decision_id)
        later = self.step_ids.filtered(lambda other: other.sequence >= step.sequence).assignment_ids.user_id
        able = (later - holder - self._duty_conflicts(document)).filtered(lambda user: not book.exceeded(user, values))
        raise VoteRefused(
            self.env._(
                "%(facts)s of %(document)s is beyond the authority of %(who)s. %(next)s",
                facts=", ".join(sheet.label(fact) for fact in beyond),
                document=document.display_name,
                who=holder.name,
                next=self.env._("%s may approve it.", able[0].name)
                if able
                else self.env._("Nobody who is asked may: ask a governance manager."),
            ),
            "authority",
        )

    def _book(self):
        """Return the limits of authority that count for the document of this request."""
        return self.env["dg.authority.limit"]._book(self.company_id, self.document_model)
