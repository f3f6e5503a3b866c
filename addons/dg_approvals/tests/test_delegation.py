"""Does a delegate answer with the authority of whom he stands in for, and with no more?"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .approval_case import APPROVER, ApprovalCase


@tagged("post_install", "-at_install")
class TestDelegation(ApprovalCase):
    """People who stand in for others."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deputy = cls._approver("dg_deputy")

    def test_delegate_answers_on_behalf_of_who_is_asked(self):
        self.given_delegation(self.lead, self.deputy)
        order, request = self.given_request(tier=self.team)
        self.when_voted(request, self.deputy)

        self.assert_confirmed(order)
        self.assertEqual((request.vote_ids.voter_id, request.vote_ids.on_behalf_of_id), (self.deputy, self.lead))

    def test_what_waits_for_the_delegator_is_in_the_delegates_inbox(self):
        _order, request = self.given_request()
        inbox = self.env["dg.approval.request"].with_user(self.deputy)
        self.assertFalse(inbox.search([("is_mine", "=", True)]))
        self.given_delegation(self.lead, self.deputy)

        self.assertEqual(inbox.search([("is_mine", "=", True)]), request)

    def test_delegate_does_not_exceed_the_delegator(self):
        self.given_limit(self.lead, 5)
        self.given_limit(self.deputy, 90)
        self.given_delegation(self.lead, self.deputy)
        _order, request = self.given_request(tier=self.team)

        self.assert_refused("authority", request, self.deputy)

    def test_delegate_cannot_pass_it_on(self):
        third = self._approver("dg_third")
        self.given_delegation(self.lead, self.deputy)
        self.given_delegation(self.deputy, third)
        _order, request = self.given_request(tier=self.team)

        self.assert_refused("not_asked", request, third)

    def test_delegate_is_excluded_where_he_had_a_hand_in_it(self):
        self.given_delegation(self.lead, self.deputy)
        order, request = self.given_request(tier=self.team)
        order.with_user(self.deputy).client_order_ref = "mine"
        self.env.flush_all()

        self.assert_refused("hand", request, self.deputy)

    def test_delegate_is_excluded_where_the_delegator_is(self):
        self.given_delegation(self.lead, self.deputy)
        order, request = self.given_request(tier=self.team)
        order.with_user(self.lead).client_order_ref = "mine"
        self.env.flush_all()

        self.assert_refused("hand", request, self.deputy)

    def test_delegation_counts_on_its_days_for_its_process_and_until_it_is_revoked(self):
        today = fields.Date.today()
        over = {"date_from": today - timedelta(days=9), "date_to": today - timedelta(days=2)}
        elsewhere = self.env["dg.process"].create({"name": "Elsewhere", "company_id": self.company.id})
        for values in (over, {"process_id": elsewhere.id}):
            self.given_delegation(self.lead, self.deputy, **values)
        revoked = self.given_delegation(self.lead, self.deputy)
        revoked.action_revoke()
        _order, request = self.given_request(tier=self.team)

        self.assert_refused("not_asked", request, self.deputy)
        self.assertIn("delegation.revoked", self.journal(self.company))

    def test_inbox_of_a_delegate_shows_no_more_than_he_may_answer(self):
        elsewhere = self.env["dg.process"].create({"name": "Elsewhere", "company_id": self.company.id})
        _order, request = self.given_request(tier=self.team)
        inbox = self.env["dg.approval.request"].with_user(self.deputy)
        for process, count in ((elsewhere, 0), (self.process, 1)):
            given = self.given_delegation(self.lead, self.deputy, process_id=process.id)
            with self.subTest(process=process.name):
                told = self.rpc("dg.approval.request", "my_inbox", user=self.deputy)
                self.assertEqual((told["count"], len(told["rows"])), (count, count))
                self.assertEqual(inbox.search_count([("is_mine", "=", True)]), count)
                self.assertEqual(inbox.browse(request.id).is_mine, bool(count))
            given.action_revoke()
            inbox.invalidate_model()

    def test_one_person_does_not_answer_for_two_tiers_by_standing_in(self):
        self.given_delegation(self.lead, self.director)
        _order, request = self.given_request()
        self.when_voted(request, self.director)

        self.assert_refused("second_tier", request, self.director)

    def test_nobody_delegates_what_is_not_his(self):
        today = fields.Date.today()
        values = {"delegator_id": self.lead.id, "date_from": today, "date_to": today, "reason": "mine now"}
        with self.assertRaisesRegex(AccessError, "may delegate this"):
            self.rpc("dg.delegation", "create", [values | {"delegate_id": self.deputy.id}], user=self.deputy)
        self.manager.group_ids += self.env.ref(APPROVER)
        with self.assertRaisesRegex(AccessError, "may delegate this"):
            self.rpc("dg.delegation", "create", [values | {"delegate_id": self.manager.id}], user=self.manager)
        delegation = self.given_delegation(self.lead, self.deputy)
        for user in (self.deputy, self.lead, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.delegation", "write", delegation.ids, {"date_to": "2099-01-01"}, user=user)
        with self.assertRaises(AccessError):
            self.rpc("dg.delegation", "action_revoke", delegation.ids, user=self.deputy)

    def test_delegation_that_means_nothing_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Choose somebody else"):
            self.given_delegation(self.lead, self.lead)
        with self.assertRaisesRegex(ValidationError, "the role Approver is missing"):
            self.given_delegation(self.lead, self.salesperson)

    def test_whoever_is_out_of_office_without_a_delegate_is_not_waited_for(self):
        self.lead.out_of_office_from = fields.Datetime.now() - timedelta(days=1)
        _order, request = self.given_request()

        self.assertIn(self.director, self.asked(request))

    def test_whoever_is_out_of_office_with_a_delegate_is_represented(self):
        self.lead.out_of_office_from = fields.Datetime.now() - timedelta(days=1)
        self.given_delegation(self.lead, self.deputy)
        _order, request = self.given_request()

        self.assertEqual(self.asked(request), self.lead)
