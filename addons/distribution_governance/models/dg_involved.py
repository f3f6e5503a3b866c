from collections import defaultdict

from odoo import SUPERUSER_ID, models
from odoo.tools import SQL


class DgGovernedMixin(models.AbstractModel):
    """Who had a hand in a document, and what the document is worth: both decide who may release it."""

    _inherit = "dg.governed.mixin"

    # {model: its field that names the document}: the records that belong to a document's content.
    _dg_parts = {}

    def init(self):
        """Let PostgreSQL keep the names of earlier writers of the concrete document."""
        result = super().init()
        if not self._abstract and self._auto:
            self.env["dg.involvement"]._watch(self._name, self._dg_parts)
        return result

    def _dg_hands_each(self):
        """Return {document id: everybody who may not release it}: who made it, changed it or asked for it to pass."""
        noted = self._dg_noted_hands()
        return {
            document.id: document._dg_involved_users() | self.env["res.users"].browse(noted.get(document.id, ()))
            for document in self
        }

    def _dg_noted_hands(self):
        """Return {document id: ids of earlier writers, and of whoever asked it to pass while it was held}."""
        self.env["dg.hold"].flush_model(["submitter_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT document_id, user_id FROM dg_involvement
                 WHERE document_model = %(model)s AND document_id IN %(ids)s AND user_id <> %(system)s
                 UNION
                SELECT hold.document_id, asked.res_users_id
                  FROM dg_hold hold JOIN dg_hold_res_users_rel asked ON asked.dg_hold_id = hold.id
                 WHERE hold.document_model = %(model)s AND hold.document_id IN %(ids)s
                """,
                model=self._name,
                ids=tuple(self.ids) or (0,),
                system=SUPERUSER_ID,
            )
        )
        noted = defaultdict(list)
        for document_id, user_id in rows:
            noted[document_id].append(user_id)
        return noted

    def _dg_hands(self):
        """Return everybody who may not release one of these documents."""
        return self.env["res.users"].union(*self._dg_hands_each().values())

    def _dg_measured_by(self):
        """Return a query of (document_id, kind, model, id): whose terms these documents are measured by, or None.

        Kinds are `credit` (of a customer) and `prices` (of a customer or a price list).
        """
        return

    def _dg_value(self):
        """Return {document id: what is at stake in company currency, or None when nobody can tell}."""
        return dict.fromkeys(self.ids)
