from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import ormcache

from odoo.addons.distribution_governance.forgetting import forget

from ..logic.quorum import ALL


class Level(NamedTuple):
    """One tier as it is configured, kept in memory: what requests copy, and what says who is asked."""

    route_id: int
    company_id: int
    name: str
    kind: str
    group_id: int
    user_ids: tuple
    field_name: str
    quorum: int
    is_parallel: bool
    sla_hours: float
    remind_hours: float
    calendar_id: int
    breach_action: str

    @property
    def signature(self):
        """Return what makes two tiers ask the same people in the same number."""
        return self.kind, self.group_id, self.user_ids, self.field_name, self.quorum


APPROVER_GROUP = "distribution_governance.group_dg_approver"
KINDS = [
    ("group", "Members of a Group"),
    ("users", "Named People"),
    ("team_manager", "Manager of the Requester's Team"),
    ("process_owner", "Owner of the Process"),
    ("warehouse_manager", "Manager of the Warehouse"),
    ("field", "A Person Named on the Document"),
]
BREACHES = [
    ("add_next", "Ask the next tier's people as well"),
    ("pass_next", "Pass it to the next tier's people"),
    ("reject", "Reject the request"),
]
# Who is asked depends on the document, so it cannot be known before there is one.
_KNOWN_LATER = ("team_manager", "warehouse_manager", "field")


