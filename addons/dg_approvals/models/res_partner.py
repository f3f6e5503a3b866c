from odoo import api, models

CREDIT_FIELDS = {"credit_limit", "use_partner_credit_limit"}
PRICE_FIELDS = {"property_product_pricelist", "specific_property_product_pricelist"}


class ResPartner(models.Model):
    """Whoever changes a customer's credit limit or price list keeps out of decisions on that customer for a while."""

    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Keep who gave new customers their terms."""
        partners = super().create(vals_list)
        for kind, names in (("credit", CREDIT_FIELDS), ("prices", PRICE_FIELDS)):
            given = partners.browse(
                partner.id
                for partner, vals in zip(partners, vals_list, strict=True)
                if any(vals.get(name) for name in names)
            )
            self.env["dg.terms.change"]._note(kind, given)
        return partners

    def write(self, vals):
        """Keep who changed terms."""
        result = super().write(vals)
        for kind, names in (("credit", CREDIT_FIELDS), ("prices", PRICE_FIELDS)):
            if names & vals.keys():
                self.env["dg.terms.change"]._note(kind, self | self.commercial_partner_id)
        return result
