"""Does the front door of sales orders let policy decide, for one order and for a hundred?"""

from odoo import Command
from odoo.tests import tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestFrontDoor(GovernanceCase):
    """Confirming through the button or through a remote call of `action_confirm`."""

    def test_order_inside_policy_confirms_by_itself(self):
        self.given_discount_policy()
        order = self.given_order(discount=10)

        self.assertIs(order.action_confirm(), True)

        self.assert_confirmed(order)
        self.assertEqual(self.decisions(order).mapped("outcome"), ["passed"])
        self.assertEqual(self.journal(order), ["sale_order.confirmed"])

    def test_order_outside_policy_is_held_and_explained(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)

        answer = order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertEqual(answer["params"]["dg_result"], {"passed": [], "held": order.ids})
        self.assertEqual(order.dg_gate_state, "held")
        explanation = self.holds(order).explanation
        self.assertIn("18 %", explanation)
        self.assertIn("line 1, Steel Shelf", explanation)
        self.assertIn("the rule applies to more than 10 %", explanation)
        self.assertIn("It passes this rule with at most 10 %", explanation)
        self.assertEqual(self.journal(order), ["sale_order.held"])

    def test_price_below_the_list_counts_as_discount_without_a_discount_being_entered(self):
        self.given_discount_policy()
        order = self.given_order(line={"price_unit": 82.0})

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")

    def test_discount_on_a_line_of_its_own_counts_for_every_line(self):
        self.given_discount_policy()
        order = self.given_order()
        order.order_line = [
            Command.create({"product_id": self._product("Goodwill", 0.0, 0.0, type="service").id, "price_unit": -18.0})
        ]

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertIn("18 %", self.holds(order).explanation)

    def test_another_price_list_on_the_order_does_not_change_the_reference(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        giveaway = self.env["product.pricelist"].create(
            {
                "name": "Giveaway",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "item_ids": [
                    Command.create({"applied_on": "3_global", "compute_price": "percentage", "percent_price": 30})
                ],
            }
        )
        self.given_discount_policy()
        order = self.given_order(pricelist_id=giveaway.id)

        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertIn("30 %", self.holds(order).explanation)

    def test_own_price_list_of_the_customer_is_the_reference(self):
        self.env.ref("base.group_user")._apply_group(self.env.ref("product.group_product_pricelist"))
        agreed = self.env["product.pricelist"].create(
            {
                "name": "Agreed",
                "company_id": self.company.id,
                "currency_id": self.company.currency_id.id,
                "item_ids": [
                    Command.create({"applied_on": "3_global", "compute_price": "percentage", "percent_price": 30})
                ],
            }
        )
        self.customer.with_company(self.company).property_product_pricelist = agreed
        self.given_discount_policy()
        order = self.given_order()

        order.action_confirm()

        self.assertEqual(order.order_line.price_unit * (1 - order.order_line.discount / 100), 70.0)
        self.assert_confirmed(order)

    def test_seven_of_a_hundred_orders_are_held_and_the_others_confirm(self):
        self.given_discount_policy()
        orders = self.env["sale.order"].with_user(self.salesperson)
        for number in range(100):
            orders += self.given_order(discount=18 if number % 15 == 0 else 5)

        answer = orders.action_confirm()

        held = orders.filtered(lambda order: order.state == "draft")
        self.assertEqual((len(orders - held), len(held)), (93, 7))
        self.assertEqual(answer["params"]["dg_result"], {"passed": (orders - held).ids, "held": held.ids})
        self.assertIn("93 of 100 documents went through. 7 are held", answer["params"]["message"])
        self.assertEqual(len(self.decisions(orders)), 100)

    def test_no_recordset_and_no_policy_change_nothing(self):
        order = self.given_order(discount=90)

        self.assertIs(self.env["sale.order"].action_confirm(), True)
        self.assertIs(order.action_confirm(), True)

        self.assertEqual(order.state, "sale")
        self.assertFalse(self.decisions(order))
        self.assertEqual(self.journal(order), [])

    def test_policy_of_another_company_does_not_apply(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        process = self.process.copy({"company_id": other.id})
        self.given_discount_policy(company_id=other.id, process_id=process.id)
        order = self.given_order(discount=18)

        order.action_confirm()

        self.assert_confirmed(order)

    def test_policy_speaks_only_about_its_scope(self):
        self.given_discount_policy(domain=f'[("partner_id", "!=", {self.customer.id})]')
        order = self.given_order(discount=18)

        order.action_confirm()

        self.assert_confirmed(order)

    def test_block_stops_for_good_until_the_order_changes(self):
        self.given_policy(("Discount above 40 %", "block", {"deepest_discount": "> 40"}))
        order = self.given_order(discount=45)

        order.action_confirm()
        self.assertEqual(order.dg_gate_state, "blocked")
        self.assertFalse(self.env["dg.hold"].search(order._dg_rows_domain() + [("is_block", "=", False)]))

        order.order_line.discount = 40
        order.action_confirm()
        self.assert_confirmed(order)

    def test_observe_records_and_stops_nobody(self):
        self.process.mode = "observe"
        self.given_discount_policy()
        order = self.given_order(discount=18)

        order.action_confirm()

        self.assert_confirmed(order)
        self.assertEqual(self.decisions(order).reason_ids.mapped("rule_name"), ["Discount above 10 %"])
        self.assertEqual(self.decisions(order).outcome, "passed")

    def test_switch_to_enforce_acts_on_the_next_order(self):
        self.process.mode = "observe"
        self.given_discount_policy()
        self.given_order(discount=18).action_confirm()

        self.process.mode = "enforce"
        order = self.given_order(discount=18)
        order.action_confirm()

        self.assert_held(order, "Discount above 10 %")
        self.assertEqual(self.journal(self.process)[-2:], ["process.mode_changed", "process.mode_changed"])

    def test_hold_is_withdrawn_when_the_order_comes_inside_policy(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()

        order.order_line.discount = 8
        order.action_confirm()

        self.assert_confirmed(order)
        self.assertEqual(self.holds(order).state, "withdrawn")
        self.assertEqual(self.journal(order), ["sale_order.held", "hold.withdrawn", "sale_order.confirmed"])

    def test_hold_is_withdrawn_when_the_order_is_cancelled(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)
        order.action_confirm()

        order.action_cancel()

        self.assertEqual(self.holds(order).state, "withdrawn")

    def test_confirming_twice_keeps_one_hold(self):
        self.given_discount_policy()
        order = self.given_order(discount=18)

        order.action_confirm()
        order.action_confirm()

        self.assertEqual(len(self.holds(order)), 1)
        self.assertEqual(len(self.decisions(order)), 2)
        self.assertEqual(self.holds(order).decision_id, self.decisions(order)[-1])

    def test_fact_that_cannot_be_computed_holds_the_order(self):
        self.given_policy(("Margin below 15 %", "hold", {"margin_percent": "< 15"}))
        order = self.given_order()
        broken = self.env["sale.order"].browse(order.id)
        self.patch(type(self.env["sale.order"]), "_dg_margin", lambda order: 1 / 0)

        with self.assertLogs("odoo.addons.distribution_governance.models.dg_judgement", "WARNING"):
            broken.with_user(self.salesperson).action_confirm()

        self.assertEqual(order.state, "draft")
        self.assertIn("could not be computed", self.holds(order).rule_name)

    def test_paid_order_that_is_held_is_not_reported_as_confirmed(self):
        self.given_discount_policy()
        order = self.given_order(discount=18, require_payment=True, prepayment_percent=1.0)
        provider = self.env["payment.provider"].create(
            {"name": "Transfer", "code": "none", "company_id": self.company.id}
        )
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": self.env["payment.method"].search([], limit=1).id,
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": self.customer.id,
                "reference": "PAID-1",
                "state": "done",
                "sale_order_ids": [Command.set(order.ids)],
            }
        )

        confirmed = transaction._check_amount_and_confirm_order()

        self.assertFalse(confirmed)
        self.assertEqual(order.state, "draft")
        self.assertEqual(self.holds(order, "active").rule_name, "Discount above 10 %")
