"""Does whoever changed the terms of a business keep out of its decisions?"""

from odoo import fields
from odoo.tests import tagged

from .approval_case import ApprovalCase


@tagged("post_install", "-at_install")
class TestTerms(ApprovalCase):
    """Credit limits, price lists and policies that were changed within the window."""

    def given_credit_request(self):
        """Let an order wait that is measured by its customer's credit."""
        self.customer.write({"use_partner_credit_limit": True, "credit_limit": 10})
        self.given_routed_policy(("Over the credit limit", {"credit_over_limit": "> 0"}, None))
        order = self.given_order()
        order.action_confirm()
        return self.request(order)

    def given_change_long_ago(self):
        """Let every change of terms lie further back than the window."""
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE dg_terms_change DISABLE TRIGGER USER")
        self.env.cr.execute("UPDATE dg_terms_change SET changed_at = changed_at - interval '31 days'")
        self.env.cr.execute("ALTER TABLE dg_terms_change ENABLE TRIGGER USER")

    def test_whoever_changed_the_credit_limit_does_not_decide_on_credit(self):
        self.customer.with_user(self.lead).sudo().credit_limit = 5
        request = self.given_credit_request()

        self.assertNotIn(self.lead, self.asked(request))
        sentence = self.assert_refused("credit_limit", request, self.lead)
        self.assertIn("You changed the customer's credit limit lately.", sentence)

    def test_credit_limit_does_not_matter_where_no_credit_was_measured(self):
        self.customer.with_user(self.lead).sudo().credit_limit = 5
        order, request = self.given_request(tier=self.team)

        self.when_voted(request, self.lead)
        self.assert_confirmed(order)

    def test_whoever_changed_the_price_list_does_not_decide(self):
        base = self.env["product.pricelist"].create({"name": "Base"})
        own = self.env["product.pricelist"].create(
            {
                "name": "Own",
                "item_ids": [(0, 0, {"base": "pricelist", "base_pricelist_id": base.id, "compute_price": "formula"})],
            }
        )
        self.customer.property_product_pricelist = own
        self.env["product.pricelist.item"].with_user(self.lead).sudo().create(
            {"pricelist_id": base.id, "compute_price": "fixed", "fixed_price": 90, "applied_on": "3_global"}
        )
        _order, request = self.given_request()

        self.assert_refused("price_list", request, self.lead)

    def test_whoever_gave_the_customer_another_price_list_does_not_decide(self):
        other = self.env["product.pricelist"].create({"name": "Cheap"})
        self.customer.with_user(self.lead).sudo().property_product_pricelist = other
        _order, request = self.given_request()

        self.assert_refused("price_list", request, self.lead)

    def test_change_before_the_window_means_nothing(self):
        self.customer.with_user(self.lead).sudo().credit_limit = 5
        self.given_change_long_ago()
        request = self.given_credit_request()

        self.assertEqual(self.asked(request), self.lead)

    def test_window_of_nothing_switches_it_off(self):
        self.company.dg_duty_window_days = 0
        self.customer.with_user(self.lead).sudo().credit_limit = 5
        request = self.given_credit_request()

        self.assertEqual(self.asked(request), self.lead)

    def test_changed_window_is_in_the_journal(self):
        self.company.dg_duty_window_days = 7

        self.assertIn("company.duty_window_changed", self.journal(self.company))

    def test_changes_of_terms_are_evidence(self):
        self.customer.with_user(self.lead).sudo().credit_limit = 5
        change = self.env["dg.terms.change"].search([("user_id", "=", self.lead.id)])

        self.assertEqual((change.kind, change.subject_id), ("credit", self.customer.id))
        with self.assertRaisesRegex(Exception, "evidence"):
            change.sudo().write({"changed_at": fields.Datetime.now()})
