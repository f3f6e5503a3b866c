from odoo import fields, models

from ..logic.facts import Measure, exact


class SaleOrder(models.Model):
    """How far an order's prices lie below the customer's own price list."""

    _inherit = "sale.order"

    def _dg_fact_deepest_discount(self):
        """Return {order id: Measure of the largest line discount in percent, naming the line}."""
        references = self.order_line._dg_reference_prices()
        return {order.id: order._dg_deepest_discount(references) for order in self}

    def _dg_deepest_discount(self, references):
        """Return the deepest discount of one order; None when nothing on it has a reference price."""
        kept = self._dg_part_kept()
        deepest = None
        for number, line in enumerate(self._dg_priced_lines(), start=1):
            reference = references.get(line.id)
            if not reference or line.product_uom_qty <= 0:
                continue
            discount = exact((reference - line._dg_net_price() * kept) / reference * 100, 2)
            if deepest is None or discount > deepest.value:
                where = self.env._("line %(number)s, %(product)s", number=number, product=line.product_id.display_name)
                deepest = Measure(discount, where)
        return deepest

    def _dg_own_pricelist(self):
        """Return the price list of the commercial customer in the order's company, whatever list the order names."""
        return self.partner_id.commercial_partner_id.with_company(self.company_id).property_product_pricelist

    def _dg_part_kept(self):
        """Return which part of the line amounts is left after discounts that stand on lines of their own."""
        amounts = (self.order_line - self.order_line.filtered("is_downpayment")).mapped("price_subtotal")
        positive = sum(amount for amount in amounts if amount > 0)
        negative = sum(amount for amount in amounts if amount < 0)
        return 1 + negative / positive if positive else 1

    def _dg_priced_lines(self):
        """Return the lines that sell something: no sections, no down payments, no shipping, no combo headings."""
        return self.order_line.filtered(
            lambda line: (
                line.product_id
                and not line.display_type
                and not line.is_downpayment
                and not line.is_delivery
                and line.product_type != "combo"
            )
        )


class SaleOrderLine(models.Model):
    """What a line should cost, what it does cost, and what it costs us."""

    _inherit = "sale.order.line"

    def _dg_net_price(self):
        """Return the unit price after the line's discount, in order currency."""
        return self.price_unit * (1 - (self.discount or 0.0) / 100)

    def _dg_unit_cost(self):
        """Return the unit cost in order currency: the higher of the product's cost and the cost on the line.

        The cost on the line may be edited by whoever edits the order, so it can only raise the cost, never lower it.
        """
        product = self.product_id.with_company(self.company_id)
        cost = product.uom_id._compute_price(product.standard_price, self.product_uom_id)
        return max(self._convert_to_sol_currency(cost, product.cost_currency_id), self.purchase_price)

    def _dg_reference_prices(self):
        """Return {line id: unit price of the customer's own price list}, in order currency and the line's tax terms.

        The customer's own list is the one of the commercial partner in the order's company. The order's price list and
        the prices on the lines are not used: the salesperson may change both. No price, or zero, gives None.
        """
        lines = self.filtered(lambda line: line.product_id and not line.display_type)
        rules = lines._dg_pricelist_rules()
        return {
            line.id: (line._dg_combo_share(rules) if line.combo_item_id else line._dg_reference_price(rules)) or None
            for line in lines
        }

    def _dg_combo_share(self, rules):
        """Return the reference price of one item of a combo: its share of the combo's reference price, and its extra.

        Shares follow the base prices of the combo's choices, as Odoo spreads them.
        """
        heading = self._get_linked_line()
        bases = {combo: combo.base_price for combo in heading.product_template_id.combo_ids}
        total = sum(bases.values())
        if not total:
            return None
        share = heading._dg_reference_price(rules) * bases.get(self.combo_item_id.combo_id, 0.0) / total
        extra = self.combo_item_id.currency_id._convert(
            self.combo_item_id.extra_price,
            self.currency_id,
            self.company_id,
            self.order_id.date_order or fields.Datetime.now(),
        )
        return share + extra

    def _dg_pricelist_rules(self):
        """Return {price list: its rules that may apply to these lines}, read in one query for all price lists."""
        lists = {order: order._dg_own_pricelist() for order in self.order_id}
        products = self.product_id
        rules = self.env["product.pricelist.item"].search(
            [
                ("pricelist_id", "in", [own.id for own in lists.values() if own]),
                ("product_tmpl_id", "in", [False, *products.product_tmpl_id.ids]),
                ("product_id", "in", [False, *products.ids]),
            ]
        )
        by_list = rules.grouped("pricelist_id")
        return {order: by_list.get(own, rules.browse()) for order, own in lists.items()}

    def _dg_reference_price(self, rules):
        """Return the reference price of one line, given {order: rules of the customer's own price list}."""
        line = self.with_company(self.company_id)
        order, product, quantity = line.order_id, line.product_id, line.product_uom_qty or 1.0
        date = order.date_order or fields.Datetime.now()
        quantity_in_product_uom = line.product_uom_id._compute_quantity(
            quantity, product.uom_id, raise_if_failure=False
        )
        rule = next(
            (
                rule
                for rule in rules[order]
                if (not rule.date_start or rule.date_start <= date)
                and (not rule.date_end or rule.date_end >= date)
                and rule._is_applicable_for(product, quantity_in_product_uom)
            ),
            rules[order].browse(),
        )
        price = rule._compute_price(
            product.with_context(**line._get_product_price_context()),
            quantity,
            line.product_uom_id,
            date=date,
            currency=order.currency_id,
        )
        return product._get_tax_included_unit_price_from_price(
            price,
            product_taxes=product.taxes_id._filter_taxes_by_company(line.company_id),
            fiscal_position=order.fiscal_position_id,
        )

    def _dg_terms(self):
        """Return the lines as plain values, in their order."""
        return [
            {
                "line": line.id,
                "product": line.product_id.id,
                "quantity": exact(line.product_uom_qty, 6),
                "uom": line.product_uom_id.id,
                "price": exact(line.price_unit, 6),
                "discount": exact(line.discount, 6),
                "taxes": sorted(line.tax_ids.ids),
            }
            for line in self
            if not line.display_type
        ]
