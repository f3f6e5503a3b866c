"""Does the web client know every refusal of ours?"""

import inspect

from odoo.exceptions import UserError
from odoo.tests import BaseCase, tagged
from odoo.tools.misc import file_open

from .. import exceptions


@tagged("post_install", "-at_install")
class TestRefusalDialog(BaseCase):
    """An exception that the web client does not know by name looks like a crash."""

    def test_every_refusal_has_a_dialog_with_a_title(self):
        with file_open("distribution_governance/static/src/refusal_dialog/refusal_dialog.js") as file:
            registered = file.read()
        refusals = [
            name
            for name, member in inspect.getmembers(exceptions, inspect.isclass)
            if issubclass(member, UserError) and member.__module__ == exceptions.__name__
        ]

        self.assertTrue(refusals)
        for name in refusals:
            with self.subTest(refusal=name):
                self.assertIn(f"    {name}: _t(", registered)
