from odoo import fields, models

from ..logic.facts import Measure, exact


class SaleOrder(models.Model):
    """How far an order's prices lie below the customer's own price list."""

    _inherit = "sale.order"

    def _dg_fact_deepest_discount(self):
        """Return {order id: Measure of the largest line discount in percent, naming the line}."""
        # Read for all lines at once; each order's own lines would read their taxes one order at a time.
        self.order_line.mapped("tax_ids.price_include")
        references = self.order_line._dg_reference_prices()
        return {order.id: order._dg_deepest_discount(references) for order in self}

    def _dg_deepest_discount(self, references):
        """Return the deepest discount of one order; None when nothing on it has a reference price."""
        kept = self._dg_part_kept(references)
        deepest = None
        for number, line in enumerate(self.order_line.filtered(lambda line: not line.display_type), start=1):
            reference = references.get(line.id)
            if not reference or line.product_uom_qty <= 0 or not line._dg_is_priced():
                continue
            discount = exact((reference - line._dg_net_price() * kept) / reference * 100, 2)
            if deepest is None or discount > deepest.value:
                where = self.env._("line %(number)s, %(product)s", number=number, product=line.product_id.display_name)
                deepest = Measure(discount, where)
        return deepest

    def _dg_own_pricelists(self):
        """Return the price lists of the commercial customer and of whoever is invoiced, in the order's company.

        The price list that the order names is not used: the salesperson may choose any.
        """
        parties = (self.partner_id | self.partner_invoice_id).commercial_partner_id.with_company(self.company_id)
        return [party.property_product_pricelist for party in parties]

    def _dg_part_kept(self, references):
        """Return which part of the line amounts is left after discounts that stand on lines of their own.

        Goods that come back at no more than their own price are no discount.
        """
        lines = self.order_line.filtered(lambda line: not line.is_downpayment or not line.invoice_lines)
        positive = sum(line.price_subtotal for line in lines if line.price_subtotal > 0)
        negative = sum(
            min(0.0, line.price_subtotal - (references.get(line.id) or 0.0) * min(line.product_uom_qty, 0.0))
            for line in lines
            if line.price_subtotal < 0
        )
        return 1 + negative / positive if positive else 1

    def _dg_priced_lines(self):
        """Return the lines that sell something."""
        return self.order_line.filtered(lambda line: line._dg_is_priced())


class SaleOrderLine(models.Model):
    """What a line should cost, what it does cost, and what it costs us."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "dg.derived.fields.mixin"]

    _dg_derived_fields = frozenset({"state", "price_subtotal", "price_tax", "price_total", "qty_invoiced"})

    def _dg_is_priced(self):
        """Return whether the line sells something.

        Flags that anybody may set hide nothing: a down payment is one when it is invoiced, shipping is the carrier's
        own service, and a line that takes money off always counts.
        """
        if not self.product_id or self.display_type:
            return False
        if self.price_subtotal < 0:
            return True
        if self.is_downpayment and self.invoice_lines:
            return False
        is_shipping = self.is_delivery and self.product_id == self.order_id.carrier_id.product_id
        return not (is_shipping and self.product_id.type == "service") and self.product_type != "combo"

    def _dg_net_price(self):
        """Return the untaxed unit price after the line's discount, in order currency."""
        price = self.price_unit * (1 - (self.discount or 0.0) / 100)
        return self._dg_untaxed(price, self.tax_ids)

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

        The cost on the line may be edited by whoever edits the order, so it can only make the margin worse: it counts
        where it is higher, and for goods that come back where it is lower.
        """
        product = self.product_id.with_company(self.company_id)
        cost = product.uom_id._compute_price(product.standard_price, self.product_uom_id)
        worse = max if self.product_uom_qty >= 0 else min
        return worse(self._convert_to_sol_currency(cost, product.cost_currency_id), self.purchase_price)

    def _dg_reference_prices(self):
        """Return {line id: untaxed unit price of the customer's own price list}, in order currency.

        Neither the order's price list and date nor the prices on the lines are used: the salesperson may change them.
        No price, or zero, gives None.
        """
        lines = self.filtered(lambda line: line.product_id and not line.display_type)
        lists = {order: order._dg_own_pricelists() for order in lines.order_id}
        rules = lines._dg_pricelist_rules(lists)
        return {
            line.id: max(
                (line._dg_price_on(rules.get(own, self.env["product.pricelist.item"])) or 0.0)
                for own in lists[line.order_id]
            )
            or None
            for line in lines
        }

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
        # Odoo sells as many of each item as of the combo; anything else is not what the combo's price was made for.
        if heading and heading.product_uom_qty == self.product_uom_qty:
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
            self.combo_item_id.extra_price, self.currency_id, self.company_id, fields.Date.context_today(self)
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
        return rule._compute_price(
            product.with_context(**line._get_product_price_context()),
            quantity,
            line.product_uom_id,
            date=now,
            currency=line.order_id.currency_id,
        )

    def _dg_terms(self):
        """Return the lines as plain values, whatever their order on the screen."""
        return [
            {
                "line": line.id,
                "text": line.name,
                "product": line.product_id.id,
                "quantity": exact(line.product_uom_qty, 6),
                "uom": line.product_uom_id.id,
                "price": exact(line.price_unit, 6),
                "discount": exact(line.discount, 6),
                "taxes": sorted(line.tax_ids.ids),
            }
            for line in self.sorted("id")
            if not line.display_type
        ]


def _is_valid(rule, now):
    """Return whether a price list rule is in force."""
    return (not rule.date_start or rule.date_start <= now) and (not rule.date_end or rule.date_end >= now)
