"""Does a salesperson learn before submitting whom an order will be put to, in which order and until when?"""

from odoo.tests import tagged

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestPreview(ApprovalCase):
    """What the gate says about people before there is a request."""

    def preview(self, order):
        """Return what the check says about the order, as its salesperson reads it."""
        [answer] = self.rpc("sale.order", "action_dg_check", order.ids)["dg_result"]
        return answer

    def given_draft_order(self, **values):
        """Enter an order as its salesperson, under a policy with a route."""
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        return self.given_order(user=self.salesperson, discount=18, **values)

    def test_order_outside_policy_says_whom_it_would_be_put_to(self):
        answer = self.preview(self.given_draft_order())

        first, second = answer["follows"]
        self.assertRegex(first, r"^Team: dg_lead .*, until .+\.$")
        self.assertRegex(second, r"^Board: dg_director .*dg_director2 .*, within 8 working hours after that\.$")

    def test_preview_asks_the_same_people_as_the_request(self):
        order = self.given_draft_order()
        follows = self.preview(order)["follows"]
        order.with_user(self.salesperson).action_confirm()

        steps = self.request(order).step_ids
        self.assertEqual(
            [line.partition(":")[0] for line in follows],
            steps.mapped("name"),
        )
        for line, step in zip(follows, steps, strict=True):
            self.assertIn(", ".join(step.approver_ids.mapped("name")), line)

    def test_preview_leaves_out_who_is_excluded(self):
        self.board.user_ids -= self.second_director
        order = self.given_draft_order()
        order.with_user(self.lead).client_order_ref = "Changed by the team lead"
        self.env.flush_all()

        self.assertRegex(self.preview(order)["follows"][0], r"^Team: dg_director .*, until")

    def test_preview_writes_nothing(self):
        order = self.given_draft_order()
        self.preview(order)

        self.assertFalse(self.request(order))
        self.assertFalse(self.decisions(order))

    def test_order_inside_policy_asks_nobody(self):
        order = self.given_draft_order()
        order.order_line.discount = 0

        self.assertEqual(self.preview(order)["follows"], [])

    def test_form_shows_it_before_the_order_is_confirmed(self):
        order = self.given_draft_order()

        self.assertIn("Team: dg_lead", str(order.with_user(self.salesperson).dg_forecast))
