"""Who may release what, for which figures, and what happens then?"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from ..exceptions import ReleaseRefused
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestRelease(GovernanceCase):
    """Releasing a hold of a sales order."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.order = self.given_order(discount=18)
        self.order.action_confirm()

    def test_released_order_confirms_by_itself_and_the_journal_names_both_people(self):
        answer = self.when_released(self.order)

        self.assert_confirmed(self.order)
        self.assertIn("went on by itself", answer["params"]["message"])
        self.assertEqual(self.journal(self.order), ["sale_order.held", "hold.released", "sale_order.confirmed"])
        confirmed = self.env["dg.event"].search(self.order._dg_rows_domain(), order="id desc", limit=1)
        self.assertEqual((confirmed.actor_id, confirmed.on_behalf_of_id), (self.controller, self.salesperson))
        self.assertEqual(confirmed.number, 3)

    def test_release_covers_the_figures_it_was_given_for_and_nothing_worse(self):
        self.order.order_line.discount = 40

        answer = self.when_released(self.order)

        self.assert_held(self.order, "Discount above 10 %")
        self.assertIn("still held", answer["params"]["message"])
        self.assertIn("40 %", self.holds(self.order, "active").explanation)

    def test_better_figures_stay_covered(self):
        self.order.order_line.discount = 15

        self.when_released(self.order)

        self.assert_confirmed(self.order)

    def test_strict_policy_voids_the_release_at_any_change(self):
        strict = self.given_discount_policy(name="Strict", is_strict=True)
        order = self.given_order(discount=18)
        order.action_confirm()
        order.order_line.product_uom_qty = 2

        self.when_released(order)

        self.assertEqual(self.holds(order, "active").policy_id, strict)

    def test_tolerance_lets_slightly_worse_figures_pass(self):
        self.given_policy(("Order above 50", "hold", {"amount_untaxed": "> 50"}), release_tolerance=10)
        order = self.given_order()
        order.action_confirm()
        order.order_line.price_unit = 109.0
        self.when_released(order)
        self.assert_confirmed(order)

    def test_salesperson_cannot_release(self):
        with self.assertRaises(AccessError):
            self.when_released(self.order, user=self.salesperson)
        with self.assertRaises(ReleaseRefused):
            self.holds(self.order).with_user(self.salesperson)._release("I say so.")

    def test_controller_cannot_release_an_order_of_his_own(self):
        own = self.given_order(discount=18, user=self.controller)
        own.action_confirm()

        with self.assertRaisesRegex(ReleaseRefused, "Ask another controller"):
            self.when_released(own)

    def test_controller_who_touched_a_line_cannot_release(self):
        self.order.order_line.with_user(self.controller).write({"discount": 17})

        with self.assertRaises(ReleaseRefused):
            self.when_released(self.order)

    def test_released_hold_cannot_be_released_again(self):
        hold = self.holds(self.order)
        self.when_released(self.order)

        with self.assertRaisesRegex(ReleaseRefused, "not active any more"):
            hold.with_user(self.controller)._release("Again.")

    def test_block_cannot_be_released(self):
        self.given_policy(("Discount above 40 %", "block", {"deepest_discount": "> 40"}), name="Never")
        order = self.given_order(discount=50)
        order.action_confirm()

        with self.assertRaisesRegex(ReleaseRefused, "the document has to change"):
            self.when_released(order)

    def test_release_ends_when_it_says_so(self):
        self.order.action_cancel()
        self.order.action_draft()
        self.order.action_confirm()
        later = fields.Datetime.now() + timedelta(hours=1)
        self.env["sale.order.line"].browse(self.order.order_line.id).discount = 30
        self.when_released(self.order, valid_until=later)
        self.assert_held(self.order, "Discount above 10 %")
        self.order.order_line.discount = 18
        self.env.cr.execute("UPDATE dg_hold SET valid_until = now() - interval '1 hour' WHERE valid_until IS NOT NULL")
        self.env.invalidate_all()

        self.order.action_confirm()

        self.assert_held(self.order, "Discount above 10 %")

    def test_release_needs_a_reason_and_an_end_in_the_future(self):
        for values in ({"reason": "  "}, {"valid_until": fields.Datetime.now() - timedelta(days=1)}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.when_released(self.order, **values)

    def test_error_after_the_release_is_reported_and_the_release_stays(self):
        self.order.order_line = [fields.Command.create({"name": "No product", "price_unit": 0.0})]

        answer = self.when_released(self.order)

        self.assertEqual(self.order.state, "draft")
        self.assertIn("could not go on", answer["params"]["message"])
        self.assertEqual(self.holds(self.order).state, "released")
        self.assertEqual(self.journal(self.order)[-2:], ["document.resume_failed", "exception.opened"])
