from odoo import api, fields, models


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
