import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import ormcache

# What a decision under a policy rests on; the name and the explanation may be improved at any time.
MEANING_FIELDS = frozenset({"key", "document_model", "unit", "direction", "disclosure", "path"})
# Declared keys never begin like this, so no later release of an addon can clash with a fact of yours.
PREFIX = "x_"


class DgFact(models.Model):
    """Facts that a governance manager adds without code: a stored field that the document leads to."""

    _inherit = "dg.fact"

    key = fields.Char(compute="_compute_key", store=True, readonly=False, precompute=True)
    is_custom = fields.Boolean("Added by You", compute="_compute_is_custom", help="Not declared by an addon.")
    active = fields.Boolean(default=True, help="An archived fact is not offered to new rules; policies go on using it.")

    @api.depends("path")
    def _compute_is_custom(self):
        """A fact with a path of its own was added by people."""
        for fact in self:
            fact.is_custom = bool(fact.path) or not fact.id

    @api.depends("name")
    def _compute_key(self):
        """Suggest a key that follows from the name; a key that was given stays."""
        for fact in self.filtered(lambda fact: not fact.key and fact.name):
            fact.key = PREFIX + re.sub(r"[^a-z0-9]+", "_", fact.name.lower()).strip("_")

    @api.constrains("key", "path")
    def _check_key(self):
        """Keep the keys of people's facts apart from those that addons declare."""
        for fact in self.filtered("path"):
            if not re.fullmatch(r"x_[a-z0-9_]{1,60}", fact.key):
                raise ValidationError(
                    self.env._(
                        "The key “%(key)s” of fact “%(fact)s” cannot be used. Begin with x_ and go on with small "
                        "letters, digits and underscores, for example x_customer_colour.",
                        key=fact.key,
                        fact=fact.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Add facts; only an addon brings a fact without a path."""
        facts = super().create(vals_list)
        facts._check_custom()
        return facts

    def write(self, vals):
        """Change a fact, as long as no policy rests on what it means."""
        self._check_custom()
        if MEANING_FIELDS & vals.keys():
            self.filtered("path")._check_unused()
        result = super().write(vals)
        self._check_custom()
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        """Remove a fact; the decisions that used it keep its figures."""
        self.env.registry.clear_cache()
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Keep what an addon declares and what a policy rests on."""
        self._check_custom()
        self._check_unused()

    def _check_custom(self):
        """Refuse whoever touches a fact that an addon declares: the next upgrade would change it back."""
        declared = self.filtered(lambda fact: not fact.path)
        if declared and not self.env.su:
            raise AccessError(
                self.env._(
                    "“%(fact)s” is declared by an addon and has no field path, so it cannot be changed or removed. Add "
                    "a fact of your own with a field path instead.",
                    fact=declared[0].name,
                )
            )

    def _check_unused(self):
        """Refuse to change or remove the meaning of a fact that a policy or a published version uses."""
        for fact, policy in self._uses():
            raise UserError(
                self.env._(
                    "Policy “%(policy)s” uses the fact “%(fact)s”. Archive the fact, or add another one and use that "
                    "in the next version of the policy.",
                    policy=policy,
                    fact=fact.name,
                )
            )

    def _uses(self):
        """Yield (fact, name of a policy or version) for each place where one of these facts is tested."""
        # Policies of every company count, whether or not the user may read them.
        conditions = self.env["dg.policy.condition"].sudo().search([("fact_id", "in", self.ids)])
        yield from ((condition.fact_id, condition.rule_id.policy_id.name) for condition in conditions)
        # The same holds for what they published.
        models_used = self.mapped("document_model")
        for version in self.env["dg.policy.version"].sudo().search([("policy_id.document_model", "in", models_used)]):
            content = version._content()
            yield from ((fact, version.display_name) for fact in self if fact._is_in(content))

    def _is_in(self, content):
        """Return whether the published `content` tests this fact."""
        return content["document_model"] == self.document_model and self.key in content["facts"]

    @api.model
    def _added(self, document_model, key):
        """Return the Fact that people added under this key, None when there is none; mostly without a query."""
        try:
            return self._known_added(document_model, key)
        except LookupError:
            return None

    @api.model
    @ormcache("document_model", "key")
    def _known_added(self, document_model, key):
        """Return the Fact that people added. Raises LookupError, so that nobody remembers that a fact is missing.

        What is remembered cannot be wrong for a policy in force: a fact that one uses does not change its meaning.
        """
        # Decisions are taken for users who may not read how policies are made; archived facts go on working.
        facts = self.sudo().with_context(active_test=False, lang=None)
        fact = facts.search([("document_model", "=", document_model), ("key", "=", key), ("path", "!=", False)])
        if not fact:
            raise LookupError(key)
        return fact._as_fact()
