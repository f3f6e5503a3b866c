"""Does the addon stand where the architecture puts it?"""

from odoo.tests import TransactionCase


class TestPlace(TransactionCase):
    """The addon in an installed database."""

    def test_integrations_are_installed_on_top_of_approvals_alone(self):
        module = self.env["ir.module.module"].search([("name", "=", "dg_integrations")])
        self.assertEqual(module.dependencies_id.mapped("name"), ["dg_approvals"])
        self.assertEqual(module.dependencies_id.depend_id.state, "installed")
