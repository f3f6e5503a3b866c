from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# Records of governance itself that have a journal of their own, beside the governed documents.
OWN_MODELS = ("dg.policy", "dg.process", "res.company")


class DgDocumentLinkMixin(models.AbstractModel):
    """A row about one document: readable by whoever may read that document, besides the company rule."""

    _name = "dg.document.link.mixin"
    _description = "Link to a Governed Document"

    document_model = fields.Char(required=True, readonly=True, help="Technical name of the document's model.")
    document_id = fields.Many2oneReference(
        string="Record", model_field="document_model", required=True, readonly=True, help="Database id of the document."
    )
    document_name = fields.Char("Document", readonly=True, help="What the document was called when this was written.")
    company_id = fields.Many2one("res.company", readonly=True, ondelete="restrict")

    @api.model
    def _linkable_models(self):
        """Return the names of all models such a row may speak about."""
        governed = self.env.registry.descendants(["dg.governed.mixin"], "_inherit")
        return [name for name in (*governed, *OWN_MODELS) if not self.env[name]._abstract]

    @api.model
    def _sees_every_document(self):
        """Return True for superuser mode and for auditors, who read the evidence of all documents."""
        return self.env.su or self.env.user.has_group("distribution_governance.group_dg_auditor")

    @api.model
    def _readable_documents_domain(self, *, is_probed=False):
        """Return the domain of rows whose document the user may read; evaluated in SQL, one subquery per model.

        Where only a few rows are wanted, `is_probed` asks row by row instead of gathering all documents first.
        """
        condition = self._probe_condition if is_probed else self._link_condition
        return Domain.OR(
            Domain.custom(to_sql=condition(self.env[name]))
            for name in self._linkable_models()
            if self.env[name].has_access("read")
        )

    @staticmethod
    def _link_condition(documents):
        """Return a SQL builder for `row speaks about a record of documents that the user may read`."""

        def to_sql(model, alias, query):
            readable = documents.with_context(active_test=False)._search(Domain.TRUE)
            return SQL(
                "(%s = %s AND %s IN %s)",
                model._field_to_sql(alias, "document_model", query),
                documents._name,
                model._field_to_sql(alias, "document_id", query),
                readable.subselect(),
            )

        return to_sql

    @staticmethod
    def _probe_condition(documents):
        """Return the same, asked for each row on its own."""

        def to_sql(model, alias, query):
            readable = documents.with_context(active_test=False)._search(Domain.TRUE)
            if readable.is_empty():
                return SQL("FALSE")
            # OFFSET keeps the planner from hashing all that is readable.
            return SQL(
                "(%s = %s AND EXISTS (SELECT FROM %s AS readable WHERE readable.id = %s OFFSET 0))",
                model._field_to_sql(alias, "document_model", query),
                documents._name,
                readable.subselect(SQL.identifier(documents._table, "id")),
                model._field_to_sql(alias, "document_id", query),
            )

        return to_sql

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        """Add the reader's rights on the documents to every search, count and grouping."""
        if not bypass_access and not self._sees_every_document():
            domain = Domain(domain) & self._readable_documents_domain(is_probed=bool(limit))
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        """Add the reader's rights on the documents to every access by id."""
        result = super()._check_access(operation)
        if self._sees_every_document() or not any(self._ids):
            return result
        refused = result[0] if result else self.browse()
        hidden = (self - refused)._about_unreadable_documents()
        if not hidden:
            return result
        make_error = result[1] if result else lambda: self._make_document_access_error(operation)
        return refused + hidden, make_error

    def _about_unreadable_documents(self):
        """Return the rows whose document is gone or may not be read by the user."""
        readable = set()
        for name, rows in self.sudo().grouped("document_model").items():
            if name in self._linkable_models():
                documents = self.env[name].browse(rows.mapped("document_id")).exists()
                readable |= {(name, document.id) for document in documents._filtered_access("read")}
        return self.filtered(lambda row: (row.sudo().document_model, row.sudo().document_id) not in readable)

    def _make_document_access_error(self, operation):
        """Return the refusal shown to someone who may not read the document behind a row."""
        return self.env["ir.rule"]._make_access_error(operation, self)

    def action_open_document(self):
        """Open the form of the document this row is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.document_model,
            "res_id": self.document_id,
            "views": [(False, "form")],
        }
