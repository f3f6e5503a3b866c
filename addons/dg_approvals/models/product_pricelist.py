from odoo import api, models

# What decides, beside the rules of a list, which prices a customer has.
WHOSE = {"active", "company_id", "country_group_ids", "currency_id", "sequence"}


class ProductPricelist(models.Model):
    """Whoever changes a price list keeps out of decisions on the customers who have it, for a while."""

    _inherit = "product.pricelist"

    def write(self, vals):
        """Keep who changed for whom a list counts, or in which currency."""
        result = super().write(vals)
        if WHOSE & vals.keys():
            self._dg_note_change()
        return result

    def _dg_note_change(self):
        """Keep who changed these price lists, and with them all that are built on them."""
        lists = self
        while built := lists._dg_built_on() - lists:
            lists |= built
        self.env["dg.terms.change"]._note("prices", lists)

    def _dg_built_on(self):
        """Return the price lists with a rule that is based on one of these."""
        # Whoever changes a price list may not be allowed to read those of other companies.
        rules = self.env["product.pricelist.item"].sudo()
        return rules.search([("base", "=", "pricelist"), ("base_pricelist_id", "in", self.ids)]).pricelist_id


class ProductPricelistItem(models.Model):
    """A rule of a price list: every change of it is one of the list."""

    _inherit = "product.pricelist.item"

    @api.model_create_multi
    def create(self, vals_list):
        """Keep who wrote new prices."""
        rules = super().create(vals_list)
        rules.pricelist_id._dg_note_change()
        return rules

    def write(self, vals):
        """Keep who changed prices."""
        before = self.pricelist_id
        result = super().write(vals)
        (before | self.pricelist_id)._dg_note_change()
        return result

    def unlink(self):
        """Keep who removed prices."""
        lists = self.pricelist_id
        result = super().unlink()
        lists.exists()._dg_note_change()
        return result
