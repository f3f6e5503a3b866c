from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.dg_approval_vote import CHOICES


class DgVoteWizard(models.TransientModel):
    """The dialog in which people answer one request or many: it remembers which version it showed."""

    _name = "dg.vote.wizard"
    _description = "Answer Requests"

    request_ids = fields.Many2many("dg.approval.request", required=True)
    choice = fields.Selection(
        [*CHOICES, ("forward", "Forward"), ("cancel", "Cancel")], required=True, default="approve"
    )
    target_id = fields.Many2one("res.users", "Forward To", help="Who is to answer in your place.")
    target_ids = fields.Many2many("res.users", compute="_compute_target_ids")
    attachment_ids = fields.Many2many("ir.attachment", string="Attachments", help="Kept with the request.")
    seen = fields.Json(help="What the voter saw of each request when the dialog was opened.")
    comment = fields.Text(help="Kept for good, and told to the requester.")

    @api.model_create_multi
    def create(self, vals_list):
        """A program that makes the dialog and answers with it has read the requests at this moment."""
        wizards = super().create(vals_list)
        for wizard in wizards:
            if not wizard.seen:
                wizard.seen = {str(key): token for key, token in wizard.request_ids.seen_now().items()}
        return wizards

    @api.model
    def default_get(self, fields_list):
        """Remember what the requests are like while the dialog is opened."""
        defaults = super().default_get(fields_list)
        requests = self.env["dg.approval.request"].browse(self.env.context.get("default_request_ids") or [])
        return defaults | {"seen": {str(key): token for key, token in requests.seen_now().items()}}

    @api.depends("request_ids")
    def _compute_target_ids(self):
        """Offer only people who could answer every one of these requests."""
        for wizard in self:
            wizard.target_ids = wizard.request_ids._targets() if wizard.choice == "forward" else False

    def action_answer(self):
        """Answer each request; those that cannot be answered are told with their reason, the others go on."""
        self.ensure_one()
        said, refused = [], []
        for request in self.request_ids:
            try:
                with self.env.cr.savepoint():
                    self._answer(request)
            except UserError as error:
                if len(self.request_ids) == 1:
                    raise
                refused.append(f"{request.document_name}: {error}")
            else:
                said.append(request)
        return self._tell(said, refused)

    def _answer(self, request):
        """Give the answer on one request."""
        if self.choice == "cancel":
            request.action_cancel(self.comment)
        elif self.choice == "forward":
            request.forward(self.target_id.id, self.comment)
        else:
            request.vote(self.choice, (self.seen or {}).get(str(request.id)), self.comment)
        if self.attachment_ids:
            request._attach(self.attachment_ids)

    def _tell(self, said, refused):
        """Return the notification that says what became of each request."""
        sentences = [self._sentence(request) for request in said]
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if refused else "success",
                "title": self.env._("%(done)s of %(all)s answered", done=len(said), all=len(self.request_ids)),
                "message": " ".join([*sentences, *refused]),
                "sticky": bool(refused),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _sentence(self, request):
        """Return what became of one request."""
        values = {"document": request.document_name, "people": request.waits_for, "error": request.outcome or ""}
        if request.state == "open":
            return self.env._("%(document)s goes on to %(people)s.", **values)
        if request.state == "failed":
            return self.env._("%(document)s is approved, but could not go on: %(error)s", **values)
        if request.state == "done" and request.outcome:
            return self.env._("%(document)s is approved. %(error)s", **values)
        if request.state == "done":
            return self.env._("%(document)s is approved and went on by itself.", **values)
        return self.env._("%(document)s: the requester reads your answer.", **values)
