"""Does a fact that cannot be computed become one exception, and does it end when the fact is back?"""

from odoo.tests import tagged

from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestFailedFacts(ControlCase):
    """A policy on a figure that fails for a while."""

    def given_failing(self, method="_dg_company_amount"):
        """Let a figure fail, as it does without an exchange rate."""

        def fail(*_args):
            raise ValueError("there is no exchange rate for XYZ")

        return self.patch(type(self.env["sale.order"]), method, fail)

    def given_broken_orders(self, mode="enforce", fact="amount_untaxed", test="> 5000"):
        """Confirm two orders whose figure fails, one after the other."""
        self.process.mode = mode
        self.given_policy(("Limit", "hold", {fact: test}))
        orders = self.given_order() | self.given_order()
        self.given_failing("_dg_margin" if fact == "margin_percent" else "_dg_company_amount")
        for order in orders:
            order.action_confirm()
        return orders

    def test_fact_that_fails_for_many_orders_opens_one_exception(self):
        orders = self.given_broken_orders()

        found = self.exceptions()
        self.assertEqual(len(found), 1)
        self.assertEqual((found.kind, found.fact_key), ("fact_failed", "amount_untaxed"))
        self.assertIn("Untaxed amount", found.title)
        self.assertIn("no exchange rate for XYZ", found.detail)
        self.assertEqual(set(orders.mapped("dg_gate_state")), {"held"})
        self.assertEqual(self.journal(self.company).count("exception.opened"), 1)

    def test_cause_of_a_closed_figure_is_not_told_to_everybody(self):
        self.given_broken_orders(fact="margin_percent", test="< 5")

        found = self.exceptions().with_user(self.salesperson)
        self.assertNotIn("exchange rate", found.detail)
        self.assertIn("Order margin", found.title)

    def test_exception_stays_while_an_order_is_held_for_it(self):
        self.given_broken_orders()
        self.restored()
        self.given_order().action_confirm()

        self.env["dg.exception"]._cron_resolve_gone()

        self.assertEqual(self.exceptions().state, "open")

    def test_exception_ends_when_the_orders_went_on(self):
        orders = self.given_broken_orders()
        self.restored()
        orders.action_confirm()
        self.assertEqual(set(orders.mapped("state")), {"sale"})

        self.env["dg.exception"]._cron_resolve_gone()

        self.assertEqual(self.exceptions().state, "resolved")

    def test_observed_failure_stays_until_the_fact_is_computed_again(self):
        orders = self.given_broken_orders(mode="observe")
        self.assertEqual(set(orders.mapped("state")), {"sale"})
        self.env["dg.exception"]._cron_resolve_gone()
        self.assertEqual(self.exceptions().state, "open")
        self.restored()
        self.given_order().action_confirm()

        self.env["dg.exception"]._cron_resolve_gone()

        self.assertEqual(self.exceptions().state, "resolved")

    def test_failure_after_the_end_is_a_new_exception(self):
        orders = self.given_broken_orders()
        self.restored()
        orders.action_confirm()
        self.env["dg.exception"]._cron_resolve_gone()
        self.given_failing()

        self.given_order().action_confirm()

        self.assertEqual(self.exceptions().mapped("state"), ["open", "resolved"][::-1])

    def restored(self):
        """Let the figure be computed again."""
        original = self.original
        self.patch(type(self.env["sale.order"]), "_dg_company_amount", original)

    def setUp(self):
        super().setUp()
        self.original = type(self.env["sale.order"])._dg_company_amount
