from odoo import models

from ..exceptions import VoteRefused


class DgApprovalRequest(models.Model):
    """Which duties exclude each other: who may not decide on a document, and by which rule."""

    _inherit = "dg.approval.request"

    def _duty_conflicts(self, document):
        """Return everybody who may not vote on this request, by any of the rules."""
        people = self.env["res.users"]
        for _rule, excluded, _sentence in self._duty_rules(document):
            people |= excluded
        return people

    def _duty_rules(self, document):
        """Return [(name of the rule, whom it excludes, why)] for a vote on `document`."""
        authors = self._policy_people()
        return [
            ("requester", self.requester_id, self.env._("You asked for this yourself.")),
            ("hand", document._dg_hands(), self.env._("You made, changed or submitted the document yourself.")),
            ("policy", authors, self.env._("You wrote or published the policy that lets it be decided.")),
        ]

    def _policy_people(self):
        """Return who wrote or published the versions of the policies in question."""
        versions = self.sudo().hold_ids.version_id
        keys = {key for version in versions for key in version.author_keys or []}
        return self.env["res.users"].sudo().browse(keys) | versions.published_by_id

    def _check_duties(self, document, step, holder=None):
        """Refuse where duties conflict, naming the rule: of the running user, or of whom he stands in for."""
        user = holder or self.env.user
        for rule, excluded, sentence in self._duty_rules(document):
            if user in excluded:
                raise VoteRefused(
                    self.env._(
                        "%(why)s So somebody else has to decide on %(document)s (rule “%(rule)s”).",
                        why=self._told_of(holder) if holder else sentence,
                        document=document.display_name,
                        rule=rule,
                    ),
                    rule,
                )
        decided = self.vote_ids.filtered(
            lambda vote: user in (vote.voter_id, vote.on_behalf_of_id) and vote.step_id not in (step, step.browse())
        )
        # Whoever has answered on an open step is told that, not that another one is closed to him.
        decided = decided if step else decided.filtered(lambda vote: vote.step_id.state != "open")
        if decided:
            raise VoteRefused(
                self.env._(
                    "You decided on tier “%(tier)s” of %(document)s already, and one person decides on one tier only "
                    "(rule “second_tier”).",
                    tier=decided[0].step_id.name,
                    document=document.display_name,
                ),
                "second_tier",
            )

    def _told_of(self, holder):
        """Return why somebody cannot stand in for `holder`."""
        return self.env._("%s, for whom you stand in, is excluded from it.", holder.name)
