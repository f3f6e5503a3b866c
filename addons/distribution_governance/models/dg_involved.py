from odoo import SUPERUSER_ID, models


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

    def _dg_involved_users(self):
        """Add everybody who changed the document before its last writer did."""
        earlier = self.env["dg.involvement"]._of(self)
        return super()._dg_involved_users() | (earlier - self.env["res.users"].browse(SUPERUSER_ID))

    def _dg_value(self):
        """Return {document id: what is at stake in company currency, or None when nobody can tell}."""
        return dict.fromkeys(self.ids)
