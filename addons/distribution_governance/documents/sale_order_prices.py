from odoo import fields, models

from ..logic.facts import Direction, Fact, Measure, Unit, exact
from ..measuring import shared
from .priced_line import priced_order
from .sale_order_references import Reference, references_query


class SaleOrder(models.Model):
    """How far an order's prices lie below the customer's own price list, and below the list price."""

    _inherit = "sale.order"

    _dg_facts = (
        Fact(
            "deepest_discount",
            "Deepest line discount",
            Unit.PERCENT,
            help="The largest reduction of a line against the customer's own price list, in percent of that price; "
            "global discount lines are spread over the order. Missing when no line has a reference price.",
        ),
        Fact(
            "order_discount",
            "Order discount",
            Unit.PERCENT,
            help="What the lines cost less than on the customer's own price list, in percent of what they cost there. "
            "Missing when no line has a reference price.",
        ),
        Fact(
            "list_discount",
            "Discount from list price",
            Unit.PERCENT,
            help="What the lines cost less than by the products' sales prices, in percent of these; the customer's own "
            "price list counts as a discount here. Missing when no product has a sales price.",
        ),
        Fact(
            "other_pricelist",
            "Other price list",
            Unit.FLAG,
            Direction.HIGHER,
            help="Whether the order names another price list than the customer's own. No when price lists are not in "
            "use; never missing.",
        ),
    )

    def _dg_fact_deepest_discount(self):
        """Return {order id: Measure of the largest line discount in percent, naming the line}."""
        return {order_id: self._dg_deepest_discount(priced) for order_id, priced in self._dg_priced().items()}

    def _dg_deepest_discount(self, priced):
        """Return the deepest discount of one order; None when nothing on it has a reference price."""
        found = [
            (exact((line.reference - line.net * priced.kept) / line.reference * 100, 2), line)
            for line in priced.sold
            if line.reference
        ]
        if not found:
            return None
        discount, line = max(found, key=lambda pair: pair[0])
        return Measure(discount, self._dg_where(line))

    def _dg_where(self, line):
        """Return how people find a priced line."""
        return self.env._("line %(number)s, %(product)s", number=line.number, product=line.product)

    def _dg_fact_order_discount(self):
        """Return {order id: discount of the whole order in percent of its reference prices}."""
        return {
            order_id: _discount([(line.reference, line) for line in priced.sold], priced.kept)
            for order_id, priced in self._dg_priced().items()
        }

    def _dg_fact_list_discount(self):
        """Return {order id: discount of the whole order in percent of the list prices}."""
        return {
            order_id: _discount([(line.list_price, line) for line in priced.sold], priced.kept)
            for order_id, priced in self._dg_priced().items()
        }

    def _dg_fact_other_pricelist(self):
        """Return {order id: whether its price list is none of the customer's own}."""
        if not self._dg_has_pricelists():
            return dict.fromkeys(self.ids, False)
        priced = self._dg_priced()
        return {order.id: order._dg_has_other_pricelist(priced[order.id].own_lists) for order in self}

    def _dg_has_other_pricelist(self, own_lists):
        """Return whether the order names a price list outside `own_lists`; None means that Odoo has to be asked."""
        if own_lists is None:
            own_lists = {own.id for own in self._dg_own_pricelists() if own}
        return self.pricelist_id.id not in own_lists if self.pricelist_id or own_lists else False

    # ---- what the prices are read from ----

    def _dg_priced(self):
        """Return {order id: PricedOrder} of these orders, read once per measurement."""
        return shared(self, "prices", self._dg_read_prices)

    def _dg_read_prices(self):
        """Put together what is on the lines and what the query says of them; Odoo computes what neither knows."""
        references = self._dg_references()
        rows = self._dg_price_rows(references)
        is_plain = self._dg_has_plain_prices()
        special = [row.line_id for own in rows.values() for row in own if not (row.is_plain and is_plain)]
        computed = self.env["sale.order.line"].browse(special)._dg_exact_prices() if special else {}
        return {
            order.id: priced_order(own, computed, order.pricelist_id.id, _lists_in(own, references))
            for order, own in rows.items()
        }

    def _dg_references(self):
        """Return {line id: Reference} of all lines with a product, read in one query."""
        products = self.env["product.product"]
        query = references_query(
            self,
            self.env.company,
            now=fields.Datetime.now(),
            with_lists=self._dg_has_pricelists(),
            with_variants=any(self.order_line.product_id.mapped("combination_indices")),
            default_cost=products._fields["standard_price"].get_company_dependent_fallback(products) or 0.0,
        )
        return {row[0]: Reference(*row) for row in self.env.execute_query(query)}

    def _dg_has_plain_prices(self):
        """Return whether price lists mean what they say: an addon that computes prices in its own way says no."""
        return True

    def _dg_has_pricelists(self):
        """Return whether price lists are in use at all."""
        return self.env["res.groups"]._is_feature_enabled("product.group_product_pricelist")

    def _dg_own_pricelists(self):
        """Return the price lists of the commercial customer and of whoever is invoiced, in the order's company.

        The price list that the order names is not used: the salesperson may choose any.
        """
        parties = (self.partner_id | self.partner_invoice_id).commercial_partner_id.with_company(self.company_id)
        return [party.property_product_pricelist for party in parties]


def _lists_in(rows, references):
    """Return the customer's own price lists, as a reference to one of the lines names them; None if none does."""
    named = next((references[row.line_id].lists for row in rows if row.line_id in references), None)
    return frozenset(named) if named else None


def _discount(lines, kept):
    """Return what the lines cost less than their reference, in percent of it; None without any reference."""
    compared = [(reference, line) for reference, line in lines if reference]
    full = sum(reference * line.quantity for reference, line in compared)
    paid = sum(line.net * kept * line.quantity for _reference, line in compared)
    return exact((full - paid) / full * 100, 2) if full else None
