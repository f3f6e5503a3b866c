from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    """Where and when a company is, for figures in which the caller must have no say."""

    _inherit = "res.company"

    def _dg_today(self):
        """Return the date where the company is; the time zone of the caller would move it by a day."""
        return fields.Date.context_today(self.with_context(tz=self.partner_id.tz or "UTC"))

    def _dg_today_sql(self):
        """Return a query of the same (day), for a statement that needs no more than one row of the company."""
        return SQL(
            "SELECT (%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(NULLIF(home.tz, ''), 'UTC'))::date AS day "
            "FROM res_company company JOIN res_partner home ON home.id = company.partner_id WHERE company.id = %s",
            fields.Datetime.now(),
            self.id,
        )

    def _dg_tree_sql(self):
        """Return a query of the ids of the companies that share a debt: the one at the top and all its branches."""
        return SQL(
            "(SELECT tree.id FROM res_company tree WHERE tree.parent_path LIKE %s)", f"{self._dg_lineage()[0]}/%"
        )
