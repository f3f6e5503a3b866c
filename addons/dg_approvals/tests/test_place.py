"""Does the addon stand where the architecture puts it?"""

from odoo.tests import TransactionCase


class TestPlace(TransactionCase):
    """The addon in an installed database."""

    def test_approvals_are_installed_on_top_of_governance_alone(self):
        module = self.env["ir.module.module"].search([("name", "=", "dg_approvals")])
        self.assertEqual(module.dependencies_id.mapped("name"), ["distribution_governance"])
        self.assertEqual(module.dependencies_id.depend_id.state, "installed")
