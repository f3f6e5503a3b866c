from odoo import fields, models

from .priced_line import net_price


class SaleOrderLine(models.Model):
    """What a line should cost, what it does cost, and what it costs us: as Odoo computes it."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "dg.derived.fields.mixin"]

    _dg_derived_fields = frozenset(
        {"state", "price_subtotal", "price_tax", "price_total", "qty_invoiced", "invoice_status"}
    )

    def _dg_net_price(self):
        """Return the untaxed unit price after the line's discount, in order currency.

        Where the line's amount is lower than that by more than rounding, the amount counts: it is what is invoiced.
        """
        price = self._dg_untaxed(self.price_unit * (1 - (self.discount or 0.0) / 100), self.tax_ids)
        return net_price(price, self.product_uom_qty, self.price_subtotal, self.order_id.currency_id.rounding)

    def _dg_untaxed(self, price, taxes):
        """Return a unit price without the taxes that it includes."""
        if not any(taxes.mapped("price_include")):
            return price
        amounts = taxes.compute_all(
            price, self.currency_id, 1.0, self.product_id, self.order_id.partner_id, rounding_method="round_globally"
        )
        return amounts["total_excluded"]

    def _dg_unit_cost(self):
        """Return the unit cost in order currency: the worse of the product's cost and the cost on the line.

        The cost on the line may be edited by whoever edits the order, so it can only make the margin worse. Neither the
        line's currency nor the order's date have a say in the conversion.
        """
        product, order = self.product_id.with_company(self.company_id), self.order_id
        cost = product.uom_id._compute_price(product.standard_price, self.product_uom_id)
        today = order.company_id._dg_today()
        return max(
            product.cost_currency_id._convert(cost, order.currency_id, order.company_id, today, round=False),
            self.purchase_price,
        )

    def _dg_exact_prices(self):
        """Return {line id: (net price, reference price, list price, cost)}, untaxed, in order currency, per unit sold.

        Odoo computes them, so units, taxes, combos, variants and currencies are in them. The reference is the
        customer's own price list: neither the order's price list and date nor the prices on the lines are used, because
        the salesperson may change them. No price, or zero, gives None.
        """
        lines = self.filtered(lambda line: line.product_id and not line.display_type)
        lists = {order: order._dg_own_pricelists() for order in lines.order_id}
        rules = lines._dg_pricelist_rules(lists)
        return {
            line.id: (
                line._dg_net_price(),
                line._dg_reference(rules, lists[line.order_id]) or None,
                line._dg_price_on(self.env["product.pricelist.item"]) or None,
                line._dg_unit_cost(),
            )
            for line in lines
        }

    def _dg_reference(self, rules, lists):
        """Return the highest price of the line on the price lists that are the customer's own."""
        nothing = self.env["product.pricelist.item"]
        return max((self._dg_price_on(rules.get(own, nothing)) or 0.0) for own in lists)

    def _dg_pricelist_rules(self, lists):
        """Return {price list: its rules that may apply to these lines}, read in one query for all price lists."""
        products = self.product_id
        rules = self.env["product.pricelist.item"].search(
            [
                ("pricelist_id", "in", list({own.id for owns in lists.values() for own in owns if own})),
                ("product_tmpl_id", "in", [False, *products.product_tmpl_id.ids]),
                ("product_id", "in", [False, *products.ids]),
            ]
        )
        return rules.grouped("pricelist_id")

    def _dg_price_on(self, rules):
        """Return the untaxed unit price of one line by the rules of one price list."""
        heading = self._get_linked_line() if self.combo_item_id else self.browse()
        # Odoo sells one item of each choice, as many as of the combo; the combo's price was made for nothing else.
        choices = heading._get_linked_lines().combo_item_id.mapped("combo_id") if heading else []
        is_whole = len(choices) == len(heading._get_linked_lines()) if heading else False
        if is_whole and heading.product_uom_qty == self.product_uom_qty:
            return self._dg_combo_share(heading, rules)
        taxes = self.product_id.taxes_id._filter_taxes_by_company(self.company_id)
        return self._dg_untaxed(self._dg_reference_price(rules), taxes)

    def _dg_combo_share(self, heading, rules):
        """Return the reference price of one item of a combo: its share of the combo's reference price, and its extra.

        Shares follow the base prices of the combo's choices, as Odoo spreads them.
        """
        bases = {combo: combo.base_price for combo in heading.product_template_id.combo_ids}
        total = sum(bases.values())
        if not total:
            return None
        share = heading._dg_reference_price(rules) * bases.get(self.combo_item_id.combo_id, 0.0) / total
        extra = self.combo_item_id.currency_id._convert(
            self.combo_item_id.extra_price, self.currency_id, self.company_id, self.company_id._dg_today()
        )
        return share + extra

    def _dg_reference_price(self, rules):
        """Return the unit price of one line by the rules of one price list, as it is today."""
        line = self.with_company(self.company_id)
        product, quantity, now = line.product_id, line.product_uom_qty or 1.0, fields.Datetime.now()
        in_product_uom = line.product_uom_id._compute_quantity(quantity, product.uom_id, raise_if_failure=False)
        rule = next(
            (rule for rule in rules if _is_valid(rule, now) and rule._is_applicable_for(product, in_product_uom)),
            rules[:0],
        )
        currency = rule.currency_id or line.order_id.currency_id
        price = rule._compute_price(
            product.with_context(**line._get_product_price_context()),
            quantity,
            line.product_uom_id,
            date=now,
            currency=currency,
        )
        today = line.company_id._dg_today()
        return currency._convert(price, line.order_id.currency_id, line.company_id, today, round=False)


def _is_valid(rule, now):
    """Return whether a price list rule is in force."""
    return (not rule.date_start or rule.date_start <= now) and (not rule.date_end or rule.date_end >= now)
