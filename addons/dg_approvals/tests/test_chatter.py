"""Do the messages of a document tell what happened to its request: all of it, once, and in its order?"""

from odoo.tests import tagged

from .mirror_case import MirrorCase


@tagged("post_install", "-at_install")
class TestChatter(MirrorCase):
    """Notes on the document."""

    def test_request_says_for_what_and_who_is_asked_until_when(self):
        order, _request = self.given_request()
        self.when_mirrored()

        (note,) = self.notes(order)
        self.assertIn("Approval is asked for: Discount above 10 %.", note)
        self.assertIn("Team (dg_lead", note)
        self.assertIn(", then Board (", note)
        self.assertRegex(note, r"the first until .+\(.+\)\.")

    def test_events_of_one_run_are_one_note_in_their_order(self):
        deputy = self._approver("dg_deputy")
        self.given_delegation(self.lead, deputy)
        order, request = self.given_request()
        self.when_voted(request, deputy, comment="Good customer.")
        self.when_voted(request, self.director)
        self.when_mirrored()

        (note,) = self.notes(order)
        told = [
            "Approval is asked for",
            "dg_deputy",
            "on behalf of dg_lead",
            "approved (Team). “Good customer.”",
            "approved (Board).",
            "It is approved, and the document went on.",
        ]
        places = [note.index(words) for words in told]
        self.assertEqual(places, sorted(places))

    def test_each_event_is_told_once(self):
        order, request = self.given_request()
        self.when_mirrored()
        self.when_voted(request, self.lead)
        self.when_mirrored()
        request._mark_news()
        self.when_mirrored()

        first, second = self.notes(order)
        self.assertIn("Approval is asked for", first)
        self.assertIn("approved (Team).", second)
        self.assertNotIn("Approval is asked for", second)

    def test_reason_of_a_rejection_is_told_once(self):
        order, request = self.given_request()
        self.when_voted(request, self.lead, "reject", "Too cheap.")
        self.when_mirrored()

        (note,) = self.notes(order)
        self.assertEqual(note.count("Too cheap."), 1)
        self.assertIn("The request is rejected.", note)

    def test_return_escalation_withdrawal_and_cancellation_are_told(self):
        orders = self.given_held_orders(5)
        returned, late, withdrawn, cancelled, changed = [self.request(order) for order in orders]
        self.when_voted(returned, self.lead, "return", "Ask for more.")
        self.when_it_is(late, "late")
        self.rpc("dg.approval.request", "action_withdraw", withdrawn.ids, "Lost.", user=self.salesperson)
        self.rpc("dg.approval.request", "action_cancel", cancelled.ids, "Test.", user=self.controller)
        orders[4].order_line.discount = 5
        orders[4].action_confirm()
        self.when_mirrored()

        self.assertEqual(changed.state, "overtaken")
        for order, words in zip(
            orders,
            (
                "wants it changed first (Team). “Ask for more.” It goes back to whoever asked",
                "Team did not answer in time; now asked: dg_director",
                "withdrew the request. “Lost.”",
                "cancelled the request. “Test.”",
                "Nobody is asked about it any more.",
            ),
            strict=True,
        ):
            with self.subTest(words=words):
                self.assertTrue(any(words in note for note in self.notes(order)), self.notes(order))

    def test_document_that_could_not_go_on_is_told_without_the_error(self):
        order, request = self.given_request(tier=self.team)
        self.customer.sale_warn_msg = False
        request._change({"state": "approved"})
        request._move_to("failed", "Margin is 26.83 %")
        request._note("approval.failed", lambda _request: {"error": "Margin is 26.83 %"})
        self.when_mirrored()

        (note,) = self.notes(order)
        self.assertIn("could not go on after its approval", note)
        self.assertNotIn("26.83", note)

    def test_figures_that_need_disclosure_are_not_told(self):
        self.given_routed_policy(("Margin too low", {"margin_percent": "< 30"}, self.team))
        order = self.given_order(discount=18)
        order.action_confirm()
        self.when_voted(self.request(order), self.lead)
        self.when_mirrored()

        self.assertIn("Margin too low", self.notes(order)[0])
        self.assertNotIn("26.8", " ".join(self.notes(order)))

    def test_nobody_is_mailed_and_comments_are_no_markup(self):
        before = self.env["mail.mail"].search_count([])
        order, request = self.given_request()
        order.message_subscribe(partner_ids=self.customer.ids)
        self.when_voted(request, self.lead, comment="<b onclick='x'>Fine</b>")
        self.when_mirrored()

        message = order.message_ids.filtered(lambda one: one.author_id == self.env.ref("base.partner_root"))[:1]
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_note"))
        self.assertIn("&lt;b onclick", message.body)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_document_that_was_deleted_stops_nothing(self):
        kept, _request = self.given_request()
        gone = self.given_order(discount=18)
        gone.action_confirm()
        request = self.request(gone)
        gone.sudo().unlink()
        self.when_mirrored()

        self.assertTrue(self.notes(kept))
        self.assertFalse(request.has_news)
