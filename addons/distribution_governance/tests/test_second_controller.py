"""Do two controllers agree, on the same figures, before a document of value goes on?"""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..exceptions import ReleaseRefused
from .control_case import ControlCase


@tagged("post_install", "-at_install")
class TestSecondController(ControlCase):
    """Releasing an order of goods worth 100 where two controllers release from 90."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy(release_limit=90)
        self.order = self.given_held()

    def test_first_consent_leaves_the_order_held_and_says_who_is_missing(self):
        answer = self.when_released(self.order, reason="Season deal.")

        self.assert_held(self.order, "Discount above 10 %")
        self.assertEqual(answer["params"]["title"], "Agreed")
        self.assertIn("second controller", answer["params"]["message"])
        hold = self.holds(self.order)
        self.assertEqual((hold.endorsed_by_id, hold.endorsed_reason), (self.controller, "Season deal."))
        self.assertEqual(self.journal(self.order), ["sale_order.held", "hold.endorsed"])

    def test_second_consent_lets_the_order_go_on(self):
        self.when_released(self.order)
        self.when_released(self.order, user=self.second_controller)

        self.assert_confirmed(self.order)
        hold = self.holds(self.order)
        self.assertEqual((hold.endorsed_by_id, hold.released_by_id), (self.controller, self.second_controller))

    def test_one_controller_does_not_agree_twice(self):
        self.when_released(self.order)

        with self.assertRaisesRegex(ReleaseRefused, "agreed to .* already"):
            self.when_released(self.order)

    def test_goods_count_at_the_customers_own_prices_however_deep_the_discount(self):
        order = self.given_held(discount=60)
        self.assertLess(order.amount_untaxed, 90)

        self.when_released(order)

        self.assertEqual(self.holds(order).state, "active")

    def test_order_up_to_the_limit_takes_one_controller(self):
        self.env["dg.policy"].search([("company_id", "=", self.company.id)]).release_limit = 100
        self.env["dg.policy"].search([("company_id", "=", self.company.id)]).action_publish()
        order = self.given_held()

        self.when_released(order)

        self.assert_confirmed(order)

    def test_changed_figure_voids_the_first_consent_when_the_order_is_submitted_again(self):
        self.when_released(self.order)
        self.order.order_line.discount = 25
        self.order.action_confirm()

        self.assertFalse(self.holds(self.order).endorsed_by_id)
        self.assertIn("hold.endorsement_voided", self.journal(self.order))
        self.when_released(self.order, user=self.second_controller)

        self.assert_held(self.order, "Discount above 10 %")
        self.assertEqual(self.holds(self.order).endorsed_by_id, self.second_controller)

    def test_content_changed_behind_the_first_consent_makes_the_next_one_the_first(self):
        self.when_released(self.order)
        self.order.order_line.product_uom_qty = 3

        self.when_released(self.order, user=self.second_controller)

        self.assert_held(self.order, "Discount above 10 %")
        self.assertEqual(self.holds(self.order).endorsed_by_id, self.second_controller)

    def test_consent_stays_when_the_same_order_is_submitted_again(self):
        self.when_released(self.order)
        self.order.action_confirm()

        self.when_released(self.order, user=self.second_controller)

        self.assert_confirmed(self.order)

    def test_consent_of_somebody_who_had_a_hand_in_it_since_counts_for_nothing(self):
        self.when_released(self.order)
        self.order.with_user(self.controller).action_confirm()

        self.when_released(self.order, user=self.second_controller)

        self.assert_held(self.order, "Discount above 10 %")

    def test_consent_to_a_hold_is_no_consent_to_a_block(self):
        policy = self.holds(self.order).policy_id
        self.when_released(self.order)
        policy.write({"allow_override": True, "rule_ids": [Command.update(policy.rule_ids.id, {"effect": "block"})]})
        policy.action_publish()
        self.order.action_confirm()

        self.when_released(self.order, user=self.second_controller)

        self.assertEqual(self.order.dg_gate_state, "blocked")
        self.assertEqual(self.holds(self.order).endorsed_by_id, self.second_controller)

    def test_consent_of_somebody_who_left_counts_for_nothing(self):
        self.when_released(self.order)
        self.controller.active = False

        self.when_released(self.order, user=self.second_controller)

        self.assertEqual(self.holds(self.order).endorsed_by_id, self.second_controller)

    def test_release_ends_at_the_earlier_of_both_dates(self):
        soon, later = (fields.Datetime.now() + timedelta(days=days) for days in (1, 5))
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 50"}), name="Value")
        self.order.action_confirm()
        hold = self.holds(self.order).filtered(lambda hold: hold.rule_name != "Large")
        hold.with_user(self.controller)._release("Until tomorrow.", soon)
        hold.with_user(self.second_controller)._release("Five days.", later)

        self.assertEqual(hold.valid_until, soon)

    def test_first_consent_ends_with_its_date(self):
        self.when_released(self.order, valid_until=fields.Datetime.now() + timedelta(days=1))
        self.env.flush_all()
        self.env.cr.execute("UPDATE dg_hold SET endorsed_until = now() - interval '1 hour'")
        self.env.invalidate_all()

        self.when_released(self.order, user=self.second_controller)

        self.assertEqual(self.holds(self.order).endorsed_by_id, self.second_controller)

    def test_value_nobody_can_compute_takes_two(self):
        foreign = self.env["res.currency"].create({"name": "XDG", "symbol": "X"})
        prices = self.env["product.pricelist"].create(
            {"name": "Foreign", "currency_id": foreign.id, "company_id": self.company.id}
        )
        order = self.given_held(pricelist_id=prices.id)

        self.assertIsNone(order._dg_value()[order.id])
        self.when_released(order)

        self.assertEqual(self.holds(order, "active").endorsed_by_id, self.controller)

    def test_nobody_writes_a_consent_by_hand(self):
        hold = self.holds(self.order)
        values = {"endorsed_by_id": self.controller.id, "endorsed_fingerprint": "x"}
        for user in (self.salesperson, self.controller, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.hold", "write", hold.ids, values, user=user)
        with self.assertRaises(AccessError):
            hold.sudo().write(values)

    def test_release_ends_within_the_days_that_the_policy_allows(self):
        self.given_discount_policy(name="Short", release_max_days=3)
        order = self.given_held()
        wizard = self.env["dg.release.wizard"].with_user(self.controller)
        opened = wizard.with_context(default_hold_ids=self.holds(order).ids).new({})

        self.assertEqual(opened.max_days, 3)
        self.assertAlmostEqual(
            opened.valid_until, fields.Datetime.now() + timedelta(days=3), delta=timedelta(minutes=1)
        )
        with self.assertRaisesRegex(ReleaseRefused, "at most"):
            self.when_released(order, valid_until=fields.Datetime.now() + timedelta(days=4))
