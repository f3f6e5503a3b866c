from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DgPolicy(models.Model):
    """The decision table as people edit it: which facts there are to choose from, and which are its columns."""

    _inherit = "dg.policy"

    fact_ids = fields.Many2many(
        "dg.fact", compute="_compute_fact_ids", help="The facts that are known about this document type."
    )
    matrix_facts = fields.Json(compute="_compute_matrix_facts")
    matrix_columns = fields.Json("Columns", help="Keys of the facts that are columns, in their order.")

    @api.depends("document_model")
    def _compute_fact_ids(self):
        """Find the facts of each document type."""
        facts = self.env["dg.fact"].search([("document_model", "in", self.mapped("document_model"))])
        by_model = facts.grouped("document_model")
        for policy in self:
            policy.fact_ids = by_model.get(policy.document_model, facts.browse())

    @api.depends("fact_ids")
    @api.depends_context("lang")
    def _compute_matrix_facts(self):
        """Describe every fact for the header of its column."""
        units = dict(self.env["dg.fact"]._fields["unit"]._description_selection(self.env))
        for policy in self:
            policy.matrix_facts = [policy._describe(fact, units) for fact in policy.fact_ids.sorted("name")]

    def _columns(self):
        """Return the keys of the columns as they were arranged, then of every other fact that a rule tests."""
        self.ensure_one()
        used = self.rule_ids.condition_ids.fact_id.sorted("name")
        return list(dict.fromkeys([*(self.matrix_columns or []), *used.mapped("key")]))

    @api.constrains("matrix_columns", "document_model")
    def _check_matrix_columns(self):
        """Refuse columns that are no list of different facts of the document type."""
        for policy in self:
            keys = policy.matrix_columns or []
            if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
                raise ValidationError(self.env._("Columns are given as a list of the keys of facts."))
            if twice := next((key for key in keys if keys.count(key) > 1), None):
                raise ValidationError(
                    self.env._("The column “%(fact)s” stands there twice. Remove one of the two.", fact=twice)
                )
            policy._check_known(policy._columns())

    def _check_known(self, keys):
        """Refuse the key of a fact that this document type does not have."""
        known = set(self.fact_ids.mapped("key"))
        if unknown := next((key for key in keys if key not in known), None):
            raise ValidationError(self._unknown_fact(unknown))

    def _unknown_fact(self, key):
        """Return the sentence about a fact that is not known about this document type."""
        return self.env._(
            "“%(fact)s” is not a fact of this document type. Choose one of: %(facts)s.",
            fact=key,
            facts=", ".join(self.fact_ids.sorted("name").mapped("name")) or self.env._("none"),
        )

    @api.model
    def check_tests(self, document_model, tests):
        """Return, for each `[fact key, test]` of `tests`, the sentence that says what is wrong with it, or "".

        Asked while a cell is typed; it tells nothing but what reading the facts tells.
        """
        self.check_access("read")
        policy = self.new({"document_model": document_model})
        facts = policy._facts_by_key()
        return [policy._test_problem(facts, key, test) for key, test in tests]

    def _facts_by_key(self):
        """Return {key: fact} of the facts to choose from."""
        return {fact.key: fact for fact in self.fact_ids}

    def _test_problem(self, facts, key, test):
        """Return what is wrong with one cell, as a sentence; "" when it can be saved."""
        fact = facts.get(key)
        if not fact:
            return self._unknown_fact(key)
        if not isinstance(test or "", str):
            return self.env._("The test on “%(fact)s” is not a text.", fact=fact.name)
        test = (test or "").strip()
        return self.env["dg.policy.condition"]._problem(fact, test) if test else ""

    def _describe(self, fact, unit_names):
        """Return what the header of a column shows: label, unit in words, description, who may see the figure."""
        # Everybody who may read policies is told who sees the figure; groups are read by administrators only.
        group = self.env.ref(fact.disclosure, raise_if_not_found=False) if fact.disclosure else None
        return {
            "key": fact.key,
            "label": fact.name,
            "unit": fact.unit,
            "unit_name": unit_names[fact.unit],
            "description": fact.description or "",
            "disclosure": group.sudo().name if group else "",
        }
