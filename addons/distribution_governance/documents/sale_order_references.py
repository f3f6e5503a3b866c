"""What do the lines of many orders cost us, and what should they cost on the price lists that are the customer's own?

One query answers for a whole batch. It asks only what this batch needs, because planning a join costs more than running
it and Odoo's connections forget their plans after each request; whatever Odoo has read anyway is not read again here.
"""

from typing import NamedTuple

from odoo.tools import SQL


class Reference(NamedTuple):
    """What the query says of the product of one line; amounts per unit of the product, in company currency.

    `price` is None where price lists are not in use or have no price. `lists` are the customer's own price lists.
    `is_plain` says whether this is the whole truth; if not, Odoo has to compute it.
    """

    line_id: int
    cost: float
    price: float | None
    lists: list[int] | None
    is_plain: bool


def references_query(orders, company, *, now, with_lists, with_variants, default_cost):
    """Return the query for the lines of `orders`, all of `company`, that have a product.

    `with_lists` says whether price lists are in use, `with_variants` whether some product is one of several variants;
    `default_cost` counts for a product without a cost of its own. Price lists are found as Odoo finds them: the
    customer's own, else the first for his country, else the first for everybody; a customer who has none although lists
    are in use is not plain.
    """
    taxing = company.parent_ids
    inclusion = "tax_included" if "tax_included" in taxing.mapped("account_price_include") else "tax_excluded"
    known = {"company": company.id, "company_key": str(company.id), "orders": orders.ids, "now": now}
    lists = {"currency": company._dg_currency_id(), **known}
    return SQL(
        _LINES,
        own=SQL(_OWN_LISTS, **lists) if with_lists else SQL(),
        found=SQL("reference.price, reference.lists, reference.is_plain")
        if with_lists
        else SQL("NULL::float8, NULL::int[], TRUE"),
        reference=SQL(_REFERENCE, **lists) if with_lists else SQL(),
        variants=SQL(_EXTRA_OF_A_VARIANT) if with_variants else SQL(),
        default_cost=default_cost,
        taxing=taxing.ids,
        inclusion=inclusion,
        **known,
    )


_LINES = """
%(own)s
SELECT line.id, COALESCE((product.standard_price ->> %(company_key)s)::float8, %(default_cost)s), %(found)s
       AND NOT EXISTS (SELECT FROM product_template_attribute_value_sale_order_line_rel chosen
                        WHERE chosen.sale_order_line_id = line.id)
       AND NOT EXISTS (SELECT FROM product_taxes_rel owed JOIN account_tax tax ON tax.id = owed.tax_id
                        WHERE owed.prod_id = product.product_tmpl_id AND tax.company_id = ANY(%(taxing)s)
                          AND COALESCE(tax.price_include_override, %(inclusion)s) = 'tax_included')
       %(variants)s
  FROM sale_order_line line
  JOIN product_product product ON product.id = line.product_id
  %(reference)s
 WHERE line.order_id = ANY(%(orders)s) AND line.display_type IS NULL
"""

_EXTRA_OF_A_VARIANT = """
       AND NOT EXISTS (SELECT FROM product_variant_combination made
                         JOIN product_template_attribute_value value
                           ON value.id = made.product_template_attribute_value_id
                        WHERE made.product_product_id = product.id AND value.price_extra <> 0)
"""

_OWN_LISTS = """
WITH party AS (
    SELECT DISTINCT orders.id AS order_id, customer.country_id,
           (customer.specific_property_product_pricelist ->> %(company_key)s)::int AS chosen
      FROM sale_order orders
      JOIN res_partner contact ON contact.id IN (orders.partner_id, orders.partner_invoice_id)
      JOIN res_partner customer ON customer.id = contact.commercial_partner_id
     WHERE orders.id = ANY(%(orders)s)),
own AS (
    SELECT DISTINCT party.order_id, list.id, list.currency_id
      FROM party
      LEFT JOIN LATERAL (
        SELECT candidate.id, candidate.currency_id
          FROM product_pricelist candidate
          LEFT JOIN LATERAL (
            SELECT COALESCE(bool_or(country.res_country_id = party.country_id), FALSE) AS is_for_country
              FROM res_country_group_pricelist_rel reserved
              LEFT JOIN res_country_res_country_group_rel country
                     ON country.res_country_group_id = reserved.res_country_group_id
             WHERE reserved.pricelist_id = candidate.id
            HAVING count(*) > 0) reserved ON TRUE
         WHERE candidate.active
           AND (candidate.id = party.chosen
                OR COALESCE(candidate.company_id, %(company)s) = %(company)s
                   AND COALESCE(reserved.is_for_country, reserved IS NULL))
         ORDER BY candidate.id = party.chosen DESC NULLS LAST, reserved IS NULL, candidate.sequence, candidate.id
         LIMIT 1) list ON TRUE)
"""

_REFERENCE = """
  JOIN product_template template ON template.id = product.product_tmpl_id
  LEFT JOIN LATERAL (
    SELECT array_agg(own.id) FILTER (WHERE own.id IS NOT NULL) AS lists,
           max(CASE rule.compute_price
               WHEN 'fixed' THEN rule.fixed_price
               WHEN 'percentage' THEN template.list_price * (1 - rule.percent_price / 100)
               ELSE template.list_price END)::float8 AS price,
           bool_and(own.id IS NOT NULL
                    AND (rule.id IS NULL
                         OR rule.compute_price = 'percentage' AND rule.base = 'list_price'
                         OR rule.compute_price = 'fixed' AND own.currency_id = %(currency)s)) AS is_plain
      FROM own
      LEFT JOIN LATERAL (
        SELECT item.id, item.compute_price, item.base, item.fixed_price, item.percent_price
          FROM product_pricelist_item item
          LEFT JOIN product_category scope ON scope.id = item.categ_id
          LEFT JOIN product_category category ON category.id = template.categ_id
         WHERE item.pricelist_id = own.id
           AND COALESCE(item.min_quantity, 0) <= COALESCE(NULLIF(line.product_uom_qty, 0), 1)
           AND (item.date_start IS NULL OR item.date_start <= %(now)s)
           AND (item.date_end IS NULL OR item.date_end >= %(now)s)
           AND CASE item.applied_on
               WHEN '3_global' THEN TRUE
               WHEN '2_product_category' THEN category.parent_path LIKE scope.parent_path || '%%'
               WHEN '1_product' THEN item.product_tmpl_id = template.id
               ELSE item.product_id = product.id END
         ORDER BY item.applied_on, item.min_quantity DESC, scope.complete_name DESC, item.id DESC
         LIMIT 1) rule ON TRUE
     WHERE own.order_id = line.order_id) reference ON TRUE
"""
