"""Are payment terms measured against what was agreed with the customer?"""

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .fact_words import FactCase


@tagged("post_install", "-at_install")
class TestSaleFactsTerms(FactCase):
    """Payment terms."""

    def term(self, *lines):
        """Return a payment term of parts, each (percent, days) or (percent, days, kind of delay)."""
        return self.env["account.payment.term"].create(
            {
                "name": "Term",
                "line_ids": [
                    Command.create(
                        {"value_amount": percent, "nb_days": days, "delay_type": kind[0] if kind else "days_after"}
                    )
                    for percent, days, *kind in lines
                ],
            }
        )

    def given_own_term(self, term, partner=None):
        """Agree on a payment term with a customer."""
        (partner or self.customer).with_company(self.company).property_payment_term_id = term

    def gap(self, **values):
        """Return the gap of a new order."""
        return self.value(self.given_order(**values), "payment_term_gap_days")

    def test_last_part_counts(self):
        self.given_own_term(self.term((50, 10), (50, 30)))

        self.assertEqual(self.gap(payment_term_id=self.term((90, 0), (10, 90)).id), 60)
        self.assertEqual(self.gap(payment_term_id=self.term((100, 14)).id), -16)
        self.assertEqual(self.gap(), 0)

    @freeze_time("2026-03-10 12:00:00")
    def test_end_of_month_is_counted_in_days_from_today(self):
        self.given_own_term(self.term((100, 30)))

        later = self.term((100, 15, "days_after_end_of_month"))

        self.assertEqual(self.gap(payment_term_id=later.id), 6)

    def test_without_a_term_everything_is_due_at_once(self):
        self.assertEqual(self.gap(payment_term_id=self.term((100, 30)).id), 30)
        self.assertEqual(self.gap(payment_term_id=False), 0)
        self.given_own_term(self.term((100, 30)))
        self.assertEqual(self.gap(payment_term_id=False), -30)

    def test_archived_term_keeps_its_days(self):
        term = self.term((100, 45))
        term.active = False

        self.assertEqual(self.gap(payment_term_id=term.id), 45)

    def test_terms_of_contacts_and_payers_make_no_longer_term(self):
        self.given_own_term(self.term((100, 30)))
        long = self.term((100, 90))
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.customer.id})
        payer = self.env["res.partner"].create({"name": "Payer", "is_company": True})
        self.given_own_term(long, contact)
        self.given_own_term(long, payer)

        self.assertEqual(self.gap(partner_id=contact.id, payment_term_id=long.id), 60)
        self.assertEqual(self.gap(partner_invoice_id=payer.id, payment_term_id=long.id), 60)

    def test_term_of_the_payer_counts_where_it_is_shorter_or_the_only_one(self):
        payer = self.env["res.partner"].create({"name": "Payer", "is_company": True})
        self.given_own_term(self.term((100, 20)), payer)
        month = self.term((100, 30)).id

        self.assertEqual(self.gap(partner_invoice_id=payer.id, payment_term_id=month), 10)
        self.given_own_term(self.term((100, 30)))
        self.assertEqual(self.gap(partner_invoice_id=payer.id, payment_term_id=month), 10)

    def test_few_queries_for_any_batch(self):
        self.given_own_term(self.term((100, 30)))
        order = self.given_order(payment_term_id=self.term((100, 60)).id)

        self.assert_few_queries(order, "payment_term_gap_days")
