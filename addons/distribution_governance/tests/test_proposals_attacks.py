"""Can a request be used to change what one may not change?"""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..exceptions import ReleaseRefused
from .test_proposals import ProposalCase


@tagged("post_install", "-at_install")
class TestProposalsAttacks(ProposalCase):
    """The operation comes from the client; nothing of it is trusted."""

    def setUp(self):
        super().setUp()
        self.given_discount_policy()
        self.order = self.given_confirmed()

    def request(self, user=None, **operation):
        """Request an operation that was written by hand."""
        operation = {"model": "sale.order.line", "method": "write", "ids": self.order.order_line.ids} | operation
        context = {
            "default_document_model": "sale.order",
            "default_document_id": self.order.id,
            "default_operation": operation,
        }
        return self.when_requested(context, user=user)

    def test_operation_on_anything_else_is_refused(self):
        other = self.given_confirmed()
        bad = {"discount": 60}
        for operation in (
            {"ids": other.order_line.ids, "values": bad},
            {"ids": (other | self.order).order_line.ids, "values": bad},
            {"model": "sale.order", "ids": other.ids, "values": {"order_line": []}},
            {"model": "sale.order", "ids": self.order.ids, "values": {"state": "draft"}},
            {"model": "sale.order", "ids": self.order.ids, "values": {"locked": False}},
            {"model": "sale.order", "method": "unlink", "ids": self.order.ids, "values": None},
            {"model": "sale.order", "method": "action_cancel", "ids": self.order.ids, "values": None},
            {"model": "sale.order", "method": "create", "ids": [], "values": [{"partner_id": self.customer.id}]},
            {"method": "create", "ids": [], "values": [self.values_of_line(other, discount=60)]},
            {"method": "create", "ids": [], "values": [{"product_id": self.shelf.id, "discount": 60}]},
            {"values": {"order_id": other.id, "discount": 60}},
            {"model": "res.users", "ids": self.salesperson.ids, "values": {"name": "x"}},
            {"method": "sudo", "values": None},
            {"ids": "all", "values": bad},
            {"values": None},
        ):
            with self.subTest(operation=operation), self.assertRaises(UserError):
                self.request(**operation)
        foreign = {"order_line": [Command.update(other.order_line.id, bad), self.update(self.order.order_line, **bad)]}
        with self.assertRaises(UserError):
            self.request(model="sale.order", ids=self.order.ids, values=foreign)
        self.env.invalidate_all()
        self.assertEqual((other | self.order).order_line.mapped("discount"), [0, 0])
        self.assertFalse(self.env["dg.proposal"].search([("document_id", "in", (self.order | other).ids)]))

    def test_rights_of_the_requester_count(self):
        reader = self._user("dg_reader", "account.group_account_readonly,distribution_governance.group_dg_user")
        with self.assertRaises(AccessError):
            self.request(user=reader, values={"discount": 60})
        other = self._user("dg_outsider", "distribution_governance.group_dg_user")
        with self.assertRaises(AccessError):
            self.request(user=other, values={"discount": 60})

    def test_computed_figures_cannot_be_requested(self):
        with self.assertRaises(UserError):
            self.request(values={"discount": 60, "price_subtotal": 1.0})

    def test_change_inside_policy_or_blocked_needs_no_request(self):
        with self.assertRaisesRegex(UserError, "inside policy"):
            self.request(values={"discount": 5})
        self.given_policy(("Discount above 40 %", "block", {"deepest_discount": "> 40"}), name="Never")
        with self.assertRaisesRegex(UserError, "blocks"):
            self.request(values={"discount": 50})
        self.assertEqual(self.order.order_line.discount, 0)

    def test_draft_is_changed_directly(self):
        draft = self.given_order()
        context = {
            "default_document_model": "sale.order",
            "default_document_id": draft.id,
            "default_operation": {
                "model": "sale.order.line",
                "method": "write",
                "ids": draft.order_line.ids,
                "values": {"discount": 60},
            },
        }

        with self.assertRaisesRegex(UserError, "inside policy|directly"):
            self.when_requested(context)

        self.assertEqual(draft.order_line.discount, 0)

    def test_nobody_writes_proposals_through_remote_calls(self):
        proposal = self.request(values={"discount": 30})
        values = {"operation": {"model": "sale.order.line"}, "state": "applied"}
        for user in (self.salesperson, self.controller, self.manager, self.auditor):
            for method, arguments in (
                ("write", (proposal.ids, values)),
                ("unlink", (proposal.ids,)),
                ("create", ([{**values, "document_model": "sale.order", "document_id": self.order.id}],)),
            ):
                with self.subTest(user=user.login, method=method), self.assertRaises(AccessError):
                    self.rpc("dg.proposal", method, *arguments, user=user)
        with self.assertRaises(AccessError):
            proposal.sudo().write({"operation": {}})
        with self.assertRaises(AccessError):
            proposal.hold_ids.sudo().write({"proposal_id": False})

    def test_values_are_read_by_nobody_and_the_summary_by_readers_of_the_order_only(self):
        proposal = self.request(values={"discount": 30})
        for field in ("operation", "differences"):
            with self.subTest(field=field), self.assertRaises(AccessError):
                self.rpc("dg.proposal", "read", proposal.ids, [field], user=self.controller)
        with self.assertRaises(AccessError):
            self.rpc("dg.proposal", "read", proposal.ids, ["summary"], user=self.other_salesperson)
        self.assertFalse(self.rpc("dg.proposal", "search", [("id", "=", proposal.id)], user=self.other_salesperson))
        self.assertTrue(self.rpc("dg.proposal", "read", proposal.ids, ["summary"])[0]["summary"])

    def test_portal_user_requests_nothing(self):
        portal = new_test_user(
            self.env, "dg_portal", groups="base.group_portal", company_id=self.company.id, company_ids=self.company.ids
        )
        self.order.message_subscribe(portal.partner_id.ids)
        with self.assertRaises(AccessError):
            self.request(user=portal, values={"discount": 60})

    def test_requester_neither_releases_nor_rejects_his_own_change(self):
        proposal = self.request(user=self.controller, values={"discount": 30})

        with self.assertRaises(ReleaseRefused):
            self.when_released(self.order)
        with self.assertRaises(ReleaseRefused):
            self.when_rejected(proposal)
        with self.assertRaises(AccessError):
            self.when_rejected(proposal, user=self.salesperson)

    def test_released_request_covers_nothing_but_itself(self):
        self.given_policy(("Small", "hold", {"amount_untaxed": "< 80"}), name="Value")
        proposal = self.request(values={"discount": 30})
        discount = proposal.hold_ids.filtered(lambda hold: hold.rule_name == "Discount above 10 %")
        discount.with_user(self.controller)._release("Fine.")

        with self.assertRaises(UserError):
            self.when_line_written(self.order, discount=30)

        self.assertEqual(proposal.state, "waiting")
        self.assertEqual(self.order.order_line.discount, 0)
