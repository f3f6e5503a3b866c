"""How is a change requested, released and made?"""

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..exceptions import ChangeRefused
from .change_case import ChangeCase


class ProposalCase(ChangeCase):
    """Words for requested changes."""

    def given_refused(self, order, **values):
        """Return the context of the dialog that a refused change of the first line leads to."""
        with self.assertRaises(ChangeRefused) as refusal:
            self.when_line_written(order, **values)
        return refusal.exception.args[3]

    def when_requested(self, context, user=None, reason="The customer insists."):
        """Request the change in the dialog; return the proposal."""
        wizard = self.env["dg.proposal.wizard"].with_user(user or self.salesperson).with_context(**context)
        wizard.create({"reason": reason}).action_request()
        return self.env["dg.proposal"].search(
            [("document_id", "=", context["default_document_id"])], order="id desc", limit=1
        )

    def when_rejected(self, proposal, user=None, reason="Too much."):
        """Reject the proposal in the dialog."""
        action = proposal.with_user(user or self.controller).action_reject()
        wizard = self.env["dg.proposal.rejection"].with_user(user or self.controller)
        return wizard.with_context(**action["context"]).create({"reason": reason}).action_reject()


@tagged("post_install", "-at_install")
class TestProposals(ProposalCase):
    """A salesperson requests a discount on a confirmed order."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.order = self.given_confirmed()
        self.proposal = self.when_requested(self.given_refused(self.order, discount=30))

    def test_request_changes_nothing_and_is_explained_on_the_order(self):
        self.assertEqual(self.order.order_line.discount, 0)
        self.assertEqual(self.proposal.state, "waiting")
        self.assertEqual(self.proposal.hold_ids.mapped("rule_name"), ["Discount above 10 %"])
        self.assertEqual(self.order.dg_change_state, "waiting")
        self.assertIn("Discount (%)</strong>: 0 → 30", self.order.dg_change_banner)
        self.assertEqual(self.journal(self.order), ["sale_order.confirmed", "proposal.requested"])

    def test_request_stops_neither_delivery_nor_invoicing(self):
        self.order._prepare_invoice()
        self.order.picking_ids.move_ids.quantity = 1
        self.order.picking_ids.button_validate()

        self.assertEqual(self.order.picking_ids.state, "done")

    def test_released_change_is_made_in_the_name_of_the_requester(self):
        self.when_released(self.order)

        self.assertEqual(self.order.order_line.discount, 30)
        self.assertEqual(self.proposal.state, "applied")
        self.assertEqual(self.order.order_line.write_uid, self.salesperson)
        self.assertEqual(self.journal(self.order)[-3:], ["hold.released", "document.changed", "proposal.applied"])
        changed = self.env["dg.event"].search(self.order._dg_rows_domain(), order="id desc", limit=2)[1]
        self.assertEqual((changed.actor_id, changed.on_behalf_of_id), (self.controller, self.salesperson))
        self.assertFalse(self.order.dg_change_state)

    def test_applied_change_may_be_repeated_but_not_made_worse(self):
        self.when_released(self.order)

        self.when_line_written(self.order, discount=20)
        self.when_line_written(self.order, discount=30)
        with self.assertRaises(ChangeRefused):
            self.when_line_written(self.order, discount=31)

    def test_rejected_change_is_not_made(self):
        self.when_rejected(self.proposal)

        self.assertEqual((self.proposal.state, self.proposal.closing_reason), ("rejected", "Too much."))
        self.assertEqual(self.proposal.closed_by_id, self.controller)
        self.assertEqual(self.proposal.hold_ids.state, "withdrawn")
        self.assertEqual(self.order.order_line.discount, 0)
        self.assertEqual(self.journal(self.order)[-1], "proposal.rejected")

    def test_only_the_requester_withdraws(self):
        with self.assertRaisesRegex(UserError, "Only"):
            self.rpc("dg.proposal", "action_withdraw", self.proposal.ids, user=self.controller)

        self.rpc("dg.proposal", "action_withdraw", self.proposal.ids)

        self.assertEqual(self.proposal.state, "withdrawn")
        self.assertFalse(self.holds(self.order, "active"))
        with self.assertRaisesRegex(UserError, "not waiting any more"):
            self.rpc("dg.proposal", "action_withdraw", self.proposal.ids)

    def test_change_that_got_worse_waits_for_another_release(self):
        self.given_policy(("Large", "hold", {"amount_untaxed": "> 250"}), name="Value")
        self.rpc("dg.proposal", "action_withdraw", self.proposal.ids)
        line = self.env["sale.order.line"].browse(self.order.order_line.id)
        self.rpc("sale.order", "write", self.order.ids, {"order_line": [[0, 0, self.values_of_line(self.order)]]})
        proposal = self.when_requested(self.given_refused(self.order, product_uom_qty=3))
        self.when_line_written(self.order.order_line[1:].order_id, discount=5)
        (self.order.order_line - line).with_user(self.salesperson).write({"product_uom_qty": 1, "price_unit": 140})
        self.assertTrue(proposal.is_stale)

        self.when_released(self.order)

        self.assertEqual(proposal.state, "waiting")
        self.assertEqual(sorted(proposal.hold_ids.mapped("state")), ["active", "released"])
        self.assertEqual(line.product_uom_qty, 1)
        self.when_released(self.order)
        self.assertEqual((proposal.state, line.product_uom_qty), ("applied", 3))

    def test_change_of_a_line_that_is_gone_fails_with_a_clear_text(self):
        self.env.cr.execute("DELETE FROM stock_move WHERE sale_line_id = %s", self.order.order_line.ids)
        self.env.cr.execute("DELETE FROM sale_order_line WHERE id = %s", self.order.order_line.ids)
        self.env.invalidate_all()

        answer = self.when_released(self.order)

        self.assertEqual(self.proposal.state, "failed")
        self.assertIn("is gone", self.proposal.closing_reason)
        self.assertIn("is gone", answer["params"]["message"])
        self.assertEqual(self.journal(self.order)[-1], "proposal.failed")

    def test_change_whose_requester_left_fails(self):
        self.salesperson.active = False

        self.when_released(self.order)

        self.assertEqual(self.proposal.state, "failed")
        self.assertIn("not active", self.proposal.closing_reason)

    def test_cancelled_order_withdraws_the_request(self):
        self.order.sudo()._action_cancel()

        self.assertEqual(self.proposal.state, "withdrawn")
        self.assertFalse(self.holds(self.order, "active"))

    def test_second_request_waits_for_the_first(self):
        with self.assertRaisesRegex(UserError, "is waiting already"):
            self.when_requested(self.given_refused(self.order, discount=20))

    def test_new_line_is_requested_and_made(self):
        self.rpc("dg.proposal", "action_withdraw", self.proposal.ids)
        with self.assertRaises(ChangeRefused) as refusal:
            self.rpc("sale.order.line", "create", [self.values_of_line(self.order, discount=30)])
        proposal = self.when_requested(refusal.exception.args[3])
        self.assertIn("New line", proposal.summary)

        self.when_released(self.order)

        self.assertEqual(self.order.order_line.mapped("discount"), [0, 30])

    def test_request_needs_a_reason(self):
        self.rpc("dg.proposal", "action_withdraw", self.proposal.ids)
        with self.assertRaises(ValidationError):
            self.when_requested(self.given_refused(self.order, discount=30), reason="  ")
