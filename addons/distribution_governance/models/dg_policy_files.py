import base64

from odoo import fields, models

from ..logic import table_csv, table_dmn


class DgPolicy(models.Model):
    """The draft as a file: for a spreadsheet as CSV, for modelling tools as DMN."""

    _inherit = "dg.policy"

    csv_file = fields.Binary(compute="_compute_files", attachment=False, export_string_translation=False)
    dmn_file = fields.Binary(compute="_compute_files", attachment=False, export_string_translation=False)

    def _compute_files(self):
        """Write the rules of each draft with its columns."""
        for policy in self:
            known = policy._facts_by_key()
            facts = {key: known[key]._as_fact() for key in policy._columns()}
            rules = [rule._as_rule() for rule in policy._rules_in_order()]
            policy.csv_file = _encoded(table_csv.write(rules, facts, policy.name), "utf-8-sig")
            policy.dmn_file = _encoded(table_dmn.write(rules, facts, policy.name), "utf-8")

    def action_export_csv(self):
        """Download the rules for a spreadsheet."""
        return self._download("csv_file", "csv")

    def action_export_dmn(self):
        """Download the rules as a DMN 1.3 model."""
        return self._download("dmn_file", "dmn")

    def _download(self, field, ending):
        """Return the action that downloads one of the files."""
        self.ensure_one()
        self.check_access("read")
        name = "".join(letter if letter.isalnum() else "_" for letter in self.name)
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/{field}/{name}.{ending}?download=true",
            "target": "download",
        }


def _encoded(text, encoding):
    """Return a text as the value of a binary field; spreadsheets know UTF-8 by its mark."""
    return base64.b64encode(text.encode(encoding))
