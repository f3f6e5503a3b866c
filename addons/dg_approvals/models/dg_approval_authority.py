from odoo import models

from ..exceptions import VoteRefused
from .authority_book import released_numbers


class DgApprovalRequest(models.Model):
    """On whose seat somebody votes, and whether that person's authority reaches so far."""

    _inherit = "dg.approval.request"

    def _seat_of(self, user):
        """Return (open step, whose seat, delegation) of `user`: his own, or one that he stands in for; else empty."""
        process, opened = self.process_id, self.step_ids.filtered(lambda step: step.state == "open")
        for step in opened:
            if user in step._asked_still():
                return step, user, self.env["dg.delegation"]
        given = self.env["dg.delegation"]._standing(user, self.company_id)._for_process(process)
        for step in opened:
            for delegation in given:
                if delegation.delegator_id in step._asked_still():
                    return step, delegation.delegator_id, delegation
        return self.step_ids.browse(), user, given.browse()

    def _check_authority(self, electorate, step, holder):
        """Refuse to approve more than `holder`, on whose seat the vote is given, may release; name who may."""
        beyond = electorate.beyond(self, holder, step)
        if not beyond:
            return
        later = self.step_ids.filtered(lambda other: other.sequence >= step.sequence)
        able = (later.assignment_ids.user_id - holder - electorate.excluded(self)).filtered(
            lambda user: not electorate.beyond(self, user, step)
        )
        raise VoteRefused(
            self.env._(
                "%(facts)s of %(document)s is beyond the authority of %(who)s. %(next)s",
                facts=", ".join(self._names_of(beyond)),
                document=self.document_name,
                who=holder.name,
                next=self.env._("%s may approve it.", able[0].name)
                if able
                else self.env._("Nobody who is asked may: ask a governance manager."),
            ),
            "authority",
        )

    def _names_of(self, keys):
        """Return the names of facts, as people read them."""
        # Whoever votes may not read facts; what they are called is no secret.
        facts = self.env["dg.fact"].sudo()
        return facts.search([("document_model", "=", self.document_model), ("key", "in", list(keys))]).mapped("name")

    def _released(self, step):
        """Return {fact: value} of the numbers that the release of those holds is given for that a step decides on."""
        decided = set(step.about or self.hold_ids.ids)
        holds = self.hold_ids.filtered(lambda hold: hold.id in decided) or self.hold_ids
        return released_numbers([(hold.version_id, hold._figures()) for hold in holds])
