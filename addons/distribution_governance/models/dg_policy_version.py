import json
from datetime import datetime
from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import ormcache

from ..logic.decision_table import DecisionTable, table_from_json
from ..logic.facts import Direction
from ..logic.fingerprint import fingerprint
from ..logic.verdict import Mode


class Active(NamedTuple):
    """One version that is or will be in force, as the decision needs it."""

    version_id: int
    policy_id: int
    mode: Mode
    valid_from: datetime
    domain: tuple


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
    edited_by_id = fields.Many2one("res.users", "Written By", readonly=True, ondelete="restrict")
    published_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")

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
    def _publish(self, policies):
        """Return a new version of each policy, in force from now on."""
        # Nobody has write access to versions: they only come into being here, after the checks of the caller.
        versions = self.sudo().create([self._prepare_version_values(policy) for policy in policies])
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
            "valid_from": fields.Datetime.now(),
            "edited_by_id": policy.edited_by_id.id,
            "published_by_id": self.env.uid,
        }

    def _as_event(self):
        """Return what the journal says about a publication."""
        self.ensure_one()
        return {
            "version_id": self.id,
            "number": self.number,
            "digest": self.digest,
            "edited_by": self.edited_by_id.id or None,
            "published_by": self.published_by_id.id,
        }

    # ---- what is in force ----

    @api.model
    def _forget_active_set(self):
        """Let every process read again what is in force, now and once more after the commit.

        Another thread may refill the cache from before this transaction while it is still running.
        """
        self.env.registry.clear_cache()
        self.env.cr.postcommit.add(self.env.registry.clear_cache)

    @api.model
    @ormcache("company_id", "document_model", "gate")
    def _active_set(self, company_id, document_model, gate):
        """Return all published versions for this company and gate, newest first; cached, so mostly without a query."""
        # Policies apply to everybody, also to users who may not read them.
        policies = (
            self.env["dg.policy"]
            .sudo()
            .search(
                [
                    ("company_id", "=", company_id),
                    ("document_model", "=", document_model),
                    ("gate", "=", gate),
                    ("state", "=", "published"),
                    ("process_id.active", "=", True),
                ]
            )
        )
        versions = policies.version_ids.sorted(lambda version: (version.valid_from, version.number), reverse=True)
        return tuple(version._as_active() for version in versions)

    def _as_active(self):
        """Return the version as it acts: in the more lenient of the modes of its process and its policy."""
        policy = self.policy_id
        modes = [Mode(mode) for mode in (policy.process_id.mode, policy.mode) if mode]
        scope = tuple(tuple(leaf) if isinstance(leaf, list) else leaf for leaf in json.loads(self.definition)["domain"])
        return Active(self.id, policy.id, min(modes, key=lambda mode: mode.limit), self.valid_from, scope)

    @api.model
    def _in_force(self, documents, gate):
        """Return {document id: (Active, …)} for those of `documents` that some version in force is about."""
        now = fields.Datetime.now()
        in_force = {}
        for company, owned in documents.grouped(lambda document: document.company_id or self.env.company).items():
            for active in self._newest_begun(self._active_set(company.id, documents._name, gate), now):
                for document in owned.filtered_domain(list(active.domain)) if active.domain else owned:
                    in_force[document.id] = (*in_force.get(document.id, ()), active)
        return in_force

    @staticmethod
    def _newest_begun(active_set, now):
        """Return one version per policy: the newest that has begun."""
        newest = {}
        for active in active_set:
            if active.valid_from <= now:
                newest.setdefault(active.policy_id, active)
        return newest.values()

    # ---- what a version says; immutable, so cached until the process ends ----

    @ormcache("self.id", cache="stable")
    def _content(self):
        """Return the definition as plain values."""
        return json.loads(self.sudo().definition)

    @ormcache("self.id", cache="stable")
    def _decision_table(self) -> DecisionTable:
        """Return the compiled decision table."""
        return table_from_json(str(self.sudo().policy_id.id), self._content())

    def _directions(self):
        """Return {fact key: Direction}: which way each fact of this version gets worse."""
        return {key: Direction(fact["direction"]) for key, fact in self._content()["facts"].items()}


def _rule_line(rule, facts):
    """Return one published rule as a line: name, conditions and effect."""
    tests = " · ".join(f"{facts[cell['fact']]['label']} {cell['test']}" for cell in rule["conditions"])
    return f"{rule['name']}: {tests or '-'} → {rule['effect']}"
