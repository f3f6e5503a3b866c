"""Does everything about a request stay with those who may read its document?"""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .approval_case import ApprovalCase

PARTS = ("dg.approval.step", "dg.approval.assignment", "dg.approval.vote")


@tagged("post_install", "-at_install")
class TestReading(ApprovalCase):
    """Parts of requests and open dialogs, in the hands of somebody else."""

    def test_parts_of_a_request_are_closed_to_whoever_may_not_read_the_order(self):
        _order, request = self.given_request()
        self.when_voted(request, self.lead, comment="Between us: they pay late.")
        for model in PARTS:
            rows = self.env[model].search([("request_id", "=", request.id)])
            with self.subTest(model=model):
                self.assertTrue(rows)
                self.assertFalse(self.rpc(model, "search", [("id", "in", rows.ids)], user=self.other_salesperson))
                with self.assertRaises(AccessError):
                    self.rpc(model, "read", rows.ids, ["request_id"], user=self.other_salesperson)

    def test_parts_of_a_request_are_read_by_requester_approver_and_auditor(self):
        _order, request = self.given_request()
        self.when_voted(request, self.lead)
        for model in PARTS:
            rows = self.env[model].search([("request_id", "=", request.id)])
            for user in (self.salesperson, self.lead, self.controller):
                with self.subTest(model=model, user=user.login):
                    found = self.rpc(model, "search", [("request_id", "=", request.id)], user=user)
                    self.assertEqual(set(found), set(rows.ids))
                    self.assertTrue(self.rpc(model, "read", rows.ids, ["request_id"], user=user))

    def test_dialog_is_open_to_whoever_opened_it_only(self):
        _order, request = self.given_request()
        values = {"request_ids": request.ids, "choice": "reject", "comment": "No."}
        dialog = self.env["dg.vote.wizard"].with_user(self.lead).create(values)

        for method, args in (("write", [{"choice": "approve"}]), ("read", [["choice"]]), ("action_answer", [])):
            with self.subTest(method=method), self.assertRaises(AccessError):
                self.rpc("dg.vote.wizard", method, dialog.ids, *args, user=self.salesperson)
        self.rpc("dg.vote.wizard", "action_answer", dialog.ids, user=self.lead)
        self.assertEqual(request.state, "rejected")
