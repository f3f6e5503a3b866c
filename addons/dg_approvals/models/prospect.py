"""Whom would a document be put to, if it were submitted now?"""

from ..logic import plan


class Prospect:
    """A request that does not exist yet: what a Electorate asks of one, answered from a case that would be held."""

    def __init__(self, document, case):
        """Take a document, and the Case of what would be decided about it now."""
        env = document.env
        self._case = case
        self.env, self.document = env, document
        self.requester_id = document._dg_requester()
        self.company_id, self.document_model = document.company_id, document._name
        self.vote_ids = env["dg.approval.vote"].sudo()
        versions = env["dg.policy.version"].sudo()
        routes = {judged: versions.browse(judged.version_id)._routes() for judged in case.stopping}
        self._routed = {judged: own[judged.reason.rule] for judged, own in routes.items() if judged.reason.rule in own}

    def sudo(self):
        """Return itself: there is no row to be read."""
        return self

    def places(self):
        """Return [(tier, whether it opens with the one before, no holds yet)] of the steps the request would have."""
        merged = plan.merged(plan.needed(route._as_plan(), tier_id) for route, tier_id in self._routed.values())
        tiers = self.env["dg.approval.tier"].sudo()
        return [(tiers.browse(one.key), one.is_parallel, []) for one in merged]

    @property
    def process_id(self):
        """Return the process whose policy would hold the document."""
        return self._versions().policy_id.process_id[:1]

    def _versions(self):
        """Return the versions of the policies in question."""
        return self.env["dg.policy.version"].sudo().browse({judged.version_id for judged in self._routed})

    def _route_ids(self):
        """Return the ids of the routes on which the document would be put to people."""
        return {route.id for route, _tier in self._routed.values()}

    def _measures_credit(self):
        """Return whether a credit limit would be measured."""
        return self.document._dg_measures_credit(self._case.measures)
