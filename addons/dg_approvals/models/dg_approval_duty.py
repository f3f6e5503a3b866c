from odoo import api, models

from odoo.addons.distribution_governance.exceptions import ReleaseRefused

from ..exceptions import VoteRefused
from .dg_terms_change import by_model
from .electorate import Duty, Electorate


class DgApprovalRequest(models.Model):
    """Which duties exclude each other: who may not decide on a document, and by which rule."""

    _inherit = "dg.approval.request"

    @api.model
    def _duties(self, documents):
        """Return {request: [Duty]} for votes on `documents`, {request or Prospect: document}; read once for all."""
        hands = self._hands(documents)
        changers = self.env["dg.terms.change"]._people(documents)
        duties = {}
        for request in documents:
            own, terms = hands.get(request, ()), changers.get(request, {})
            duties[request] = [
                Duty("requester", frozenset(request.requester_id.ids), self.env._("You asked for this yourself.")),
                Duty("hand", frozenset(own), self.env._("You made, changed or submitted the document yourself.")),
                Duty(
                    "policy",
                    frozenset(self._policy_people(request).ids),
                    self.env._("You wrote or published the policy that lets it be decided."),
                ),
                Duty(
                    "credit_limit",
                    frozenset(terms.get("credit", ())),
                    self.env._("You changed the customer's credit limit lately."),
                ),
                Duty(
                    "price_list",
                    frozenset(terms.get("prices", ())),
                    self.env._("You changed the customer's prices lately."),
                ),
                Duty(
                    "route",
                    frozenset(terms.get("route", ())),
                    self.env._("You changed lately who is asked about such documents."),
                ),
            ]
        return duties

    @api.model
    def _hands(self, documents):
        """Return {request: ids of everybody who had a hand in its document}."""
        hands = {}
        for model, together in by_model(documents).items():
            hands |= {(model, key): people.ids for key, people in together._dg_hands_each().items()}
        return {request: hands[document._name, document.id] for request, document in documents.items()}

    @api.model
    def _policy_people(self, request):
        """Return who wrote or published the versions in question, as far as that was within the window."""
        since = self.env["dg.terms.change"]._since(request.company_id)
        versions = request._versions().filtered(lambda version: since and version.valid_from >= since)
        keys = {key for version in versions for key in version.author_keys or []}
        return self.env["res.users"].sudo().browse(keys) | versions.published_by_id

    def _check_duties(self, electorate, step, holder=None):
        """Refuse where duties conflict, naming the rule: of the running user, or of whom he stands in for."""
        user = holder or self.env.user
        for duty in electorate.duties(self):
            if user.id in duty.people:
                raise VoteRefused(
                    self.env._(
                        "%(why)s So somebody else has to decide on %(document)s (rule “%(rule)s”).",
                        why=self._told_of(holder) if holder else duty.why,
                        document=self.document_name,
                        rule=duty.rule,
                    ),
                    duty.rule,
                )
        self._check_one_tier(step, user)

    def _check_controller(self):
        """Refuse a controller whom a duty excludes, where he decides in place of people who are not there."""
        electorate = Electorate.of(self)
        for request in self:
            duty = next((duty for duty in electorate.duties(request) if self.env.uid in duty.people), None)
            if duty:
                raise ReleaseRefused(
                    self.env._(
                        "%(why)s So another controller has to release %(document)s (rule “%(rule)s”).",
                        why=duty.why,
                        document=request.document_name,
                        rule=duty.rule,
                    )
                )

    def _check_one_tier(self, step, user):
        """Refuse whoever decided on another tier already."""
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
                    document=self.document_name,
                ),
                "second_tier",
            )

    def _told_of(self, holder):
        """Return why somebody cannot stand in for `holder`."""
        return self.env._("%s, for whom you stand in, is excluded from it.", holder.name)
