from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class DgRequestPartMixin(models.AbstractModel):
    """A row of one request: readable by whoever may read that request, and so its document."""

    _name = "dg.request.part.mixin"
    _description = "Part of a Request"

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        """Add the reader's rights on the requests to every search, count and grouping."""
        if not bypass_access and not self.env["dg.approval.request"]._sees_every_document():
            domain = Domain(domain) & Domain.custom(to_sql=self._of_readable_sql)
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)

    @staticmethod
    def _of_readable_sql(model, alias, query):
        """Return the condition that the reader may read the request of the row `alias`."""
        readable = model.env["dg.approval.request"]._search(Domain.TRUE)
        return SQL("%s IN %s", model._field_to_sql(alias, "request_id", query), readable.subselect())

    def _check_access(self, operation):
        """Add the reader's rights on the requests to every access by id."""
        result = super()._check_access(operation)
        if self.env["dg.approval.request"]._sees_every_document() or not any(self._ids):
            return result
        refused = result[0] if result else self.browse()
        rest = self - refused
        # Which request a row belongs to decides whether it may be read at all.
        requests = rest.sudo().request_id.with_env(self.env)
        readable = requests._filtered_access("read")
        hidden = rest.filtered(lambda row: row.sudo().request_id.with_env(self.env) not in readable)
        if not hidden:
            return result
        make_error = result[1] if result else lambda: self.env["ir.rule"]._make_access_error(operation, self)
        return refused + hidden, make_error


class DgApprovalStep(models.Model):
    """A step is read with its request."""

    _name = "dg.approval.step"
    _inherit = ["dg.approval.step", "dg.request.part.mixin"]


class DgApprovalAssignment(models.Model):
    """Who is asked is read with the request."""

    _name = "dg.approval.assignment"
    _inherit = ["dg.approval.assignment", "dg.request.part.mixin"]


class DgApprovalVote(models.Model):
    """An answer is read with its request."""

    _name = "dg.approval.vote"
    _inherit = ["dg.approval.vote", "dg.request.part.mixin"]
