from odoo import api, fields, models

from ..logic.release_terms import ReleaseTerms

# Writing one of these makes the writer an author of the draft, as with every other content of a policy.
TERMS = {"release_limit", "release_max_days", "allow_override", "override_limit"}


class DgPolicy(models.Model):
    """What a policy asks of whoever releases its holds, and whether its blocks may be overridden."""

    _inherit = "dg.policy"

    currency_id = fields.Many2one(related="company_id.currency_id")
    release_limit = fields.Monetary(
        "Second Controller Above",
        help="A document worth more than this is released by two controllers, one after the other. Leave empty to let "
        "one controller release every document. The value is that of the goods at the customer's own prices, or what "
        "is charged where that is more; one that cannot be computed takes two.",
    )
    release_max_days = fields.Integer(
        "Release Ends Within (days)",
        help="A release has to end within so many days. Leave empty to allow releases without an end.",
    )
    allow_override = fields.Boolean(
        help="A controller may override a block of this policy: with a reason, until a date, and on record. Whoever "
        "made, changed or submitted the document may not.",
    )
    override_limit = fields.Monetary(
        "Second Controller for an Override Above",
        help="An override of a document worth more than this takes two controllers. Leave empty to ask for two each "
        "time.",
    )

    _release_limit_positive = models.Constraint(
        "CHECK(release_limit >= 0)", "The value above which two controllers release is not negative."
    )
    _release_days_positive = models.Constraint(
        "CHECK(release_max_days >= 0)", "The number of days within which a release ends is not negative."
    )
    _override_limit_positive = models.Constraint(
        "CHECK(override_limit >= 0)", "The value above which two controllers override is not negative."
    )

    def write(self, vals):
        """Whoever changes the terms of releases is an author of the draft."""
        result = super().write(vals)
        if TERMS & vals.keys():
            self._note_author()
        return result

    @api.depends(*sorted(TERMS))
    def _compute_has_unpublished_changes(self):
        """Changed terms are unpublished changes as well."""
        return super()._compute_has_unpublished_changes()

    def _definition(self):
        """Freeze the terms in the version; what is not set is left out, so that earlier versions stay equal."""
        terms = {
            "release_limit": repr(self.release_limit),
            "release_max_days": self.release_max_days,
            "allow_override": self.allow_override,
            "override_limit": repr(self.override_limit),
        }
        return super()._definition() | {name: value for name, value in terms.items() if self[name]}

    def _restored_values(self, content):
        """Bring the terms of a version back, also those that were not set."""
        terms = ReleaseTerms.from_definition(content)
        return super()._restored_values(content) | {
            "release_limit": float(terms.limit or 0),
            "release_max_days": terms.max_days,
            "allow_override": terms.allow_override,
            "override_limit": float(terms.override_limit),
        }


class DgPolicyVersion(models.Model):
    """A published policy keeps the terms of its releases."""

    _inherit = "dg.policy.version"

    def _release_terms(self):
        """Return the ReleaseTerms of this version."""
        return ReleaseTerms.from_definition(self._content())

    @api.model
    def _setting_labels(self):
        """The terms are called what the form calls them."""
        policy = self.env["dg.policy"]._fields
        return super()._setting_labels() | {name: policy[name]._description_string(self.env) for name in sorted(TERMS)}

    @api.model
    def _optional_settings(self):
        """A comparison tells when terms are set for the first time: a second manager must see that."""
        return super()._optional_settings() | TERMS

    def _ends_with_content(self):
        """Return whether a release under this version may end by a change that makes no figure worse.

        That is so where any change ends it, and where it depends on the value how many people had to agree.
        """
        return self._content()["is_strict"] or self._release_terms().limit is not None
