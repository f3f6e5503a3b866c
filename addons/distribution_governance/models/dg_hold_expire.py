from odoo import api, fields, models

# So many releases end in one run; what is left ends in the next, and is judged by its date meanwhile.
BATCH = 1000


class DgHold(models.Model):
    """How a release that nobody used ends by itself."""

    _inherit = "dg.hold"

    @api.model
    def _cron_expire_releases(self):
        """Move releases past their end along, batch by batch."""
        while due := self._past_their_end():
            due._expire()
            if not self.env["ir.cron"]._commit_progress(len(due), remaining=len(self._past_their_end())):
                return

    @api.model
    def _past_their_end(self):
        """Return the oldest releases that have ended and were not used."""
        domain = [("state", "=", "released"), ("used_at", "=", False), ("valid_until", "<=", fields.Datetime.now())]
        return self.search(domain, limit=BATCH, order="valid_until, id")

    def _expire(self):
        """End these releases."""
        self._move_to("expired")
        for model, holds in self.grouped("document_model").items():
            by_document = holds.grouped("document_id")
            documents = self.env[model].browse(by_document).exists()
            self.env["dg.event"]._emit(
                documents,
                "hold.expired",
                {document.id: {"holds": by_document[document.id]._as_event()} for document in documents},
            )
            documents._dg_forget_screen()
