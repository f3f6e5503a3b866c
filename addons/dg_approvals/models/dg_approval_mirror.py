import logging

from odoo import api, models

from odoo.addons.distribution_governance.models.dg_job_mixin import OVERTAKEN, PATIENCE

# From a mail or an activity back into the product: a page that asks for a login, and no link that answers anything.
MINE = "/odoo/action-dg_approvals.dg_approval_request_action_mine"
# So many requests are mirrored in one transaction: their rows are locked meanwhile, so a vote waits that long at most.
BATCH = 100

_logger = logging.getLogger(__name__)


class DgApprovalRequest(models.Model):
    """The mirror: shows requests in Odoo's own channels after they are committed, and decides nothing."""

    _inherit = "dg.approval.request"

    @api.model
    def _cron_mirror(self):
        """Mirror everything that is new, batch by batch; a batch that was not committed is begun again."""
        cron, failures = self.env["ir.cron"], 0
        self.env["dg.approval.notice"]._leave_former_approvers()
        cron._commit_progress()
        while failures < PATIENCE:
            try:
                count = self._mirror_next()
            except OVERTAKEN:
                # Somebody voted at the same moment: what is read anew says so.
                self.env.cr.rollback()
                failures += 1
                continue
            if not count or not cron._commit_progress(count, remaining=int(self._is_news_left())):
                return

    @api.model
    def _mirror_next(self, limit=BATCH):
        """Mirror the oldest news and return of how many requests.

        One that cannot be shown is logged and left, so that it does not keep the others from being shown.
        """
        requests = self._with_news(limit)
        if not requests._is_mirrored():
            for request in requests:
                if not request._is_mirrored():
                    request._change({"has_news": False})
        return len(requests)

    def _is_mirrored(self):
        """Mirror these requests, and return whether all of them could be."""
        try:
            with self.env.cr.savepoint():
                self._mirror()
        except OVERTAKEN:
            raise
        except Exception:
            _logger.exception("requests_not_mirrored ids=%s", self.ids)
            return False
        return True

    def _mirror(self):
        """Bring notices, activities and messages in line with what these requests are now."""
        if not self:
            return
        documents, story = self._mirrored_documents(), self.env["dg.approval.story"]
        happened = story._not_told(self)
        story._tell(documents, happened)
        notices = self.env["dg.approval.notice"]
        notices._refresh_badges(notices._follow(self, documents, story._reminders(happened)))
        self._change({"has_news": False})

    def _mirrored_documents(self):
        """Return {(model, id): document} of these requests, as far as they still exist, with names that are read."""
        documents = {}
        for model, requests in self.grouped("document_model").items():
            found = self.env[model].browse(set(requests.mapped("document_id"))).exists()
            found.mapped("display_name")
            documents |= {(model, document.id): document for document in found}
        return documents

    def _is_waiting_for(self, seat):
        """Return whether the person on this seat is asked now and has not answered, nor anybody in that place."""
        step = seat.step_id
        if not (seat.is_open and self.state == "open" and step.state == "open"):
            return False
        return seat.user_id not in self.vote_ids.filtered(lambda vote: vote.step_id == step)._seats()

    def _mirrored_url(self):
        """Return the address of this request; it shows itself to whoever has logged in and may read it."""
        return f"{self.get_base_url()}{MINE}/{self.id}"
