from odoo import api, models


class DgDemo(models.AbstractModel):
    """The demo company after it began to put exceptions to people.

    What was held before that stays with the controllers: a hold is released as the version said that made it.
    """

    _inherit = "dg.demo"

    @api.model
    def _load(self):
        """Add approvals to the demo company, also where it was there before; return False when all is there already."""
        is_new = super()._load()
        if self.env.ref("distribution_governance.demo_user_director", raise_if_not_found=False):
            return is_new
        demo = self.with_company(self._recall("company")).with_context(tracking_disable=True)
        demo._make_approvers()
        demo._make_limits()
        demo._make_routes()
        demo._route_policies()
        demo._make_delegations()
        demo._make_requests()
        self.env["dg.seal"]._cron_seal_events()
        return True
