from odoo import models
from odoo.exceptions import UserError

from ..logic.facts import exact


class ResCurrency(models.Model):
    """What an amount is worth in the currency of a company, at the moment of a decision."""

    _inherit = "res.currency"

    def _dg_in_company_currency(self, amount, company):
        """Return `amount` of this currency in the currency of `company`, at the rate of today.

        Raises UserError when the currency has no rate, where Odoo would count it one to one.
        """
        if not self or self.id == company._dg_currency_id():
            return exact(amount, 2)
        today = company._dg_today()
        rates = self.rate_ids.filtered(lambda rate: not rate.company_id or rate.company_id.id in company._dg_lineage())
        if not any(rate.name <= today for rate in rates):
            raise UserError(self.env._("there is no exchange rate for %s", self.name))
        return exact(self._convert(amount, company.currency_id, company, today), 2)
