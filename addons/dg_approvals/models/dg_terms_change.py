from collections import defaultdict
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import SQL

from odoo.addons.distribution_governance.witness import Witness

KINDS = [("credit", "Credit limit"), ("prices", "Prices"), ("route", "Approval route")]


class DgTermsChange(models.Model):
    """Somebody changed terms that documents are measured by: a customer's credit limit, price list, or its prices.

    For some time he decides on no document that is measured by them.
    """

    _name = "dg.terms.change"
    _inherit = ["dg.append.only.mixin"]
    _description = "Change of Terms"
    _order = "id desc"
    _rec_name = "subject_model"
    _log_access = False

    kind = fields.Selection(KINDS, required=True, readonly=True)
    subject_model = fields.Char(required=True, readonly=True)
    subject_id = fields.Many2oneReference(string="Record", model_field="subject_model", required=True, readonly=True)
    user_id = Witness("res.users", "By", required=True, readonly=True, ondelete="restrict")
    changed_at = fields.Datetime(required=True, readonly=True)

    _dg_sealed = ("kind", "subject_model", "subject_id", "user_id", "changed_at")

    _subject_idx = models.Index("(subject_model, subject_id, changed_at)")

    @api.model
    def _note(self, kind, subjects):
        """Keep that the running user changed the terms of these records; the system itself approves nothing."""
        user_id = self.env["dg.event"]._actor_id()
        if user_id == SUPERUSER_ID or not subjects:
            return
        now = fields.Datetime.now()
        rows = [
            {"kind": kind, "subject_model": subjects._name, "subject_id": key, "user_id": user_id, "changed_at": now}
            for key in subjects.ids
        ]
        # Nobody has the right to write evidence; it is noted for whoever changes terms.
        self.sudo().create(rows)

    @api.model
    def _since(self, company):
        """Return from when on changes count in a company; None where they do not."""
        days = company.dg_duty_window_days
        return fields.Datetime.now() - timedelta(days=days) if days > 0 else None

    @api.model
    def _people(self, documents):
        """Return {request: {kind: ids of whoever changed terms its document is measured by, within the window}}."""
        changes = {}
        for model, together in by_model(documents).items():
            routes = [
                SQL("(%s, 'route', 'dg.approval.route', %s)", document.id, route_id)
                for request, document in documents.items()
                if document._name == model
                for route_id in request._route_ids()
            ]
            changes |= {(model, key): own for key, own in self._changes(together, routes).items()}
        found = {}
        for request, document in documents.items():
            since = self._since(request.company_id)
            own = found[request] = defaultdict(set)
            for kind, user_id, moment in changes.get((document._name, document.id), ()):
                # A credit limit matters where credit was measured; prices always do.
                if since and moment >= since and (kind != "credit" or request._measures_credit()):
                    own[kind].add(user_id)
        return found

    @api.model
    def _changes(self, documents, routes):
        """Return {document id: [(kind, user id, moment)]} of all changes of terms it is measured by, in one query.

        `routes` are further rows of that kind: on which routes each document is put to people.
        """
        measured_by = documents._dg_measured_by()
        parts = [measured_by] if measured_by else []
        parts += [SQL("SELECT * FROM (VALUES %s) AS routed", SQL(", ").join(routes))] if routes else []
        found = defaultdict(list)
        if not parts:
            return found
        rows = self.env.execute_query(
            SQL(
                """
                SELECT measured.document_id, changed.kind, changed.user_id, max(changed.changed_at)
                  FROM (%s) AS measured (document_id, kind, model, id)
                  JOIN dg_terms_change changed
                    ON changed.subject_model = measured.model AND changed.subject_id = measured.id
                   AND changed.kind = measured.kind
                 GROUP BY 1, 2, 3
                """,
                SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts),
            )
        )
        for document_id, kind, user_id, moment in rows:
            found[document_id].append((kind, user_id, moment))
        return found


def by_model(documents):
    """Return {model: the documents of it} of {request: document}."""
    together = {}
    for document in documents.values():
        together[document._name] = together.get(document._name, document) | document
    return together
