"""Who may read the figures of approvals, and of which companies?"""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .figures_case import FiguresCase

MODELS = ("dg.approval.analysis", "dg.approval.candidate", "dg.approval.load")


@tagged("post_install", "-at_install")
class TestAnalysisAccess(FiguresCase):
    """Figures on people and rules are for those who govern."""

    def test_salespeople_and_approvers_read_no_figures_of_colleagues(self):
        self.given_rule()
        self.given_answered(1)

        for model in MODELS:
            for user in (self.salesperson, self.lead):
                with self.subTest(model=model, user=user.login):
                    with self.assertRaises(AccessError):
                        self.rpc(model, "search_read", [], ["company_id"], user=user)
                    with self.assertRaises(AccessError):
                        self.rpc(model, "formatted_read_group", [], [], ["__count"], user=user)

    def test_those_who_govern_read_them_and_write_nothing(self):
        self.given_rule()
        self.given_answered(1)

        for model in MODELS:
            for user in (self.manager, self.controller, self.auditor):
                with self.subTest(model=model, user=user.login):
                    [row] = self.rpc(model, "search_read", [], ["company_id"], user=user)
                    self.assertEqual(row["company_id"][0], self.company.id)
                    with self.assertRaises(AccessError):
                        self.rpc(model, "write", [row["id"]], {"company_id": False}, user=user)
                    with self.assertRaises(AccessError):
                        self.rpc(model, "unlink", [row["id"]], user=user)

    def test_figures_of_another_company_are_not_counted(self):
        self.given_rule()
        self.given_answered(1)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self._user("dg_stranger", "distribution_governance.group_dg_auditor")
        stranger.write({"company_ids": [(6, 0, elsewhere.ids)], "company_id": elsewhere.id})

        for model in MODELS:
            with self.subTest(model=model):
                found = self.env[model].with_user(stranger).with_context(allowed_company_ids=elsewhere.ids)
                self.assertFalse(found.search([]))
                self.assertEqual(found._read_group([], [], ["__count"]), [(0,)])
