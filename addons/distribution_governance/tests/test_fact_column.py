"""Does a search find exactly the documents that a unary test matches?"""

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from ..logic.decision_table import Condition, DecisionTable, Rule
from ..logic.facts import Fact, Unit
from ..logic.unary_test import parse
from ..logic.verdict import Effect
from ..models.dg_fact_column import FactColumn, any_rule_domain
from .common import GovernanceCase

# Values on both sides of the thresholds, as near as a float can be; None is an empty column.
NUMBERS = [None, 0.0, 9.9999994, 9.9999995, 10.0, 10.0000004, 10.0000005, 0.1 + 0.2, -0.0000005, 123456789012.12346]
ON_NUMBERS = ["> 10", ">= 10", "< 10", "<= 10", "10", "not(10)", "[0..10)", "(0..10]", "0.3", "< 0", "null", "-"]
ON_NUMBERS += ["> 123456789012.12345", "> 123456789012.12346", "not(null)", "< 5, > 10", "null, 0"]


@tagged("post_install", "-at_install")
class TestFactColumn(GovernanceCase):
    """Every type of column, on the order itself and on a record that the order points to."""

    def given_column(self, field, values):
        """Return one order per value, written into the column as it is."""
        orders = self.env["sale.order"].concat(*(self.given_order() for _ in values)).with_env(self.env)
        self.env.flush_all()
        for order, value in zip(orders, values, strict=True):
            self.env.cr.execute(
                SQL("UPDATE sale_order SET %s = %s WHERE id = %s", SQL.identifier(field), value, order.id)
            )
        self.env.invalidate_all()
        return orders

    def found(self, orders, column, *tests):
        """Return those orders that a search finds for a rule with these tests, each on the same fact."""
        facts = {f"f{place}": Fact(f"f{place}", "F", column.unit) for place in range(len(tests))}
        conditions = tuple(Condition(key, test) for key, test in zip(facts, tests, strict=True))
        table = DecisionTable.compile("p", [Rule("r", "R", Effect.HOLD, conditions)], facts)
        return orders.search(Domain("id", "in", orders.ids) & any_rule_domain(dict.fromkeys(facts, column), [table]))

    def assert_found_as_measured(self, orders, path, unit, tests):
        """For each test, the search finds the orders whose measured value matches, and reads the value as measured."""
        column = FactColumn.along(orders, path, unit)
        measures = orders._dg_values(Fact("f", "F", unit, path=path))
        for test in tests:
            matching = [order.id for order in orders if parse(test, unit.kind).matches(measures[order.id].value)]
            with self.subTest(path=path, test=test):
                self.assertEqual(sorted(self.found(orders, column, test).ids), matching)

    def test_float_column_counts_as_the_decimals_people_see(self):
        orders = self.given_column("prepayment_percent", NUMBERS)

        self.assert_found_as_measured(orders, "prepayment_percent", Unit.PERCENT, ON_NUMBERS)

    def test_numeric_column_counts_as_the_decimals_people_see(self):
        orders = self.given_column("amount_total", NUMBERS)

        self.assert_found_as_measured(orders, "amount_total", Unit.MONEY, ON_NUMBERS)

    def test_number_of_a_record_that_is_not_there_is_missing(self):
        carrier = self.env["delivery.carrier"].create({"name": "Van", "product_id": self.shelf.id, "fixed_margin": 12})
        orders = self.given_column("carrier_id", [None, carrier.id])

        self.assert_found_as_measured(orders, "carrier_id.fixed_margin", Unit.MONEY, ON_NUMBERS)
        self.assertEqual(
            self.found(orders, FactColumn.along(orders, "carrier_id.fixed_margin", Unit.MONEY), "null"), orders[0]
        )

    def test_archived_record_still_says_its_value(self):
        orders = self.given_column("prepayment_percent", [0.0])
        self.customer.write({"partner_latitude": 12.5})
        self.customer.action_archive()

        self.assert_found_as_measured(orders, "partner_id.partner_latitude", Unit.QUANTITY, ["> 12", "null", "< 12"])

    def test_flags(self):
        orders = self.given_column("require_signature", [None, True, False])

        self.assert_found_as_measured(
            orders, "require_signature", Unit.FLAG, ["true", "false", "not(true)", "null", "-"]
        )

    def test_texts(self):
        orders = self.given_column("client_order_ref", [None, "", "EU", "UK", "eu"])
        tests = ['"EU"', '"EU", "UK"', 'not("EU")', '"EU", null', "null", "not(null)", "-", '""']

        self.assert_found_as_measured(orders, "client_order_ref", Unit.CATEGORY, tests)

    def test_dates(self):
        orders = self.given_column("validity_date", [None, "2026-01-01", "2026-01-02", "2026-01-03"])
        day = 'date("2026-01-02")'
        tests = [f"{sign} {day}" for sign in ("<", "<=", ">", ">=", "")] + ["null", "not(null)", f"not({day})"]

        self.assert_found_as_measured(orders, "validity_date", Unit.DATE, tests)

    def test_every_condition_of_a_rule_and_any_rule_of_a_table(self):
        orders = self.given_column("amount_total", [5, 10, 15, 20])
        column = FactColumn.along(orders, "amount_total", Unit.MONEY)

        self.assertEqual(self.found(orders, column, "> 5", "< 20").mapped("amount_total"), [15, 10])
        empty = DecisionTable.compile("p", [], {})
        self.assertFalse(orders.search(any_rule_domain({}, [empty])))

    def test_amount_is_compared_at_the_digits_at_which_it_is_measured(self):
        orders = self.given_column("amount_untaxed", [9.99, 9.994, 9.995, 10.0, 10.004, 10.005, None])
        column = self.env["sale.order"].with_company(self.company)._dg_fact_columns()["amount_untaxed"]
        measured = orders._dg_fact_amount_untaxed()

        for test in ("> 10", ">= 10", "< 10", "<= 10", "10", "0", "null"):
            matching = [key for key, value in measured.items() if parse(test, Unit.MONEY.kind).matches(value)]
            with self.subTest(test=test):
                self.assertEqual(sorted(self.found(orders, column, test).ids), sorted(matching))

    def test_what_is_not_simply_stored_is_no_column(self):
        orders = self.env["sale.order"]
        for path, unit in (
            ("no_such_field", Unit.MONEY),
            ("no_such_field.name", Unit.MONEY),
            ("order_line.price_unit", Unit.MONEY),
            ("partner_id.credit_limit", Unit.MONEY),
            ("partner_id.credit", Unit.MONEY),
            ("team_id.name", Unit.CATEGORY),
            ("partner_id", Unit.CATEGORY),
            ("amount_total", Unit.CATEGORY),
            ("date_order", Unit.DATE),
        ):
            with self.subTest(path=path):
                self.assertIsNone(FactColumn.along(orders, path, unit))
