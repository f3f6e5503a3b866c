from odoo import models

from odoo.addons.distribution_governance.exceptions import ReleaseRefused


class DgHold(models.Model):
    """A hold with a route is released by its request, and by nothing else."""

    _inherit = "dg.hold"

    def _route_demands(self):
        """Return {hold: (route, id of its highest tier)} as the versions of these holds name them; a block has none.

        The version says it, not the rule: changing the rule means nothing to a document that is held already.
        """
        demands = {}
        for version, holds in self.sudo().filtered(lambda hold: not hold.is_block).grouped("version_id").items():
            routes = version._routes()
            demands |= {hold: routes[hold.rule_key] for hold in holds if hold.rule_key in routes}
        return demands

    def _requests(self):
        """Return the requests that wait for votes on these holds."""
        # A controller need not be allowed to read what others are asked.
        requests = self.env["dg.approval.request"].sudo()
        return requests.search([("hold_ids", "in", self.ids), ("state", "=", "open")])

    def _dg_may_release(self):
        """Refuse to release past the people who are asked, or past their no, unless nobody is left who could answer."""
        result = super()._dg_may_release()
        requests = self._requests()
        blocked = requests.filtered(lambda request: not request._is_vacant())
        if blocked:
            raise ReleaseRefused(
                self.env._(
                    "%(documents)s waits for approval by %(people)s. A hold with a route is released by its request "
                    "only.",
                    documents=", ".join(blocked.mapped("document_name")),
                    people=", ".join(blocked._asked_now().mapped("name")),
                )
            )
        requests._check_controller()
        # Whoever releases may not be allowed to read the versions.
        unasked = self.browse(hold.id for hold in self._route_demands()) - requests.hold_ids
        if unasked:
            raise ReleaseRefused(
                self.env._(
                    "%s is released by the people of its route only, and nobody is asked now. Submit it again to ask "
                    "them.",
                    ", ".join(dict.fromkeys(unasked.mapped("document_name"))),
                )
            )
        return result

    def _permit(self, reason, valid_until, seen, is_override):
        """A request whose holds a controller had to release has nothing left to ask."""
        requests = self._requests()
        result = super()._permit(reason, valid_until, seen, is_override)
        requests._end_without_holds(self.env._("A controller released it."))
        return result

    def _withdraw(self):
        """A request whose holds are all gone has nothing left to ask."""
        requests = self._requests()
        result = super()._withdraw()
        requests._end_without_holds(self.env._("Nothing holds the document any more."))
        return result
