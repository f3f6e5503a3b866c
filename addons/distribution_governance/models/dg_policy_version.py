import json
from typing import NamedTuple

from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS
from odoo.tools import ormcache

from ..logic.decision_table import DecisionTable, table_from_json
from ..logic.facts import Direction
from ..logic.fingerprint import fingerprint


class Place(NamedTuple):
    """Where a version belongs: its policy, the process of that policy, and who answers for the process now."""

    policy_id: int
    process_id: int
    owner_id: int | bool


class DgPolicyVersion(models.Model):
    """A policy as it was published: never changed again, so that every decision can be read as it was taken."""

    _name = "dg.policy.version"
    _inherit = ["dg.append.only.mixin"]
    _description = "Policy Version"
    _order = "policy_id, number desc"

    policy_id = fields.Many2one("dg.policy", required=True, readonly=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")
    number = fields.Integer("Version", required=True, readonly=True, aggregator=None)
    definition = fields.Text(required=True, readonly=True, help="Rules, facts and scope as published, in JSON.")
    digest = fields.Char(required=True, readonly=True)
    valid_from = fields.Datetime(required=True, readonly=True)
    rules_text = fields.Text("Rules", compute="_compute_rules_text")
    author_names = fields.Char(
        "Written By", readonly=True, help="Everybody who changed the draft since the version before."
    )
    author_keys = fields.Json(readonly=True, groups=NO_ACCESS)
    published_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    note = fields.Char("Why", readonly=True, help="Why the policy was changed, in the words of who published it.")

    _dg_sealed = (
        "policy_id",
        "company_id",
        "number",
        "definition",
        "digest",
        "valid_from",
        "author_names",
        "author_keys",
        "published_by_id",
        "note",
    )

    _number_uniq = models.UniqueIndex("(policy_id, number)", "This version exists already.")

    @api.depends("policy_id.name", "number")
    def _compute_display_name(self):
        """Name a version as people speak of it."""
        for version in self:
            version.display_name = self.env._(
                "%(policy)s, version %(number)s", policy=version.policy_id.name, number=version.number
            )

    def _compute_rules_text(self):
        """Write the rules as published, one per line."""
        for version in self:
            content = version._content()
            version.rules_text = "\n".join(_rule_line(rule, content["facts"]) for rule in content["rules"])

    @api.model
    def _digest(self, definition):
        """Return what makes two definitions the same."""
        return fingerprint(definition)

    @api.model
    def _publish(self, policies, valid_from=None, note=""):
        """Return a new version of each policy, in force from `valid_from` (UTC) or from now on."""
        moment = {"valid_from": valid_from or fields.Datetime.now(), "note": note}
        # Nobody has write access to versions: they only come into being here, after the checks of the caller.
        versions = self.sudo().create([self._prepare_version_values(policy) | moment for policy in policies])
        self._forget_active_set()
        return versions

    @api.model
    def _prepare_version_values(self, policy):
        """Return the values of the next version of `policy`."""
        definition = policy._definition()
        return {
            "policy_id": policy.id,
            "company_id": policy.company_id.id,
            "number": max(policy.version_ids.mapped("number"), default=0) + 1,
            "definition": json.dumps(definition, ensure_ascii=False, sort_keys=True),
            "digest": self._digest(definition),
            "author_names": ", ".join(policy._authors().mapped("name")),
            "author_keys": policy._authors().ids,
            "published_by_id": self.env.uid,
        }

    def _as_event(self):
        """Return what the journal says about a publication."""
        self.ensure_one()
        return {
            "version_id": self.id,
            "number": self.number,
            "digest": self.digest,
            "authors": self.author_keys or [],
            "published_by": self.published_by_id.id,
            "valid_from": fields.Datetime.to_string(self.valid_from),
            "note": self.note or "",
        }

    # ---- what a version says; immutable, so cached until the process ends ----

    @ormcache("self.id", cache="stable")
    def _content(self):
        """Return the definition as plain values."""
        return json.loads(self.sudo().definition)

    @ormcache("self.id", cache="stable")
    def _decision_table(self) -> DecisionTable:
        """Return the compiled decision table."""
        return table_from_json(str(self.sudo().policy_id.id), self._content())

    @ormcache("self.id")
    def _place(self):
        """Return the Place of this version; changing a process or a person forgets it."""
        # A salesperson's attempt asks this; policies, processes and people are not theirs to read.
        policy = self.sudo().policy_id
        return Place(policy.id, policy.process_id.id, policy.process_id._in_charge().id)

    def _directions(self):
        """Return {fact key: Direction}: which way each fact of this version gets worse."""
        return {key: Direction(fact["direction"]) for key, fact in self._content()["facts"].items()}


def _rule_line(rule, facts):
    """Return one published rule as a line: name, conditions and effect."""
    tests = " · ".join(f"{facts[cell['fact']]['label']} {cell['test']}" for cell in rule["conditions"])
    return f"{rule['name']}: {tests or '-'} → {rule['effect']}"
