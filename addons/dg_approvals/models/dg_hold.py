from odoo import models

from odoo.addons.distribution_governance.exceptions import ReleaseRefused


class DgHold(models.Model):
    """A hold with a route is released by its request, and by nothing else."""

    _inherit = "dg.hold"

    def _route_demand(self):
        """Return (route, highest tier) that the version of this hold names; None without a route or for a block.

        The version says it, not the rule: changing the rule means nothing to a document that is held already.
        """
        self.ensure_one()
        if self.is_block:
            return None
        rules = self.sudo().version_id._content()["rules"]
        said = next((rule.get("route") for rule in rules if rule["key"] == self.rule_key), None)
        route = self.env["dg.approval.route"].sudo().browse((said or {}).get("route") or []).exists()
        if not route.tier_ids:
            return None
        return route, self.env["dg.approval.tier"].sudo().browse(said.get("tier") or [])

    def _requests(self):
        """Return the requests that wait for votes on these holds."""
        # A controller need not be allowed to read what others are asked.
        requests = self.env["dg.approval.request"].sudo()
        return requests.search([("hold_ids", "in", self.ids), ("state", "=", "open")])

    def _dg_may_release(self):
        """Refuse to release past the people who are asked, unless nobody is left who could answer."""
        result = super()._dg_may_release()
        blocked = self._requests().filtered(lambda request: not request._is_vacant())
        if blocked:
            raise ReleaseRefused(
                self.env._(
                    "%(documents)s waits for approval by %(people)s. A hold with a route is released by its request "
                    "only.",
                    documents=", ".join(blocked.mapped("document_name")),
                    people=", ".join(blocked._asked_now().mapped("name")),
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
