"""Can a question be passed on to somebody who may decide it, and to nobody else?"""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..exceptions import VoteRefused
from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestForward(ApprovalCase):
    """Who may be given a question, and what becomes of whoever gives it away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._approver("dg_colleague")

    def when_forwarded(self, request, user, target, comment=""):
        """Pass one's question on as a remote client does."""
        return self.rpc("dg.approval.request", "forward", request.ids, target.id, comment, user=user)

    def assert_not_forwarded(self, request, user, target, rule, words=""):
        """The question stays where it is, and the refusal says why."""
        before = self.asked(request)
        with self.assertRaisesRegex(VoteRefused, words) as refused, self.env.cr.savepoint():
            self.when_forwarded(request, user, target)
        self.assertEqual(refused.exception.rule, rule)
        self.assertEqual(self.asked(request), before)

    def test_whoever_was_given_the_question_answers_it(self):
        order, request = self.given_request(tier=self.team)
        self.when_forwarded(request, self.lead, self.colleague, "You know this customer.")

        self.assertEqual(self.asked(request), self.colleague)
        self.assertEqual(request.step_ids.assignment_ids[-1].forwarded_by_id, self.lead)
        self.assertIn("approval.forwarded", self.journal(order))
        self.when_voted(request, self.colleague)
        self.assert_confirmed(order)

    def test_whoever_passed_the_question_on_answers_no_more(self):
        _order, request = self.given_request()
        self.when_forwarded(request, self.lead, self.colleague)

        self.assert_refused("not_asked", request, self.lead)
        self.assertFalse(request.with_user(self.lead).is_mine)
        self.assertTrue(request.with_user(self.colleague).is_mine)

    def test_everybody_must_agree_without_who_passed_it_on(self):
        self.team.write({"user_ids": [Command.link(self.director.id)], "quorum": 0})
        order, request = self.given_request(tier=self.team)
        self.when_forwarded(request, self.lead, self.colleague)
        self.when_voted(request, self.director)
        self.assertEqual(request.state, "open")

        self.when_voted(request, self.colleague)

        self.assert_confirmed(order)

    def test_question_goes_to_nobody_who_may_not_decide(self):
        _order, request = self.given_request()
        self.given_limit(self.lead, 30)

        self.assert_not_forwarded(request, self.lead, self.salesperson, "target", "the role Approver is missing")
        self.assert_not_forwarded(request, self.lead, self.lead, "target", "asked already")
        self.assert_not_forwarded(request, self.lead, self.colleague, "target", "beyond the authority")

    def test_requester_is_given_no_question_about_his_own_order(self):
        self.salesperson.group_ids += self.env.ref("distribution_governance.group_dg_approver")
        _order, request = self.given_request()

        self.assert_not_forwarded(request, self.lead, self.salesperson, "target", "the duties")

    def test_stranger_passes_nothing_on(self):
        _order, request = self.given_request()

        self.assert_not_forwarded(request, self.colleague, self.director, "not_asked")

    def test_what_was_delegated_is_not_passed_on(self):
        _order, request = self.given_request()
        self.given_delegation(self.lead, self.colleague)

        self.assert_not_forwarded(request, self.colleague, self.director, "delegate", "You stand in for")

    def test_dialog_offers_those_who_could_answer(self):
        _order, request = self.given_request()
        self.given_limit(self.director, 30)
        dialog = (
            self.env["dg.vote.wizard"].with_user(self.lead).create({"request_ids": request.ids, "choice": "forward"})
        )

        self.assertIn(self.director, dialog.target_ids)
        self.assertNotIn(self.colleague, dialog.target_ids)
        self.assertNotIn(self.lead, dialog.target_ids)

    def test_answer_brings_files_along_that_stay_with_the_request(self):
        _order, request = self.given_request()
        file = self.env["ir.attachment"].with_user(self.lead).create({"name": "offer.txt", "raw": b"9 %"})
        self.env["dg.vote.wizard"].with_user(self.lead).create(
            {"request_ids": request.ids, "choice": "approve", "attachment_ids": file.ids}
        ).action_answer()

        self.assertEqual((file.res_model, file.res_id), (request._name, request.id))
        self.assertEqual(request.message_ids[0].attachment_ids, file)
        self.assertEqual(request.message_ids[0].author_id, self.lead.partner_id)

    def test_nobody_attaches_files_of_somebody_else(self):
        _order, request = self.given_request()
        file = self.env["ir.attachment"].with_user(self.director).create({"name": "secret.txt", "raw": b"1"})
        dialog = self.env["dg.vote.wizard"].with_user(self.lead)

        with self.assertRaises(UserError):
            dialog.create(
                {"request_ids": request.ids, "choice": "approve", "attachment_ids": [Command.link(file.id)]}
            ).action_answer()
        self.assertFalse(request.vote_ids)
