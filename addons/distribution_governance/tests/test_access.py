"""Who sees which governance rows, and which figures in them?"""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestAccess(GovernanceCase):
    """Reading needs read access to the document; figures need their group."""

    def setUp(self):
        super().setUp()
        self.given_policy(
            ("Discount above 10 %", "hold", {"deepest_discount": "> 10"}),
            ("Margin below 50 %", "hold", {"margin_percent": "< 50"}),
        )
        self.order = self.given_order(discount=18)
        self.order.action_confirm()

    def rows(self, model, user):
        """Return what a user finds about the order."""
        return self.env[model].with_user(user).search(self.order._dg_rows_domain())

    def test_salesperson_reads_everything_about_an_order_of_his_own(self):
        for model, count in (("dg.hold", 2), ("dg.decision", 1), ("dg.decision.reason", 2), ("dg.event", 1)):
            with self.subTest(model=model):
                self.assertEqual(len(self.rows(model, self.salesperson)), count)

    def test_salesperson_finds_nothing_about_an_order_of_a_colleague(self):
        for model in ("dg.hold", "dg.decision", "dg.decision.reason", "dg.event"):
            row = self.env[model].search(self.order._dg_rows_domain(), limit=1)
            with self.subTest(model=model):
                self.assertFalse(self.rows(model, self.other_salesperson))
                self.assertEqual(
                    self.env[model].with_user(self.other_salesperson).search_count(self.order._dg_rows_domain()), 0
                )
                with self.assertRaises(AccessError):
                    row.with_user(self.other_salesperson).read(["document_name"])

    def test_auditor_reads_evidence_without_access_to_orders(self):
        self.assertEqual(len(self.rows("dg.decision", self.auditor)), 1)
        self.assertIn("Order margin: 26.83 %", self.rows("dg.decision", self.auditor).facts_text)

    def test_user_of_another_company_finds_nothing(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "dg_stranger",
            groups="base.group_user,distribution_governance.group_dg_auditor",
            company_id=elsewhere.id,
            company_ids=elsewhere.ids,
        )

        rows = self.env["dg.decision"].with_user(stranger).with_context(allowed_company_ids=elsewhere.ids)
        self.assertFalse(rows.search([]))

    def test_margin_is_not_shown_to_a_salesperson(self):
        hold = self.rows("dg.hold", self.salesperson).filtered(lambda hold: hold.rule_name == "Margin below 50 %")

        self.assertIn("the figure is not shown to you", hold.explanation)
        self.assertNotIn("26.83", hold.explanation)
        self.assertNotIn("26.83", self.order.with_user(self.salesperson).dg_banner)
        self.assertNotIn("26.83", self.rows("dg.decision", self.salesperson).facts_text)
        self.assertNotIn("26.83", self.rows("dg.event", self.salesperson).payload)
        self.assertIn("18 %", self.rows("dg.decision", self.salesperson).facts_text)

    def test_margin_is_shown_to_a_sales_manager_and_to_the_controller(self):
        for user in (self.sales_manager, self.controller):
            with self.subTest(user=user.login):
                self.assertIn("26.83 %", self.order.with_user(user).dg_banner)

    def test_raw_figures_are_closed_to_everybody(self):
        for user in (self.salesperson, self.controller, self.manager, self.auditor):
            for model, field in (
                ("dg.decision", "facts"),
                ("dg.decision", "salt"),
                ("dg.decision.reason", "findings"),
                ("dg.hold", "released_values"),
            ):
                row = self.env[model].search(self.order._dg_rows_domain(), limit=1)
                with self.subTest(user=user.login, field=field), self.assertRaises(AccessError):
                    row.with_user(user).read([field])

    def test_rows_about_a_deleted_order_are_left_to_the_auditor(self):
        domain = self.order._dg_rows_domain()
        self.order.with_user(self.sales_manager).unlink()

        self.assertFalse(self.env["dg.decision"].with_user(self.salesperson).search(domain))
        self.assertTrue(self.env["dg.decision"].with_user(self.auditor).search(domain))
