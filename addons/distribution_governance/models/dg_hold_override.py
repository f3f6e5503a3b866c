from odoo import fields, models

from ..exceptions import ReleaseRefused


class DgHold(models.Model):
    """On which terms of its policy a hold is released, and a block overridden."""

    _inherit = "dg.hold"

    is_override = fields.Boolean(
        "Overridden", readonly=True, help="A controller let the document pass although the rule blocks it."
    )
    can_override = fields.Boolean(compute="_compute_can_override")

    def _compute_can_override(self):
        """Say whether this is a block that its policy lets a controller override."""
        for hold in self:
            hold.can_override = hold.state == "active" and hold.is_block and hold._may_be_overridden()

    def _may_be_overridden(self):
        """Return whether the policy allows overriding its blocks: the version decided under, and the one in force."""
        # Policies apply to everybody, also to users who may not read them.
        hold = self.sudo()
        versions = hold.version_id | hold.policy_id.current_version_id
        return all(version._release_terms().allow_override for version in versions)

    def _terms(self):
        """Return the ReleaseTerms of the version this hold was decided under."""
        self.ensure_one()
        return self.sudo().version_id._release_terms()

    def _takes_value_into_account(self):
        """Return whether it depends on the document's value how many controllers must agree."""
        return self.is_block or self._terms().limit is not None

    def _check_kind(self, is_override):
        """Refuse releasing a block, and overriding what is no block or must not be overridden."""
        for hold in self.sudo():
            if is_override and not hold.is_block:
                raise ReleaseRefused(
                    self.env._("“%s” is held, not blocked: release it instead of overriding it.", hold.display_name)
                )
            if hold.is_block and not hold._may_be_overridden():
                raise ReleaseRefused(
                    self.env._(
                        "“%s” cannot be released: the document has to change until the rule is met.", hold.display_name
                    )
                )
            if hold.is_block and not is_override:
                raise ReleaseRefused(
                    self.env._("“%s” is blocked. It cannot be released, only overridden.", hold.display_name)
                )

    def _latest_end(self, is_override):
        """Return the last moment at which a release of these holds may end; None when it need not end."""
        now = fields.Datetime.now()
        ends = [hold._terms().latest_end(now, is_override) for hold in self]
        return min(filter(None, ends), default=None)

    def _check_end(self, valid_until, is_override):
        """Refuse a release that would stand longer than the policy allows, or an override without an end."""
        latest, now = self._latest_end(is_override), fields.Datetime.now()
        if valid_until and valid_until <= now:
            raise ReleaseRefused(self.env._("The release must end in the future. Choose a later moment."))
        if latest and (not valid_until or valid_until > latest):
            raise ReleaseRefused(
                self.env._(
                    "The policy lets this stand for %(days)s days at most. Choose an end no later than that.",
                    days=(latest - now).days,
                )
            )

    def action_override(self):
        """Open the dialog in which a controller overrides these blocks."""
        return self.action_release() | {"name": self.env._("Override")}
