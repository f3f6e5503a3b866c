"""Is all that happens to a request in the journal, in the form that the catalogue promises?"""

import json

import jsonschema

from odoo.tests import tagged

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestJournal(ApprovalCase):
    """Events of approvals."""

    def test_every_event_has_the_form_of_its_type(self):
        deputy = self._approver("dg_deputy")
        self.given_limit(self.lead, 90)
        self.given_delegation(self.lead, deputy).action_revoke()
        self.given_delegation(self.lead, deputy)
        ends = {}
        for choice in ("approve", "reject", "return"):
            order, request = self.given_request(tier=self.team) if not ends else (self.given_order(discount=18), None)
            if not request:
                order.action_confirm()
                request = self.request(order)
            self.when_voted(request, deputy, choice, "Because.")
            ends[choice] = request.state
        for act in ("action_withdraw", "action_cancel"):
            order = self.given_order(discount=18)
            order.action_confirm()
            user = self.salesperson if act == "action_withdraw" else self.controller
            self.rpc("dg.approval.request", act, self.request(order).ids, "Because.", user=user)
        self.env.flush_all()

        prefixes = ("approval.", "authority.", "delegation.")
        events = self.env["dg.event"].search([]).filtered(lambda event: event.event_type_id.code.startswith(prefixes))
        seen = set(events.mapped("event_type_id.code"))
        self.assertEqual(ends, {"approve": "done", "reject": "rejected", "return": "returned"})
        self.assertLessEqual(
            {"approval.requested", "approval.voted", "approval.approved", "approval.withdrawn", "delegation.revoked"},
            seen,
        )
        for event in events:
            with self.subTest(code=event.event_type_id.code):
                jsonschema.validate(json.loads(event.payload), json.loads(event.event_type_id.schema))