class DgApprovalTier(models.Model):
    """One level of a route: who is asked, how many must agree, by when, and what happens otherwise."""

    _name = "dg.approval.tier"
    _description = "Approval Tier"
    _order = "route_id, sequence, id"

    route_id = fields.Many2one("dg.approval.route", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="route_id.company_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True, help="What people call this level, such as Sales management.")
    approver_kind = fields.Selection(KINDS, "Who", required=True, default="group")
    group_id = fields.Many2one("res.groups", ondelete="restrict")
    user_ids = fields.Many2many("res.users", string="People")
    field_name = fields.Char("Field", help="Technical name of a user field of the document, such as user_id.")
    quorum = fields.Integer(
        "Must Agree", default=1, required=True, help="How many of them must agree; 0 means all of them."
    )
    is_parallel = fields.Boolean(
        "With the Tier Before", help="Opens together with the tier before instead of after it."
    )
    sla_hours = fields.Float(
        "Answer Within (hours)", default=8.0, help="Working hours of the calendar; 0 means no end."
    )
    calendar_id = fields.Many2one(
        "resource.calendar", help="Whose working hours count; without one, the company's calendar."
    )
    remind_hours = fields.Float(
        "Remind Before (hours)", default=2.0, help="Working hours before the end; 0 means never."
    )
    breach_action = fields.Selection(
        BREACHES, "When Late", required=True, default="add_next", help="What happens when the answer is late."
    )
    problem = fields.Char(compute="_compute_problem")

    @api.depends("approver_kind", "group_id.all_user_ids", "user_ids.active", "field_name", "quorum")
    def _compute_problem(self):
        """Say what would leave this tier without enough people."""
        for tier in self:
            tier.problem = tier._missing() or tier._too_few()

    def _missing(self):
        """Return the sentence about what the tier does not say, or ""."""
        needs = {"group": self.group_id, "users": self.user_ids, "field": self.field_name}
        if needs.get(self.approver_kind, True):
            return ""
        return self.env._("Tier “%s” does not say who is asked. Choose a group, people or a field.", self.name)

    def _too_few(self):
        """Return the sentence about a tier with too few people who may approve at all, or ""."""
        if self.approver_kind in _KNOWN_LATER or self.approver_kind == "process_owner":
            return ""
        able = self._able(self._named())
        if not able:
            return self.env._("Nobody of tier “%s” may approve anything: give somebody the role Approver.", self.name)
        if self.quorum > len(able):
            return self.env._(
                "Tier “%(tier)s” wants %(quorum)s people to agree, and only %(count)s may.",
                tier=self.name,
                quorum=self.quorum,
                count=len(able),
            )
        return ""

    @api.constrains("quorum", "sla_hours", "remind_hours")
    def _check_figures(self):
        """Refuse figures that mean nothing."""
        for tier in self:
            if tier.quorum < ALL or tier.sla_hours < 0 or tier.remind_hours < 0:
                raise ValidationError(
                    self.env._("Tier “%s”: give numbers of people and hours that are not negative.", tier.name)
                )

    @api.constrains("approver_kind", "group_id", "user_ids", "field_name", "quorum")
    def _check_route(self):
        """Refuse a change of a tier that leaves nobody who could approve."""
        self.route_id._check_tiers()

    @api.model_create_multi
    def create(self, vals_list):
        """Note the new tier with its route."""
        tiers = super().create(vals_list)
        forget(self.env)
        tiers.route_id._note("changed")
        return tiers

    def write(self, vals):
        """Note the changed tier with its route, and with the route that it leaves, which must still ask somebody."""
        before = self.route_id
        result = super().write(vals)
        forget(self.env)
        (before - self.route_id)._check_tiers()
        (before | self.route_id)._note("changed")
        return result

    def unlink(self):
        """Note the route without the tier."""
        routes = self.route_id
        result = super().unlink()
        routes.exists()._check_tiers()
        forget(self.env)
        routes.exists()._note("changed")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Refuse to delete a level that somebody was asked on."""
        # Whoever writes routes need not be allowed to read every request.
        asked = self.env["dg.approval.step"].sudo().search_count([("tier_id", "in", self.ids)], limit=1)
        if asked:
            raise UserError(
                self.env._("People were asked on this tier. Leave it, or write another route for the policy.")
            )

    def _as_event(self):
        """Return the tiers as the journal lists them."""
        return [
            {
                "name": tier.name,
                "kind": tier.approver_kind,
                "group": tier.group_id.id or None,
                "users": sorted(tier.user_ids.ids),
                "field": tier.field_name or None,
                "quorum": tier.quorum,
                "sla_hours": f"{tier.sla_hours:g}",
            }
            for tier in self
        ]

    @ormcache("self.id", "self.env.lang")
    def _level(self):
        """Return this tier as a Level."""
        # Whoever is stopped may not read routes.
        tier = self.sudo()
        return Level(
            route_id=tier.route_id.id,
            company_id=tier.company_id.id,
            name=tier.name,
            kind=tier.approver_kind,
            group_id=tier.group_id.id,
            user_ids=tuple(sorted(tier.with_context(active_test=False).user_ids.ids)),
            field_name=tier.field_name,
            quorum=tier.quorum,
            is_parallel=tier.is_parallel,
            sla_hours=tier.sla_hours,
            remind_hours=tier.remind_hours,
            calendar_id=tier.calendar_id.id,
            breach_action=tier.breach_action,
        )

    # ---- people ----

    def _is_named(self):
        """Return whether the tier itself names its people, whatever the document."""
        return self._level().kind in ("group", "users")

    def _named(self):
        """Return the people that the tier itself names."""
        level = self._level()
        if level.kind == "group":
            # Who is in a group is no secret of the group, but users may not read groups.
            return self.env["res.groups"].sudo().browse(level.group_id).all_user_ids
        return self.env["res.users"].browse(level.user_ids)

    def _above(self):
        """Return the tiers of the route that come after this one."""
        keys = self.env["dg.approval.route"].browse(self._level().route_id)._tier_keys()
        return self.browse(keys[keys.index(self.id) + 1 :]) if self.id in keys else self.browse()

    def _able(self, people):
        """Return those of `people` who may approve at all in the company of the route."""
        company_id = self._level().company_id
        # Who may approve is found out for whoever asks.
        return people.sudo().filtered(
            lambda user: (
                user.active
                and not user.share
                and company_id in user._get_company_ids()
                and user.has_group(APPROVER_GROUP)
            )
        )

    def _asked(self, document, requester, process):
        """Return the people whom this tier asks about `document`, those who may approve at all."""
        self.ensure_one()
        level = self._level()
        if level.kind == "team_manager":
            people = document._dg_team_manager(requester)
        elif level.kind == "process_owner":
            people = process._in_charge()
        elif level.kind == "warehouse_manager":
            people = document._dg_warehouse_manager()
        elif level.kind == "field":
            people = document._dg_person_in(level.field_name)
        else:
            people = self._named()
        return self._able(people)
