"""Does the badge say what waits for me, at once and without asking much?"""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from .approval_case import ApprovalCase

QUERIES = 2


@tagged("post_install", "-at_install")
class TestInbox(ApprovalCase):
    """What `my_inbox` tells."""

    def inbox(self, user):
        """Return what the badge of a person shows."""
        return self.rpc("dg.approval.request", "my_inbox", user=user)

    def given_requests(self, count):
        """Let so many orders be held, of 1, 2, 3 … shelves; return their requests."""
        self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        orders = [self.given_order(discount=18, quantity=number + 1) for number in range(count)]
        for order in orders:
            order.action_confirm()
        return [self.request(order) for order in orders]

    def given_copies(self, request, count):
        """Let the person who is asked on a request be asked on so many more, about documents of other numbers."""
        self.env.flush_all()
        columns = (
            "document_model, document_name, company_id, gate, state, requester_id, submitted_at, decision_id, "
            "fingerprint, amount, currency_id, vote_count"
        )
        self.env.cr.execute(
            SQL(
                """WITH made AS (INSERT INTO dg_approval_request (document_id, %(columns)s)
                        SELECT (SELECT MAX(document_id) FROM dg_approval_request) + number, %(columns)s
                          FROM dg_approval_request, generate_series(1, %(count)s) number
                         WHERE id = %(request)s RETURNING id, company_id),
                   step AS (INSERT INTO dg_approval_step (request_id, company_id, sequence, name, state)
                        SELECT id, company_id, 1, 'Team', 'open' FROM made RETURNING id, request_id, company_id)
                   INSERT INTO dg_approval_assignment (step_id, request_id, company_id, user_id, origin, is_open)
                   SELECT id, request_id, company_id, %(user)s, 'tier', TRUE FROM step""",
                columns=SQL(columns),
                count=count,
                request=request.id,
                user=self.lead.id,
            )
        )

    def test_badge_counts_what_waits_and_shows_the_most_urgent_first(self):
        small, middle, large = self.given_requests(3)
        soon = fields.Datetime.now() + timedelta(hours=1)
        late = fields.Datetime.now() - timedelta(hours=1)
        small._change({"due_at": late})
        (middle + large)._change({"due_at": soon})

        told = self.inbox(self.lead)
        self.assertEqual((told["count"], told["is_capped"]), (3, False))
        self.assertEqual([row["id"] for row in told["rows"]], [small.id, large.id, middle.id])
        self.assertEqual([row["is_late"] for row in told["rows"]], [True, False, False])
        self.assertEqual(
            told["rows"][0],
            {
                "id": small.id,
                "document": small.document_name,
                "amount": small.amount,
                "currency_id": small.currency_id.id,
                "due_at": fields.Datetime.to_string(late),
                "is_late": True,
                "reason": "Discount above 10 %",
            },
        )

    def test_badge_counts_what_my_approvals_lists(self):
        self.given_requests(7)
        listed = self.env["dg.approval.request"].with_user(self.lead).search([("is_mine", "=", True)])

        told = self.inbox(self.lead)
        self.assertEqual(told["count"], len(listed))
        self.assertEqual([row["id"] for row in told["rows"]], listed[:5].ids)

    def test_badge_forgets_what_was_answered_and_asks_the_next(self):
        first, _second = self.given_requests(2)
        self.assertEqual(self.inbox(self.director)["count"], 0)
        self.when_voted(first, self.lead)

        self.assertEqual(self.inbox(self.lead)["count"], 1)
        self.assertEqual(self.inbox(self.director)["count"], 1)

    def test_badge_of_a_delegate_counts_what_waits_for_both_once(self):
        self.given_requests(2)
        self.given_delegation(self.lead, self.director)
        self.assertEqual(self.inbox(self.director)["count"], 2)

        self.env["dg.delegation"].search([]).with_user(self.lead).action_revoke()
        self.assertEqual(self.inbox(self.director)["count"], 0)

    def test_person_without_the_role_has_an_empty_badge(self):
        self.given_requests(1)
        self.assertEqual(self.inbox(self.salesperson), {"count": 0, "is_capped": False, "rows": []})

    def test_document_that_the_reader_may_not_read_is_not_told(self):
        reader = self._user("dg_blind", "distribution_governance.group_dg_approver")
        self.team.user_ids = reader
        self.given_requests(1)

        self.assertEqual(self.inbox(reader), {"count": 0, "is_capped": False, "rows": []})

    def test_badge_is_exact_to_a_thousand_and_says_so_beyond(self):
        [request] = self.given_requests(1)
        self.given_copies(request, 1000)
        told = self.inbox(self.lead)

        self.assertEqual((told["count"], told["is_capped"]), (1000, True))
        self.assertEqual([row["id"] for row in told["rows"]], [request.id])

    def test_badge_asks_the_database_twice_however_much_waits(self):
        [request] = self.given_requests(1)
        self.inbox(self.lead)
        for more in (0, 20, 2000):
            self.given_copies(request, more)
            self.env.invalidate_all()
            with self.subTest(more=more), self.assertQueryCount(QUERIES):
                self.inbox(self.lead)

    def test_requests_are_found_by_process_amount_and_day(self):
        first, second = self.given_requests(2)
        first._change({"due_at": fields.Datetime.now() - timedelta(days=3)})
        rows = self.env["dg.approval.request"].with_user(self.lead)

        self.assertEqual(first.process_id, self.process)
        self.assertEqual(rows.search([("process_id", "=", self.process.id)]), first + second)
        self.assertEqual(rows.search([("process_id.name", "=", "Sales")]), first + second)
        self.assertEqual(rows.search([("amount", ">=", second.amount)]), second)
        self.assertEqual(rows.search([("is_late", "=", True)]), first)
