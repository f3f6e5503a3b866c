import json

from odoo import api, fields, models

from ..logic.definition_diff import difference


class DgPolicyVersion(models.Model):
    """How one content of a policy differs from another, in the words of the screens."""

    _inherit = "dg.policy.version"

    changes = fields.Json(compute="_compute_changes", help="What this version changed about the one before.")

    def _compute_changes(self):
        """Compare each version with the version before it that was not withdrawn."""
        for version in self:
            earlier = version.policy_id.version_ids.filtered(
                lambda other, number=version.number: other.number < number and not other.is_withdrawn
            )
            before = earlier.sorted("number")[-1:]
            version.changes = version._difference(before._published(), version._published())

    def _published(self):
        """Return the content of the version as plain values; nothing before the first version."""
        # Which rules there are is no secret for whoever reads the version; the stored text is read with its rights.
        return json.loads(self.definition) if self else {}

    @api.model
    def _difference(self, old, new):
        """Return what `new` says differently from `old` as plain values with labels, for the screen that shows it.

        `{columns: [{key, label}], rows: [{kind, name, effect, guidance, cells}], sentences, unchanged}`; a value that
        changed is `{old, new}`, one that did not is only `{new}`.
        """
        found = difference(old, new)
        facts = {**old.get("facts", {}), **new.get("facts", {})}
        used = {cell.what for row in found.rows for cell in row.cells}
        used |= {cell["fact"] for row in found.rows for cell in row.row["conditions"]}
        return {
            "columns": [{"key": key, "label": facts[key]["label"]} for key in sorted(used)],
            "rows": [self._row_in_words(row) for row in found.rows],
            "sentences": self._sentences(found, facts),
            "unchanged": found.unchanged,
            "is_first": not old,
        }

    def _row_in_words(self, found):
        """Return one row with its old and new values."""
        effects = dict(self.env["dg.policy.rule"]._fields["effect"]._description_selection(self.env))
        row = found.row
        values = {name: {"new": row[name] or ""} for name in ("name", "effect", "guidance")}
        values |= {change.what: {"old": change.old or "", "new": change.new or ""} for change in found.texts}
        cells = {cell["fact"]: {"new": cell["test"]} for cell in row["conditions"]}
        cells |= {change.what: {"old": change.old or "", "new": change.new or ""} for change in found.cells}
        return {"kind": found.kind.value, "key": row["key"], "effects": effects, **values, "cells": cells}

    def _sentences(self, found, facts):
        """Return what changed beside the rows."""
        labels = self._setting_labels()
        sentences = [
            self.env._(
                "%(setting)s: %(old)s → %(new)s",
                setting=labels.get(change.what, change.what),
                old=self._setting_text(change.old),
                new=self._setting_text(change.new),
            )
            for change in found.settings
            if change.old is not None or change.what in self._optional_settings()
        ]
        sentences += [
            self.env._(
                "Meaning of the fact “%(fact)s”: %(old)s → %(new)s",
                fact=facts[change.what.partition(".")[0]]["label"],
                old=self._setting_text(change.old),
                new=self._setting_text(change.new),
            )
            for change in found.facts
        ]
        return sentences + ([self.env._("The order of the rules changed.")] if found.is_reordered else [])

    @api.model
    def _setting_labels(self):
        """Return {key of the content: what the screen calls it} for everything beside facts and rules."""
        policy = self.env["dg.policy"]._fields
        named = {"name": "name", "domain": "domain", "tolerance_percent": "release_tolerance", "is_strict": "is_strict"}
        return {key: policy[name]._description_string(self.env) for key, name in named.items()}

    @api.model
    def _optional_settings(self):
        """Return the keys of the content that are left out where nothing is set: setting them is a change to tell."""
        return frozenset()

    def _setting_text(self, value):
        """Return a setting as people read it."""
        if isinstance(value, bool):
            return self.env._("yes") if value else self.env._("no")
        if value in (None, "", []):
            return self.env._("nothing")
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
