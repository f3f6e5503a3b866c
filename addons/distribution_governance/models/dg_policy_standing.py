from odoo import api, fields, models


class DgPolicy(models.Model):
    """Which versions of a policy stand: the one in force, those that are to follow it, and what the draft adds."""

    _inherit = "dg.policy"

    current_version_id = fields.Many2one("dg.policy.version", "In Force", compute="_compute_current_version_id")
    planned_version_id = fields.Many2one(
        "dg.policy.version",
        "Planned",
        compute="_compute_current_version_id",
        help="The next version that was published to begin later.",
    )
    has_unpublished_changes = fields.Boolean(
        compute="_compute_has_unpublished_changes", help="The draft says something else than the last version."
    )

    @api.depends("version_ids.is_withdrawn")
    def _compute_current_version_id(self):
        """Find the version in force now, and the one that was published to follow it."""
        for policy in self:
            planned = policy._planned_versions()
            policy.current_version_id = (policy._standing_versions() - planned)[-1:]
            policy.planned_version_id = planned[:1]

    @api.depends(
        "name",
        "version_ids.is_withdrawn",
        "rule_ids.sequence",
        "rule_ids.name",
        "rule_ids.effect",
        "rule_ids.guidance",
        "rule_ids.condition_ids.fact_id",
        "rule_ids.condition_ids.test",
        "domain",
        "release_tolerance",
        "is_strict",
    )
    def _compute_has_unpublished_changes(self):
        """Say whether the draft says something else by now than the last version that stands."""
        for policy in self:
            latest = policy._standing_versions()[-1:]
            policy.has_unpublished_changes = bool(policy.rule_ids) and policy._differs_from(latest)

    def _standing_versions(self):
        """Return the versions that were not withdrawn, in the order in which they begin."""
        standing = self.version_ids.filtered(lambda version: not version.is_withdrawn)
        return standing.sorted(lambda version: (version.valid_from, version.number))

    def _planned_versions(self):
        """Return the versions that are to begin later, the next one first."""
        now = fields.Datetime.now()
        return self._standing_versions().filtered(lambda version: version.valid_from > now)

    def _differs_from(self, version):
        """Return whether the draft says something else than `version`; a scope that cannot be read does."""
        try:
            return not version or version.digest != version._digest(self._definition())
        except (ValueError, SyntaxError, TypeError):
            return True
