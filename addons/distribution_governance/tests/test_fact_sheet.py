"""Are figures written as people read them?"""

from odoo.tests import tagged

from ..logic.facts import Unit
from ..models.dg_fact_sheet import Sheet
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestFactSheet(GovernanceCase):
    """What a reader gets to see of a value."""

    def given_sheet(self, unit):
        """Return the sheet of a decision that knows one fact of this unit."""
        facts = {"one": {"label": "One", "unit": unit, "direction": "neutral", "disclosure": ""}}
        return Sheet(self.env, facts, self.company.currency_id)

    def test_labels_are_written_in_order_with_commas(self):
        sheet = self.given_sheet("labels")

        self.assertEqual(sheet.value("one", ["VIP", "Export"]), "Export, VIP")
        self.assertEqual(sheet.value("one", None), "missing")
        self.assertEqual(sheet.in_words("one", 'not("VIP", "Export")'), 'not("VIP", "Export")')

    def test_every_unit_of_the_logic_can_be_chosen(self):
        units = dict(self.env["dg.fact"]._fields["unit"].selection)

        self.assertEqual(set(units), {unit.value for unit in Unit})
