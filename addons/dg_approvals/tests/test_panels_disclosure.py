"""Who learns margin and credit from a request?"""

import json

from odoo.tests import tagged

from .panel_case import PanelCase

HIDDEN = "not shown to you"


@tagged("post_install", "-at_install")
class TestPanelsDisclosure(PanelCase):
    """Whoever is asked sees every figure; everybody else what his groups disclose."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        readers = cls.env.ref("distribution_governance.group_dg_margin_reader") + cls.env.ref(
            "distribution_governance.group_dg_credit_reader"
        )
        cls.env.ref("base.group_user").implied_ids -= readers

    def given_late_customer_asking(self):
        """Let a customer who is late ask for a rack; return the request."""
        self.given_invoice(amount=1234.5, due="2020-01-31")
        return self.given_request(product=self.rack, quantity=3)[1]

    def sees(self, request, user):
        """Return (whether the margin is shown to this person, whether the credit is)."""
        told = self.panels(request, user)
        return self.facts(told["order"])["Margin"] != HIDDEN, bool(told["credit"]["rows"])

    def test_salesperson_reads_no_cost_margin_or_credit(self):
        request = self.given_late_customer_asking()
        told = self.panels(request, self.salesperson)
        everything = json.dumps(told, ensure_ascii=False)

        self.assertEqual(self.facts(told["order"])["Margin"], HIDDEN)
        self.assertNotIn("Margin", [column["label"] for column in told["order"]["columns"]])
        self.assertEqual(told["credit"]["facts"], [["Limit, debts and overdue", HIDDEN]])
        # Cost, margin, limit, debts with and without the order, room, overdue.
        for figure in ("37.13", "111.39", "134.61", "54.72", "7,777", "1,234.50", "1,480.50", "6,296.50", "6,542.50"):
            self.assertNotIn(figure, everything)

    def test_the_same_figures_are_told_to_whoever_is_asked(self):
        request = self.given_late_customer_asking()
        everything = json.dumps(self.panels(request), ensure_ascii=False)

        for figure in ("134.61", "54.72", "7,777", "1,234.50", "1,480.50", "6,296.50"):
            self.assertIn(figure, everything)

    def test_who_is_asked_later_and_who_was_asked_before_see_all(self):
        request = self.given_late_customer_asking()
        self.assertEqual(self.sees(request, self.director), (True, True))
        self.when_voted(request, self.lead)
        self.when_voted(request, self.director)

        self.assertEqual(self.sees(request, self.lead), (True, True))

    def test_who_stands_in_sees_all_as_long_as_that_lasts(self):
        request = self.given_late_customer_asking()
        helper = self._approver("dg_helper")
        self.assertEqual(self.sees(request, helper), (False, False))
        delegation = self.given_delegation(self.lead, helper)
        self.assertEqual(self.sees(request, helper), (True, True))

        delegation.with_user(self.lead).action_revoke()
        self.assertEqual(self.sees(request, helper), (False, False))

    def test_controllers_and_auditors_see_all(self):
        request = self.given_late_customer_asking()
        self.assertEqual(self.sees(request, self.controller), (True, True))
        self.assertEqual(self.sees(request, self.auditor), (True, True))

    def test_groups_disclose_one_without_the_other(self):
        request = self.given_late_customer_asking()
        self.assertEqual(self.sees(request, self.sales_manager), (True, False))
        accountant = self._user(
            "dg_accountant", "account.group_account_readonly,sales_team.group_sale_salesman_all_leads"
        )
        self.assertEqual(self.sees(request, accountant), (False, True))

    def test_context_of_the_caller_opens_nothing(self):
        request = self.given_late_customer_asking()
        context = {"is_asked": True, "is_open": True, "su": True, "uid": self.lead.id, "sudo": True}

        self.assertEqual(self.panels(request, self.salesperson, context=context)["credit"]["rows"], [])
