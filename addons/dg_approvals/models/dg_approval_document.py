from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.distribution_governance.models.dg_change_record import CHANGE


class DgGovernedMixin(models.AbstractModel):
    """The request on the form of the document."""

    _inherit = "dg.governed.mixin"

    dg_request_id = fields.Many2one(
        "dg.approval.request",
        "Approval",
        compute="_compute_dg_request_id",
        groups="distribution_governance.group_dg_user",
    )
    dg_can_vote = fields.Boolean(compute="_compute_dg_request_id", groups="distribution_governance.group_dg_user")
    dg_can_ask_again = fields.Boolean(
        compute="_compute_dg_can_ask_again", groups="distribution_governance.group_dg_user"
    )

    @api.depends_context("uid")
    def _compute_dg_request_id(self):
        """Find the request that waits for answers on each document."""
        # Whoever reads the document may know that it waits for approval.
        requests = self.env["dg.approval.request"].sudo()
        running = requests.search([*self._dg_rows_domain(), ("state", "in", ("open", "failed"))]).grouped("document_id")
        for document in self:
            request = running.get(document.id, requests.browse())[:1]
            document.dg_request_id = request.sudo(self.env.su)
            document.dg_can_vote = request.with_env(self.env).can_vote

    @api.depends_context("uid")
    def _compute_dg_can_ask_again(self):
        """Say whether people may be asked once more about a change that stands: they said no, or nobody is asked."""
        stands = self.filtered(lambda document: document.has_access("write"))._dg_changes_without_request()
        for document in self:
            document.dg_can_ask_again = document.id in stands

    def _dg_changes_without_request(self):
        """Return the ids of those of these documents whose change stands, is held by a route, and asks nobody."""
        # Whoever changed a document may know what holds it.
        holds = self.env["dg.hold"].sudo()
        standing = holds.search([*self._dg_rows_domain(), ("gate", "=", CHANGE), ("state", "=", "active")])
        routed = holds.browse(hold.id for hold in standing._route_demands()) if standing else standing
        return set((routed - routed._requests().hold_ids).mapped("document_id")) if routed else set()

    def action_dg_ask_again(self):
        """Put changes that stand, and that nobody agreed to, to the people of their routes once more."""
        self.check_access("write")
        if self.ids and not self._dg_changes_without_request():
            raise UserError(self.env._("There is nothing to ask about: reload the page to see what holds it."))
        # Holds and requests are written by nobody; who may ask was checked on the real user.
        self._dg_submit_change_again()
        return True

    def _dg_releaser_words(self, holds):
        """Say who is asked, in place of who could release what only the request releases."""
        request = self.sudo().dg_request_id
        if not request or request.state != "open":
            return super()._dg_releaser_words(holds)
        due = request.due_at and self.env["ir.qweb.field.datetime"].value_to_html(request.due_at, {"format": "short"})
        people = ", ".join(request._asked_now().mapped("name"))
        if due:
            return self.env._("It waits for approval by %(people)s, due %(due)s.", people=people, due=due)
        return self.env._("It waits for approval by %(people)s.", people=people)

    def action_dg_approve(self):
        """Answer the request of this document from its own form."""
        self.ensure_one()
        return self.dg_request_id.action_approve()

    def action_dg_reject(self):
        """Answer the request of this document from its own form."""
        self.ensure_one()
        return self.dg_request_id.action_reject()

    def action_dg_open_request(self):
        """Open the request of this document."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dg.approval.request",
            "res_id": self.dg_request_id.id,
            "views": [(False, "form")],
        }
