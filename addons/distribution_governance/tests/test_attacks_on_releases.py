"""Can an insider make more of a release than was granted?"""

from odoo.tests import tagged

from ..exceptions import GateClosed
from .test_proposals import ProposalCase


@tagged("post_install", "-at_install")
class TestAttacksOnReleases(ProposalCase):
    """Each test is one attack, made the way a remote client makes it."""

    def test_release_of_a_rejected_request_is_not_used_by_another_request(self):
        self.given_policy(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Large", "hold", {"amount_untaxed": "> 1000"}),
        )
        order = self.given_confirmed()
        first = self.requested(order, discount=60, product_uom_qty=100)
        granted = first.hold_ids.filtered(lambda hold: hold.rule_name == "Discount above 10 %")
        wizard = {"hold_ids": granted.ids, "reason": "The discount is fine, I look at the size later."}
        self.env["dg.release.wizard"].with_user(self.controller).create(wizard).action_release()
        self.assertEqual((first.state, granted.state), ("waiting", "released"))
        self.env["dg.proposal.rejection"].with_user(self.controller).create(
            {"proposal_id": first.id, "reason": "No."}
        ).action_reject()
        second = self.requested(order, discount=12)
        self.when_released(order)
        self.assertEqual(second.state, "applied")

        with self.assertRaises(GateClosed):
            self.when_line_written(order, discount=55)

    def requested(self, order, **values):
        """Request values on the first line."""
        operation = {"model": "sale.order.line", "method": "write", "ids": order.order_line.ids, "values": values}
        values = {
            "document_model": "sale.order",
            "document_id": order.id,
            "operation": operation,
            "reason": "The customer asks for it.",
        }
        self.rpc("dg.proposal.wizard", "create", [values])
        self.env["dg.proposal.wizard"].with_user(self.salesperson).create(values).action_request()
        return self.env["dg.proposal"].search([("document_id", "=", order.id)], order="id desc", limit=1)

    def test_order_that_grows_after_one_release_needs_the_second_controller(self):
        self.given_discount_policy(release_limit=1000)
        order = self.given_confirmed(discount=18)

        self.when_line_written(order, product_uom_qty=2)
        with self.assertRaises(GateClosed):
            self.when_line_written(order, product_uom_qty=500)

    def test_order_that_grows_between_release_and_confirmation_needs_the_second_controller(self):
        self.given_policy(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Customer", "hold", {"customer_block": '"warning"'}),
            release_limit=1000,
        )
        self.customer.dg_sales_status = "warning"
        order = self.given_order(discount=18)
        order.action_confirm()
        granted = self.holds(order, "active").filtered(lambda hold: hold.rule_name == "Discount above 10 %")
        self.env["dg.release.wizard"].with_user(self.controller).create(
            {"hold_ids": granted.ids, "reason": "Small."}
        ).action_release()
        self.assertEqual(granted.state, "released")
        self.customer.dg_sales_status = "open"
        self.when_line_written(order, product_uom_qty=500)
        self.rpc("sale.order", "action_confirm", order.ids)

        self.assert_held(order, "Discount above 10 %")
