import ast

from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from .dg_process import MODES

# Writing one of these makes the writer an author of the draft.
CONTENT_FIELDS = {"name", "rule_ids", "domain", "release_tolerance", "is_strict", "document_model", "gate"}
# These change by the methods of the policy only.
GUARDED_FIELDS = {"state", "author_ids"}
# A published policy keeps its place: what it decided on stays what it was.
FIXED_FIELDS = {"document_model", "gate", "company_id", "process_id"}


class DgPolicy(models.Model):
    """A decision table for one gate of one document type: a draft to edit, and the versions published from it."""

    _name = "dg.policy"
    _description = "Policy"
    _order = "process_id, name, id"

    name = fields.Char(required=True)
    process_id = fields.Many2one(
        "dg.process", required=True, ondelete="restrict", help="The process this policy guards."
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    document_model = fields.Selection("_selection_document_model", "Document Type", required=True, default="sale.order")
    gate = fields.Selection(
        "_selection_gate",
        required=True,
        default="confirm",
        help="The step that a document must not take outside policy.",
    )
    mode = fields.Selection(
        MODES, help="Leave empty to follow the process. The more lenient of process and policy counts."
    )
    domain = fields.Char(
        "Scope", default="[]", required=True, help="Only documents that match are decided by this policy."
    )
    rule_ids = fields.One2many("dg.policy.rule", "policy_id", copy=True)
    release_tolerance = fields.Float(
        "Release Tolerance (%)",
        help="A release still covers a figure that got worse by no more than this part of the released figure.",
    )
    is_strict = fields.Boolean(
        "Strict Release", help="Any change of lines, prices or terms after a release makes the release void."
    )
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published"), ("retired", "Retired")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    version_ids = fields.One2many("dg.policy.version", "policy_id", readonly=True)
    author_ids = fields.Many2many(
        "res.users",
        string="Authors",
        readonly=True,
        copy=False,
        help="Everybody who changed the draft since the last version; somebody else publishes it.",
    )
    active = fields.Boolean(default=True)

    @api.model
    def _selection_document_model(self):
        """Return the governed document types."""
        names = self.env["dg.fact"]._governed_models()
        return [(name, self.env["ir.model"]._get(name).name) for name in names]

    @api.model
    def _selection_gate(self):
        """Return every gate declared by a governed document."""
        gates = {gate.name for model in self.env["dg.fact"]._governed_models() for gate in self.env[model]._dg_gates}
        return [(name, name.replace("_", " ").capitalize()) for name in sorted(gates)]

    _tolerance_positive = models.Constraint("CHECK(release_tolerance >= 0)", "A release tolerance is not negative.")

    @api.constrains("domain")
    def _check_domain(self):
        """Refuse a scope that is not a domain on the document type."""
        for policy in self:
            try:
                Domain(policy._scope()).validate(self.env[policy.document_model])
            except (ValueError, SyntaxError, TypeError) as error:
                raise ValidationError(
                    self.env._(
                        "The scope of policy “%(policy)s” cannot be read: %(error)s Write it as a list of conditions, "
                        'for example [("partner_id.country_id.code", "=", "NL")].',
                        policy=policy.name,
                        error=error,
                    )
                ) from error

    @api.constrains("process_id", "company_id")
    def _check_process_company(self):
        """Refuse a policy in another company than its process."""
        for policy in self:
            if policy.process_id.company_id != policy.company_id:
                raise ValidationError(
                    self.env._(
                        "Policy “%(policy)s” and its process belong to different companies. Choose a process of "
                        "%(company)s.",
                        policy=policy.name,
                        company=policy.company_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin as a draft, and remember the author."""
        fresh = {"state": "draft", "author_ids": [Command.clear()]}
        policies = super().create([vals | fresh for vals in vals_list])
        policies._note_author()
        return policies

    def write(self, vals):
        """Remember the author of a change of content; what is in force follows a change of mode at once."""
        self._check_writable(vals)
        before = {policy.id: policy.mode for policy in self}
        result = super().write(vals)
        self.filtered(lambda policy: policy.mode != before[policy.id])._note_mode(before)
        if CONTENT_FIELDS & vals.keys():
            self._note_author()
        if "active" in vals:
            code = "policy.restored" if vals["active"] else "policy.archived"
            self.env["dg.event"]._emit(self, code, {policy.id: {"name": policy.name} for policy in self})
            self.filtered(lambda policy: not policy.active)._withdraw_holds()
        if {"mode", "active", "process_id", "state"} & vals.keys():
            self.env["dg.policy.version"]._forget_active_set()
        return result

    def _check_writable(self, vals):
        """Refuse what only the methods of a policy may change, and moving a policy that has decided already."""
        if GUARDED_FIELDS & vals.keys() and not self.env.su:
            raise AccessError(self.env._("The state and the authors of a policy follow from what is done with it."))
        if FIXED_FIELDS & vals.keys() and any(policy.version_ids for policy in self):
            raise UserError(
                self.env._(
                    "A published policy keeps its process, company, document type and gate. Make a copy instead."
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        """Keep every policy that ever was in force: decisions point to its versions."""
        if published := self.filtered("version_ids"):
            raise UserError(
                self.env._(
                    "Policy “%(policy)s” has been published and decisions point to it. Retire it instead of deleting "
                    "it.",
                    policy=published[0].name,
                )
            )

    def _note_mode(self, before):
        """Write one event per policy: which mode was, which mode is."""
        self.env["dg.event"]._emit(
            self,
            "policy.mode_changed",
            {policy.id: {"from": before[policy.id] or None, "to": policy.mode or None} for policy in self},
        )

    def _scope(self):
        """Return the domain of documents this policy is about, as a list."""
        self.ensure_one()
        scope = ast.literal_eval(self.domain or "[]")
        if not isinstance(scope, list):
            raise TypeError(self.env._("it is not a list."))
        return scope

    def _definition(self):
        """Return the content of a version: everything a decision under this policy depends on, as plain values."""
        self.ensure_one()
        facts = self.rule_ids.condition_ids.fact_id.sorted("key")
        return {
            "name": self.name,
            "document_model": self.document_model,
            "gate": self.gate,
            "domain": self._scope(),
            "tolerance_percent": repr(self.release_tolerance),
            "is_strict": self.is_strict,
            "facts": {fact.key: fact._as_definition() for fact in facts},
            "rules": [rule._as_definition() for rule in self._rules_in_order()],
        }

    def _rules_in_order(self):
        """Return the rules as they are ordered now, also right after one of them was moved."""
        return self.rule_ids.sorted(lambda rule: (rule.sequence, rule._origin.id or 0))

    def action_open_decisions(self):
        """Open the decisions taken on the documents of this policy's type."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("distribution_governance.dg_decision_action")
        action["domain"] = [("document_model", "=", self.document_model), ("gate", "=", self.gate)]
        return action
