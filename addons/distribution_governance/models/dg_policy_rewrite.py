from collections import defaultdict

from odoo import Command, models


class DgPolicy(models.Model):
    """How a draft gets other rules at once: from an earlier version, or from a file."""

    _inherit = "dg.policy"

    def _rewrite(self, rows, columns):
        """Replace the rules of the draft by `rows`, dictionaries with name, effect, guidance, cells and perhaps key.

        `columns` are the keys of the facts in their order. A row continues the rule with its key or, without one, the
        first rule left with its name: releases given for that rule stay what they are. Raises ValidationError for a
        cell that cannot be read, and then leaves the draft as it was.
        """
        self.ensure_one()
        self.check_access("write")
        prepared = self._prepare_rows(rows)
        self.rule_ids.unlink()
        # Which rule a row continues is written by no user; who may write the draft was checked above.
        self.sudo().write({"rule_ids": [Command.create(values) for values in prepared]})
        self.matrix_columns = columns

    def _prepare_rows(self, rows):
        """Return the values of the new rules, each with the identity that it continues."""
        by_name = defaultdict(list)
        for rule in self.rule_ids:
            by_name[rule.name].append(rule._key())
        prepared = []
        for number, row in enumerate(rows, start=1):
            known = by_name[row["name"]]
            key = row.get("key") or (known.pop(0) if known else False)
            prepared.append({**row, "sequence": number * 10, "kept_key": key})
            prepared[-1].pop("key", None)
        return prepared

    def _restore(self, version):
        """Make the draft say what `version` says, so that it can be published again by a second manager."""
        self.ensure_one()
        content = version._published()
        self.write(self._restored_values(content))
        rows = [self._restored_row(rule) for rule in content["rules"]]
        used = {key for row in rows for key in row["cells"]}
        self._rewrite(rows, [key for key in self._columns() if key in used] or sorted(used))

    def _restored_row(self, rule):
        """Return the row of the draft that one rule of a version stands for."""
        return {
            "key": rule["key"],
            "name": rule["name"],
            "effect": rule["effect"],
            "guidance": rule["guidance"],
            "cells": {cell["fact"]: cell["test"] for cell in rule["conditions"]},
        }

    def _restored_values(self, content):
        """Return the settings of the policy that `content` of a version stands for: the way back of `_definition`."""
        return {
            "name": content["name"],
            "domain": repr(content["domain"]),
            "release_tolerance": float(content["tolerance_percent"]),
            "is_strict": content["is_strict"],
        }


class DgPolicyVersion(models.Model):
    """The way back to an earlier version."""

    _inherit = "dg.policy.version"

    def action_restore(self):
        """Make the draft of the policy say what this version says, and open it for the second manager."""
        self.ensure_one()
        self.policy_id._restore(self)
        return {
            "type": "ir.actions.act_window",
            "res_model": "dg.policy",
            "res_id": self.policy_id.id,
            "views": [(False, "form")],
        }
