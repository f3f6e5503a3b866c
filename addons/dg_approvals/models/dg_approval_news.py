from odoo import api, fields, models
from odoo.tools import SQL


class DgApprovalRequest(models.Model):
    """Which requests have changed since Odoo's own channels were told: a mark in the row that changes anyhow."""

    _inherit = "dg.approval.request"

    has_news = fields.Boolean(
        readonly=True, help="Activities, mail and the document's messages do not show yet what happened last."
    )

    # All that the mirror reads when there is nothing to do.
    _news_idx = models.Index("(id) WHERE has_news")

    @api.model_create_multi
    def create(self, vals_list):
        """A new request is news."""
        return super().create([vals | {"has_news": True} for vals in vals_list])

    def write(self, vals):
        """Every change is news, in the statement that makes it; only the mirror says that there is none left."""
        return super().write({"has_news": True} | vals)

    def _note(self, code, payload, documents=None):
        """What is noted in the journal is told, also where the request itself does not change by it."""
        result = super()._note(code, payload, documents)
        self._mark_news()
        return result

    def _mark_news(self):
        """Let the mirror look at these requests again."""
        # Who is asked is kept by the system, on behalf of people who may not write requests.
        silent = self.sudo().filtered(lambda request: not request.has_news)
        if silent:
            silent._change({"has_news": True})

    @api.model
    def _with_news(self, limit):
        """Return the oldest requests with news, kept from being changed until the end of the transaction.

        What somebody is changing right now is left out: it is news once that is committed.
        """
        self.flush_model(["has_news"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM dg_approval_request WHERE has_news ORDER BY id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED",
                limit,
            )
        )
        return self.browse(row[0] for row in rows)

    @api.model
    def _is_news_left(self):
        """Return whether any request has news, without keeping it from anybody."""
        self.flush_model(["has_news"])
        return self.env.execute_query(SQL("SELECT EXISTS (SELECT FROM dg_approval_request WHERE has_news)"))[0][0]


class DgApprovalAssignment(models.Model):
    """Asking another person, or nobody any more, is news of the request."""

    _inherit = "dg.approval.assignment"

    @api.model_create_multi
    def create(self, vals_list):
        """Tell who is asked."""
        seats = super().create(vals_list)
        seats.request_id._mark_news()
        return seats

    def write(self, vals):
        """Tell who is asked now, or not any more."""
        result = super().write(vals)
        self.request_id._mark_news()
        return result
