"""Does everybody learn what waits, in one mail, once, and in words of his own?"""

from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .mirror_case import MirrorCase


@tagged("post_install", "-at_install")
class TestDigest(MirrorCase):
    """The mail to approvers."""

    def test_thirty_requests_are_one_mail_and_a_second_run_sends_nothing(self):
        orders = self.given_held_orders(30)

        mail = self.when_mailed()
        self.assertEqual(mail.recipient_ids, self.lead.partner_id)
        self.assertIn("and 29 more wait for your approval", mail.subject)
        for order in orders:
            self.assertIn(order.name, mail.body_html)
        self.assertFalse(self.when_mailed())

    def test_mail_links_each_request_and_my_approvals_and_nothing_that_answers(self):
        _order, request = self.given_request()
        mail = self.when_mailed()

        self.assertIn(f'/odoo/action-dg_approvals.dg_approval_request_action_mine/{request.id}"', mail.body_html)
        self.assertIn('/odoo/action-dg_approvals.dg_approval_request_action_mine"', mail.body_html)
        self.assertNotIn("token", mail.body_html)

    def test_mail_tells_the_figures_on_which_the_reader_decides(self):
        self.given_routed_policy(("Margin too low", {"margin_percent": "< 30"}, None))
        order = self.given_order(discount=18)
        order.action_confirm()

        self.assertIn("26.83", self.when_mailed().body_html)

    def test_new_question_lists_what_else_waits_by_due_time_and_money(self):
        first, second = self.given_held_orders(2)
        self.when_mailed()
        self.request(second)._change({"amount": 9000})
        late = self.given_held_orders(1)
        body = self.text(self.when_mailed().body_html)

        self.assertIn("NEW FOR YOU", body.upper())
        places = [body.upper().index(words.upper()) for words in (late.name, "Also waiting")]
        self.assertEqual(places, sorted(places))
        self.assertLess(body.index(second.name), body.index(first.name))

    def test_reminder_and_lateness_are_new_and_said(self):
        order, request = self.given_request()
        self.when_mailed()
        self.when_it_is(request, "soon")
        self.assertIn(order.name, self.when_mailed().body_html)
        self.when_it_is(request, "late")
        mails = self.when_mailed()

        self.assertEqual(mails.recipient_ids, (self.lead + self.director + self.second_director).partner_id)
        self.assertIn(
            "Late, was due", mails.filtered(lambda mail: mail.recipient_ids == self.lead.partner_id).body_html
        )

    def test_answered_questions_are_not_mailed(self):
        _order, request = self.given_request(tier=self.team)
        self.when_mirrored()
        self.when_voted(request, self.lead)

        self.assertFalse(self.when_mailed())

    def test_delegate_of_today_is_mailed_in_whose_place(self):
        deputy = self._approver("dg_deputy")
        self.given_delegation(self.lead, deputy)
        order, _request = self.given_request()
        mails = self.when_mailed()

        self.assertEqual(mails.recipient_ids, (self.lead + deputy).partner_id)
        to_deputy = mails.filtered(lambda mail: mail.recipient_ids == deputy.partner_id)
        self.assertIn("in place of dg_lead", self.text(to_deputy.body_html))
        self.assertIn(order.name, to_deputy.body_html)
        self.assertFalse(self.when_mailed())

    def test_delegation_for_another_process_mails_nothing(self):
        deputy = self._approver("dg_deputy")
        elsewhere = self.env["dg.process"].create({"name": "Elsewhere", "company_id": self.company.id})
        self.given_delegation(self.lead, deputy, process_id=elsewhere.id)
        self.given_request()

        self.assertEqual(self.when_mailed().recipient_ids, self.lead.partner_id)

    def test_former_approver_is_not_mailed(self):
        self.given_request()
        self.lead.group_ids -= self.env.ref("distribution_governance.group_dg_approver")

        self.assertFalse(self.when_mailed())

    def test_never_means_never_and_is_a_choice_of_ones_own(self):
        self.rpc("res.users", "write", self.lead.ids, {"dg_digest": "never"}, user=self.lead)
        self.given_request()

        self.assertFalse(self.when_mailed())
        with self.assertRaises(AccessError):
            self.rpc("res.users", "write", self.director.ids, {"dg_digest": "never"}, user=self.lead)

    def test_choice_is_offered_to_approvers(self):
        form = self.env.ref("base.view_users_form_simple_modif").id
        for user, is_offered in ((self.lead, True), (self.salesperson, False)):
            arch = self.env["res.users"].with_user(user).get_view(form, "form")["arch"]
            with self.subTest(user=user.login):
                self.assertEqual("dg_digest" in arch, is_offered)

    def test_daily_reader_is_mailed_in_the_morning_where_he_is(self):
        self.lead.write({"dg_digest": "daily", "tz": "Asia/Tokyo"})
        for moment, is_mailed in (
            ("2026-11-23 12:00", False),
            ("2026-11-23 21:59", False),
            ("2026-11-23 22:01", True),
            ("2026-11-23 22:16", False),
        ):
            with self.subTest(moment=moment), freeze_time(datetime.fromisoformat(moment)):
                if moment.endswith(" 12:00"):
                    self.given_request()
                self.assertEqual(bool(self.when_mailed()), is_mailed)
        with freeze_time(datetime.fromisoformat("2026-11-24 01:00")):
            self.given_held_orders(1)
            self.assertFalse(self.when_mailed())
        with freeze_time(datetime.fromisoformat("2026-11-24 22:05")):
            self.assertTrue(self.when_mailed())

    def test_mail_is_written_in_the_language_and_time_of_the_reader(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.lead.write({"lang": "fr_FR", "tz": "Europe/Paris"})
        view = self.env.ref("dg_approvals.dg_approval_digest_mail")
        view.update_field_translations(
            "arch_db", {"fr_FR": {"Waiting for your approval": "En attente de votre accord"}}
        )
        _order, request = self.given_request()
        request.step_ids[0]._change({"due_at": datetime(2036, 2, 24, 23, 30)})
        body = self.text(self.when_mailed().body_html)

        self.assertIn("En attente de votre accord", body)
        self.assertIn("25/02/2036", body)
        self.assertRegex(body, r"\d+,\d\d.€")

    def test_two_companies_are_one_mail_that_names_them(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.lead.company_ids += elsewhere
        self.given_request()

        self.assertIn("Test Wholesale", self.text(self.when_mailed().body_html))

    def test_whoever_left_the_company_learns_nothing_of_it_any_more(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.given_request()
        self.lead.write({"company_ids": [(6, 0, elsewhere.ids)], "company_id": elsewhere.id})

        self.assertFalse(self.when_mailed())

    def test_reader_without_an_address_is_mailed_when_there_is_one(self):
        self.lead.email = False
        self.given_request()
        self.assertFalse(self.when_mailed())
        self.lead.email = "lead@example.com"

        self.assertTrue(self.when_mailed())

    def test_delegate_who_may_not_read_the_order_is_mailed_nothing_of_it(self):
        blind = self._user("dg_blind", "distribution_governance.group_dg_approver")
        blind.email = "blind@example.com"
        self.given_delegation(self.lead, blind)
        self.given_request()
        self.env.flush_all()
        self.env["dg.approval.request"]._mirror_next()
        digests = self.env["dg.approval.digest"]
        digests._mail(digests._due_people() | blind)

        self.assertFalse(self.env["mail.mail"].search([("recipient_ids", "in", blind.partner_id.ids)]))
