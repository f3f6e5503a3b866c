"""How are the prices of many orders read in one query?

One row per line: the figures on the line, the product's list price and cost, and the reference price on the price lists
that are the customer's own. `is_plain` says whether the row is the whole truth; see `priced_line.Row`.

The query is a function in the database, because PostgreSQL keeps the plan of a function: planning the joins would cost
more than running them.
"""

from odoo.tools import SQL


def install(cr):
    """Create or renew the function; called from `init`, so at each installation and upgrade."""
    cr.execute("DROP FUNCTION IF EXISTS dg_sale_order_price_rows")
    cr.execute(_FUNCTION)


def rows_query(orders, company, *, now, with_lists, default_cost):
    """Return the query for the lines of `orders`, all of `company`.

    `with_lists` says whether price lists are in use; `default_cost` counts for a product without a cost of its own.
    Every order has a row, also without lines. Price lists are found as Odoo finds them: the customer's own, else the
    first for his country, else the first for everybody; a customer who has none although lists are in use is not plain.
    """
    return SQL(
        "SELECT * FROM dg_sale_order_price_rows(%s, %s, %s, %s, %s, %s, %s)",
        orders.ids,
        company.id,
        company._dg_currency_id(),
        now,
        orders.env.lang or "en_US",
        with_lists,
        default_cost,
    )


_FUNCTION = """
CREATE FUNCTION dg_sale_order_price_rows(
    _orders int[], _company int, _currency int, _now timestamp, _lang text, _with_lists boolean, _default_cost float8)
RETURNS TABLE (
    order_id int, pricelist_id int, rounding float8, line_id int, template_id int, type text, product text, code text,
    ordered float8, delivered float8, price float8, discount float8, subtotal float8, line_cost float8,
    is_shipping boolean, list_price float8, cost float8, reference float8, lists int[], is_plain boolean)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
RETURN QUERY
WITH party AS (
    SELECT DISTINCT orders.id AS order_id, customer.country_id,
           (customer.specific_property_product_pricelist ->> _company::text)::int AS chosen
      FROM sale_order orders
      JOIN res_partner contact ON contact.id IN (orders.partner_id, orders.partner_invoice_id)
      JOIN res_partner customer ON customer.id = contact.commercial_partner_id
     WHERE orders.id = ANY(_orders)),
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
         WHERE _with_lists AND candidate.active
           AND (candidate.id = party.chosen
                OR COALESCE(candidate.company_id, _company) = _company
                   AND COALESCE(reserved.is_for_country, reserved IS NULL))
         ORDER BY candidate.id = party.chosen DESC NULLS LAST, reserved IS NULL, candidate.sequence, candidate.id
         LIMIT 1) list ON TRUE)
SELECT orders.id, orders.pricelist_id,
       (SELECT money.rounding FROM res_currency money WHERE money.id = orders.currency_id)::float8,
       line.id, template.id, template.type::text,
       COALESCE(template.name ->> _lang, template.name ->> 'en_US'), product.default_code::text,
       line.product_uom_qty::float8, line.qty_delivered::float8, line.price_unit::float8, line.discount::float8,
       line.price_subtotal::float8, line.purchase_price::float8,
       line.is_delivery AND template.type = 'service' AND carrier.product_id = line.product_id,
       template.list_price::float8, COALESCE((product.standard_price ->> _company::text)::float8, _default_cost),
       reference.price::float8, reference.lists,
       orders.currency_id = _currency AND COALESCE(reference.is_plain, NOT _with_lists)
       AND line.product_uom_id = template.uom_id AND line.combo_item_id IS NULL
       AND COALESCE(template.company_id, _company) = _company
       AND NOT EXISTS (SELECT FROM account_tax tax
                         JOIN res_company owner ON owner.id = tax.company_id
                        WHERE COALESCE(tax.price_include_override, owner.account_price_include) = 'tax_included'
                          AND tax.id IN (SELECT account_tax_id FROM account_tax_sale_order_line_rel
                                          WHERE sale_order_line_id = line.id
                                          UNION ALL SELECT tax_id FROM product_taxes_rel WHERE prod_id = template.id))
       AND NOT EXISTS (SELECT FROM product_template_attribute_value_sale_order_line_rel chosen
                        WHERE chosen.sale_order_line_id = line.id)
       AND NOT EXISTS (SELECT FROM product_variant_combination made
                         JOIN product_template_attribute_value value
                           ON value.id = made.product_template_attribute_value_id
                        WHERE made.product_product_id = product.id AND value.price_extra <> 0)
  FROM sale_order orders
  LEFT JOIN sale_order_line line ON line.order_id = orders.id AND line.display_type IS NULL
  LEFT JOIN product_product product ON product.id = line.product_id
  LEFT JOIN product_template template ON template.id = product.product_tmpl_id
  LEFT JOIN delivery_carrier carrier ON carrier.id = orders.carrier_id
  LEFT JOIN LATERAL (
    SELECT array_agg(own.id) FILTER (WHERE own.id IS NOT NULL) AS lists,
           max(CASE rule.compute_price
               WHEN 'fixed' THEN rule.fixed_price
               WHEN 'percentage' THEN template.list_price * (1 - rule.percent_price / 100)
               ELSE template.list_price END) AS price,
           bool_and((own.id IS NOT NULL OR NOT _with_lists)
                    AND (rule.id IS NULL
                         OR rule.compute_price = 'percentage' AND rule.base = 'list_price'
                         OR rule.compute_price = 'fixed' AND own.currency_id = _currency)) AS is_plain
      FROM own
      LEFT JOIN LATERAL (
        SELECT item.id, item.compute_price, item.base, item.fixed_price, item.percent_price
          FROM product_pricelist_item item
          LEFT JOIN product_category scope ON scope.id = item.categ_id
          LEFT JOIN product_category category ON category.id = template.categ_id
         WHERE item.pricelist_id = own.id
           AND COALESCE(item.min_quantity, 0) <= COALESCE(NULLIF(line.product_uom_qty, 0), 1)
           AND (item.date_start IS NULL OR item.date_start <= _now)
           AND (item.date_end IS NULL OR item.date_end >= _now)
           AND CASE item.applied_on
               WHEN '3_global' THEN TRUE
               WHEN '2_product_category' THEN category.parent_path LIKE scope.parent_path || '%'
               WHEN '1_product' THEN item.product_tmpl_id = template.id
               ELSE item.product_id = product.id END
         ORDER BY item.applied_on, item.min_quantity DESC, scope.complete_name DESC, item.id DESC
         LIMIT 1) rule ON TRUE
     WHERE own.order_id = orders.id) reference ON TRUE
 WHERE orders.id = ANY(_orders)
 ORDER BY orders.id, line.sequence, line.id;
END $$
"""
