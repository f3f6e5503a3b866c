"""Does nobody release more than the authority given to him?"""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.distribution_governance.tests.common import PREFIX

from .approval_case import APPROVER, ApprovalCase


@tagged("post_install", "-at_install")
class TestAuthority(ApprovalCase):
    """Limits of authority."""

    def test_vote_within_the_limit_counts(self):
        self.given_limit(self.lead, 20)
        order, request = self.given_request(discount=18, tier=self.team)
        self.when_voted(request, self.lead)

        self.assert_confirmed(order)

    def test_vote_beyond_the_limit_is_refused_and_names_who_may(self):
        self.given_limit(self.lead, 20)
        self.given_limit(self.director, 40)
        _order, request = self.given_request(discount=18)
        request.step_ids[0]._ask(self.director, "escalation")
        self.lead_limit = self.env["dg.authority.limit"].search([("user_id", "=", self.lead.id)])
        self.lead_limit.with_user(self.manager).write({"bound": 15})
        self.lead_limit.with_user(self.second_manager).action_confirm()

        told = self.assert_refused("authority", request, self.lead)
        self.assertIn("Deepest line discount", told)
        self.assertRegex(told, "dg_director .* may approve it")

    def test_whoever_may_release_orders_up_to_a_size_approves_no_larger_one_for_another_reason(self):
        self.given_limit(self.lead, 50, fact="amount_untaxed")
        order, request = self.given_request(discount=18, quantity=10, tier=self.team)
        self.assertGreater(order.amount_untaxed, 50)

        told = self.assert_refused("authority", request, self.lead)
        self.assertIn("Untaxed amount", told)

    def test_limit_of_size_narrows_only_whoever_holds_one(self):
        self.given_limit(self.director, 50, fact="amount_untaxed")
        order, request = self.given_request(discount=18, quantity=10, tier=self.team)
        self.when_voted(request, self.lead)

        self.assert_confirmed(order)

    def test_limit_of_size_counts_for_what_the_order_has_grown_to(self):
        self.given_limit(self.lead, 5000, fact="amount_untaxed")
        order, request = self.given_request(discount=18, tier=self.team)
        order.order_line.product_uom_qty = 1000

        self.assert_refused("authority", request, self.lead)

    def test_limit_of_size_that_is_rewritten_does_not_open_every_size(self):
        limit = self.given_limit(self.lead, 50, fact="amount_untaxed")
        _order, request = self.given_request(discount=18, quantity=10, tier=self.team)
        limit.with_user(self.manager).write({"bound": 10_000_000})

        self.assert_refused("authority", request, self.lead)

    def test_rejecting_needs_no_authority(self):
        self.given_limit(self.lead, 15)
        self.given_limit(self.director, 40)
        _order, request = self.given_request(discount=18)
        self.when_voted(request, self.lead, "reject", "No.")

        self.assertEqual(request.state, "rejected")

    def test_tier_without_the_authority_goes_to_one_that_has_it(self):
        self.given_limit(self.lead, 15)
        self.given_limit(self.director, 40)
        _order, request = self.given_request(discount=18)

        self.assertIn(self.director, self.asked(request))

    def test_limit_of_a_group_is_held_by_its_members(self):
        group = self.env.ref(APPROVER)
        self.given_limit(self.lead, 5, user_id=False, group_id=group.id)
        _order, request = self.given_request(discount=18, tier=self.team)

        self.assert_refused("authority", request, self.lead)

    def test_limit_that_has_ended_allows_nothing(self):
        yesterday = fields.Date.today() - timedelta(days=1)
        self.given_limit(self.lead, 50, valid_to=yesterday)
        _order, request = self.given_request(discount=18, tier=self.team)

        self.assert_refused("authority", request, self.lead)

    def test_limit_counts_only_when_a_second_manager_confirmed_it(self):
        limit = self.env["dg.authority.limit"].with_user(self.manager)
        limit = limit.create(
            {"user_id": self.lead.id, "fact_id": self.env.ref(PREFIX + "deepest_discount").id, "bound": 5}
        )
        self.assertFalse(limit.is_in_force)
        with self.assertRaisesRegex(AccessError, "Another manager has to confirm it"):
            limit.action_confirm()
        limit.with_user(self.second_manager).action_confirm()
        self.assertTrue(limit.is_in_force)

        limit.with_user(self.manager).bound = 90
        self.assertFalse(limit.is_in_force)

    def test_limit_that_nobody_confirmed_leaves_no_route_without_people(self):
        _order, request = self.given_request(tier=self.team)
        fact = self.env.ref(PREFIX + "deepest_discount").id
        own = {"user_id": self.second_manager.id, "fact_id": fact, "bound": 1}
        self.rpc("dg.authority.limit", "create", [own, own | {"active": False}], user=self.manager)
        self.when_voted(request, self.lead)

        self.assertEqual(request.state, "done")

    def test_limit_that_counted_stays_a_limit_of_its_fact_and_company(self):
        limit = self.given_limit(self.director, 50)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        other = self.env.ref(PREFIX + "amount_untaxed")
        for values in ({"fact_id": other.id}, {"company_id": elsewhere.id}):
            with self.subTest(values=values), self.assertRaisesRegex(AccessError, "stays one of its fact"):
                self.rpc("dg.authority.limit", "write", limit.ids, values, user=self.manager)

    def test_nobody_writes_that_a_limit_was_never_confirmed(self):
        limit = self.given_limit(self.director, 50)
        self.rpc("dg.authority.limit", "write", limit.ids, {"was_confirmed": False}, user=self.manager)

        self.assertTrue(limit.was_confirmed)
        with self.assertRaisesRegex(AccessError, "is not deleted"):
            self.rpc("dg.authority.limit", "unlink", limit.ids, user=self.manager)

    def test_company_may_do_without_the_second_manager(self):
        self.company.dg_second_manager = False
        limit = self.env["dg.authority.limit"].with_user(self.manager)
        limit = limit.create(
            {"user_id": self.lead.id, "fact_id": self.env.ref(PREFIX + "deepest_discount").id, "bound": 5}
        )
        self.assertTrue(limit.is_in_force)

    def test_nobody_writes_a_limit_of_his_own(self):
        own = {"fact_id": self.env.ref(PREFIX + "deepest_discount").id, "bound": 90}
        with self.assertRaisesRegex(AccessError, "Nobody writes a limit of his own"):
            self.rpc("dg.authority.limit", "create", [own | {"user_id": self.manager.id}], user=self.manager)
        with self.assertRaisesRegex(AccessError, "Nobody writes a limit of his own"):
            group = self.env.ref("distribution_governance.group_dg_manager")
            self.rpc("dg.authority.limit", "create", [own | {"group_id": group.id}], user=self.manager)
        limit = self.given_limit(self.lead, 20)
        with self.assertRaises(AccessError):
            self.rpc("dg.authority.limit", "write", limit.ids, {"user_id": self.manager.id}, user=self.manager)
        for user in (self.salesperson, self.lead, self.controller, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.rpc("dg.authority.limit", "write", limit.ids, {"bound": 99}, user=user)

    def test_limit_that_means_nothing_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "either to one person or to one group"):
            self.given_limit(self.lead, 20, group_id=self.env.ref(APPROVER).id)
        with self.assertRaisesRegex(ValidationError, "is no number"):
            self.given_limit(self.lead, 1, fact="other_pricelist")

    def test_every_change_is_in_the_journal(self):
        self.given_limit(self.lead, 20)

        self.assertGreaterEqual(self.journal(self.company).count("authority.limit_changed"), 2)
