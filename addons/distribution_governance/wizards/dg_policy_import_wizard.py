import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..logic import table_csv, table_dmn


class DgPolicyImportWizard(models.TransientModel):
    """The dialog that reads rules from a file: it shows every problem, and what the file would change."""

    _name = "dg.policy.import.wizard"
    _description = "Import Rules"

    policy_id = fields.Many2one("dg.policy", required=True, readonly=True, ondelete="cascade")
    file = fields.Binary(required=True, attachment=False, help="A CSV as exported here, or a DMN 1.1 to 1.5 model.")
    file_name = fields.Char()
    problems = fields.Json(compute="_compute_reading", help="What has to be put right in the file first.")
    changes = fields.Json(compute="_compute_reading")

    @api.depends("file", "file_name", "policy_id")
    def _compute_reading(self):
        """Read the file, and compare it with the draft."""
        for wizard in self:
            table = wizard._read_table()
            wizard.problems = [wizard._in_words(problem) for problem in table.problems] if table else []
            is_good = table and not table.problems
            wizard.changes = wizard._changes(table.rules) if is_good else False

    def _read_table(self):
        """Return what was read from the file, None without one."""
        if not self.file:
            return None
        text = self._text()
        facts = {fact.key: fact._as_fact() for fact in self.policy_id.fact_ids}
        # A CSV begins with its headings, a model with a mark.
        return (table_dmn if text.lstrip("\ufeff \t\r\n").startswith("<") else table_csv).read(text, facts)

    def _text(self):
        """Return the file as text; spreadsheets on Windows write other than UTF-8."""
        content = base64.b64decode(self.with_context(bin_size=False).file)
        for encoding in ("utf-8", "cp1252"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        return content.decode("latin-1")

    @api.model
    def _in_words(self, problem):
        """Return a problem with its place."""
        return {"row": problem.row, "column": problem.column, "sentence": problem.told(self.env._)}

    def _changes(self, rules):
        """Return what the file would change about the draft."""
        draft = self.policy_id._definition()
        keys = [row["kept_key"] for row in self.policy_id._prepare_rows(self._rows(rules))]
        facts = {fact.key: fact._as_definition() for fact in self.policy_id.fact_ids}
        new = [
            {
                "key": key or f"new {number}",
                "name": rule.name,
                "effect": rule.effect.value,
                "guidance": rule.guidance,
                "conditions": [{"fact": cell.fact, "test": cell.test} for cell in rule.conditions],
            }
            for number, (key, rule) in enumerate(zip(keys, rules, strict=True))
        ]
        versions = self.env["dg.policy.version"]
        return versions._difference(draft, {**draft, "facts": {**facts, **draft["facts"]}, "rules": new})

    @staticmethod
    def _rows(rules):
        """Return the rules of the file as rows of a draft."""
        return [
            {
                "name": rule.name,
                "effect": rule.effect.value,
                "guidance": rule.guidance,
                "cells": {cell.fact: cell.test for cell in rule.conditions},
            }
            for rule in rules
        ]

    def action_import(self):
        """Replace the rules of the draft by those of the file, unless anything is wrong with the file."""
        self.ensure_one()
        table = self._read_table()
        if table.problems:
            raise UserError("\n".join(problem.told(self.env._) for problem in table.problems))
        rows = self._rows(table.rules)
        used = dict.fromkeys(key for row in rows for key in row["cells"])
        columns = [key for key in self.policy_id._columns() if key in used]
        self.policy_id._rewrite(rows, list(dict.fromkeys([*columns, *used])))
        return {"type": "ir.actions.act_window_close"}
