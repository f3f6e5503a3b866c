"""Does every vote count for what it was given on only, and only as long as the voter may give it?"""

from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.distribution_governance.exceptions import ReleaseRefused

from ..exceptions import VoteRefused
from .approval_case import APPROVER, ApprovalCase


@tagged("post_install", "-at_install")
class TestVotesBound(ApprovalCase):
    """Contents, figures, roles, quorums and limits that change while a request runs."""

    def test_votes_on_different_contents_do_not_add_up(self):
        order, request = self.given_request()
        self.when_voted(request, self.lead)
        order.with_user(self.salesperson).order_line.write({"product_uom_qty": 1000, "discount": 18})
        self.env.flush_all()

        self.assert_refused("changed_after_votes", request, self.director)
        order.action_confirm()
        self.assertEqual((request.state, self.asked(self.request(order))), ("overtaken", self.lead))

    def test_votes_on_better_figures_do_not_count_for_worse_ones(self):
        self.given_routed_policy(("Margin below 30 %", {"margin_percent": "< 30"}, None))
        order = self.given_order(discount=18)
        order.action_confirm()
        request = self.request(order)
        self.when_voted(request, self.lead)
        self.shelf.with_company(self.company).standard_price = 81
        self.env.flush_all()
        order.invalidate_recordset()
        order.action_confirm()

        self.assertEqual((request.state, self.asked(self.request(order))), ("overtaken", self.lead))

    def test_controller_does_not_skip_those_who_could_stand_in(self):
        order, _request = self.given_request()
        self.lead.group_ids -= self.env.ref(APPROVER)

        with self.assertRaises(ReleaseRefused):
            self.when_released(order)

    def test_delegate_of_somebody_who_lost_the_role_does_not_vote(self):
        self.given_delegation(self.lead, self.director)
        _order, request = self.given_request(tier=self.team)
        self.lead.group_ids -= self.env.ref(APPROVER)

        self.assert_refused("no_approver", request, self.director)

    def test_former_member_of_the_group_does_not_vote(self):
        group = self.env["res.groups"].create({"name": "Team", "user_ids": [Command.set(self.lead.ids)]})
        self.team.write({"approver_kind": "group", "group_id": group.id})
        _order, request = self.given_request(tier=self.team)
        group.user_ids -= self.lead

        self.assert_refused("no_member", request, self.lead)

    def test_limit_that_is_rewritten_opens_nothing_meanwhile(self):
        limit = self.given_limit(self.director, 20)
        _order, request = self.given_request(tier=self.team)
        self.assert_refused("authority", request, self.lead)
        self.rpc("dg.authority.limit", "write", limit.ids, {"bound": 25}, user=self.manager)

        self.assert_refused("authority", request, self.lead)
        with self.assertRaises(AccessError):
            self.rpc("dg.authority.limit", "unlink", limit.ids, user=self.second_manager)

    def test_quorum_does_not_shrink_when_the_question_is_passed_on(self):
        leads = self.lead + self._approver("dg_lead2") + self._approver("dg_lead3")
        self.team.write({"user_ids": [Command.set(leads.ids)], "quorum": 3, "breach_action": "pass_next"})
        _order, request = self.given_request()
        past = fields.Datetime.now() - timedelta(hours=1)
        request.step_ids[0]._change({"due_at": past, "next_at": past})
        self.env["dg.approval.step"]._to_do(100)._do_what_is_due()
        self.when_voted(request, self.director)

        self.assertEqual(request.step_ids[0].state, "open")

    def test_approval_is_kept_when_the_step_breaks_unexpectedly(self):
        order, request = self.given_request(tier=self.team)
        broken = patch.object(type(self.env["sale.order"]), "_action_confirm", side_effect=KeyError("boom"))
        with broken, self.assertLogs("odoo.addons.distribution_governance", "ERROR"):
            self.when_voted(request, self.lead)

        self.assertEqual((request.state, order.state), ("failed", "draft"))
        self.assertIn("Tell an administrator", request.outcome)

    def test_nobody_answers_twice_by_standing_in(self):
        deputy = self._approver("dg_deputy")
        self.team.write({"user_ids": [Command.set((self.lead + deputy).ids)], "quorum": 2})
        self.given_delegation(self.lead, deputy)
        _order, request = self.given_request(tier=self.team)
        self.when_voted(request, deputy)

        self.assert_refused("twice", request, deputy)

    def test_tier_on_which_people_were_asked_and_route_of_a_policy_are_not_deleted(self):
        self.given_request()

        with self.assertRaises(UserError):
            self.rpc("dg.approval.tier", "unlink", self.team.ids, user=self.manager)
        with self.assertRaises(UserError):
            self.rpc("dg.approval.route", "unlink", self.route.ids, user=self.manager)

    def test_manager_does_not_vote_on_a_route_that_he_wrote(self):
        boss = self._user(
            "dg_boss", f"{APPROVER},distribution_governance.group_dg_manager,sales_team.group_sale_manager"
        )
        self.rpc("dg.approval.tier", "write", self.team.ids, {"user_ids": [Command.link(boss.id)]}, user=boss)
        _order, request = self.given_request(tier=self.team)

        self.assertNotIn(boss, self.asked(request))
        self.assert_refused("route", request, boss)

    def test_nobody_speaks_in_the_name_of_somebody_else(self):
        _order, request = self.given_request()
        self.rpc("dg.approval.request", "message_post", request.ids, body="I agree.", author_id=self.lead.partner_id.id)

        self.assertEqual(request.message_ids[0].author_id, self.salesperson.partner_id)

    def test_request_that_did_not_fail_is_not_tried_again(self):
        _order, request = self.given_request()

        with self.assertRaises(VoteRefused):
            self.rpc("dg.approval.request", "action_retry", request.ids)
