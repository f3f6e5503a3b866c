from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools import ormcache

from odoo.addons.distribution_governance.forgetting import forget
from odoo.addons.distribution_governance.logic.facts import Direction, exact

from ..logic.authority import Limit
from .authority_book import NUMBERS, Book

# What the confirmation of a limit leaves behind; nobody writes it.
KEPT = {"is_in_force", "confirmed_by_id", "was_confirmed"}


class DgAuthorityLimit(models.Model):
    """Up to which value a person, or the members of a group, may release one fact."""

    _name = "dg.authority.limit"
    _description = "Authority Limit"
    _order = "company_id, fact_id, bound desc, id"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    user_id = fields.Many2one("res.users", "Person", ondelete="restrict")
    group_id = fields.Many2one("res.groups", ondelete="restrict", help="Every member holds this limit.")
    fact_id = fields.Many2one(
        "dg.fact", required=True, ondelete="restrict", domain=f"[('unit', 'in', {list(NUMBERS)!r})]"
    )
    unit = fields.Selection(related="fact_id.unit")
    bound = fields.Float("Up To", required=True, digits=(16, 4), help="Money is in company currency.")
    valid_from = fields.Date()
    valid_to = fields.Date()
    written_by_id = fields.Many2one("res.users", readonly=True, help="Who wrote it last; somebody else confirms it.")
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    was_confirmed = fields.Boolean(readonly=True, copy=False, help="It counted once, so it is archived, not deleted.")
    is_in_force = fields.Boolean(readonly=True, copy=False, help="Only confirmed limits count.")
    active = fields.Boolean(default=True)

    @api.depends("user_id", "group_id", "fact_id", "bound")
    def _compute_display_name(self):
        """Name a limit by its holder and what it allows."""
        for limit in self:
            holder = limit.user_id.name or limit.group_id.name
            limit.display_name = f"{holder}: {limit.fact_id.name} {limit.bound:g}"

    @api.constrains("user_id", "group_id", "fact_id", "valid_from", "valid_to")
    def _check_limit(self):
        """Refuse a limit of nobody, of both, of a fact without numbers, or of no day."""
        for limit in self:
            if bool(limit.user_id) == bool(limit.group_id):
                raise ValidationError(self.env._("A limit belongs either to one person or to one group."))
            if limit.fact_id.unit not in NUMBERS:
                raise ValidationError(
                    self.env._("“%s” is no number, so nothing can be a limit of it.", limit.fact_id.name)
                )
            if limit.valid_from and limit.valid_to and limit.valid_to < limit.valid_from:
                raise ValidationError(self.env._("The limit ends before it begins. Choose a later end."))

    @api.model_create_multi
    def create(self, vals_list):
        """A new limit counts as soon as a second manager has confirmed it; nobody writes a limit of his own."""
        written = {
            "written_by_id": self.env.uid,
            "is_in_force": False,
            "was_confirmed": False,
            "confirmed_by_id": False,
        }
        limits = super().create([vals | written for vals in vals_list])
        forget(self.env)
        limits._check_not_own()
        limits._note("written")
        limits._confirm_alone()
        return limits

    def write(self, vals):
        """A changed limit has to be confirmed again; nobody writes a limit of his own."""
        forget(self.env)
        if self.env.su and vals.keys() <= KEPT:
            return super().write(vals)
        # What was confirmed, and by whom, follows from confirming only.
        vals = {name: value for name, value in vals.items() if name not in KEPT | {"written_by_id"}}
        self._check_not_own()
        self._check_not_moved(vals)
        if not self.env.su or vals.keys() & {"user_id", "group_id", "fact_id", "bound", "valid_from", "valid_to"}:
            vals = vals | {"written_by_id": self.env.uid, "is_in_force": False, "confirmed_by_id": False}
        result = super().write(vals)
        self._check_not_own()
        self._note("written")
        self._confirm_alone()
        return result

    def unlink(self):
        """A limit that was never confirmed may go; one that counted is archived, so that its fact stays limited."""
        self._check_not_own()
        self._note("removed")
        forget(self.env)
        return super().unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        """Refuse to delete what counted once: its fact would be open to everybody."""
        if not self.env.su and any(limit.was_confirmed or limit.confirmed_by_id for limit in self):
            raise AccessError(
                self.env._("A limit that counted is not deleted. Archive it, or confirm a wider one with a colleague.")
            )

    def _check_not_own(self):
        """Refuse to write a limit of one's own, or of a group one is in."""
        if self.env.su:
            return
        user = self.env.user
        if any(user == limit.user_id or limit.group_id in user.all_group_ids for limit in self):
            raise AccessError(self.env._("Nobody writes a limit of his own. Ask another manager."))

    def _check_not_moved(self, vals):
        """Refuse to turn a limit that counted into one of something else: its fact would be open to everybody."""
        for name in {"fact_id", "company_id"} & vals.keys():
            if any(limit.was_confirmed and limit[name].id != vals[name] for limit in self):
                raise AccessError(
                    self.env._("A limit that counted stays one of its fact and company. Write another one for this.")
                )

    def action_confirm(self):
        """Confirm limits that another manager wrote; from then on they count."""
        self.check_access("write")
        for limit in self:
            if limit.written_by_id == self.env.user and limit.company_id.dg_second_manager:
                raise AccessError(self.env._("You wrote this limit yourself. Another manager has to confirm it."))
        self._check_not_own()
        self._confirm()
        return True

    def _confirm_alone(self):
        """Let limits count at once where the company does without a second manager."""
        self.filtered(lambda limit: not limit.company_id.dg_second_manager)._confirm()

    def _confirm(self):
        """Bring limits into force; what may be written then was checked by the caller."""
        if self:
            # Nobody writes this himself: it follows from the confirmation that was checked before.
            self.sudo().write({"is_in_force": True, "was_confirmed": True, "confirmed_by_id": self.env.uid})
            self._note("confirmed")

    def _note(self, what):
        """Write one event per limit into the journal of its company."""
        for limit in self:
            # The journal belongs to the company, which whoever writes limits need not be allowed to read.
            company = limit.sudo().company_id
            payload = {
                "limit_id": limit.id,
                "what": what,
                "user": limit.user_id.id or None,
                "group": limit.group_id.id or None,
                "fact": limit.fact_id.key,
                "bound": f"{limit.bound:g}",
            }
            self.env["dg.event"]._emit(company, "authority.limit_changed", {company.id: payload})

    # ---- what a person may release ----

    @api.model
    def _book(self, company, document_model):
        """Return the Book of all limits in force on documents of this type in a company."""
        return Book(self._in_force(company.id, document_model), company)

    @api.model
    @ormcache("company_id", "document_model")
    def _in_force(self, company_id, document_model):
        """Return [(user id, group id, Limit, does it count)] of all limits on documents of this type in a company."""
        # Who holds which limit is not for everybody to read; whether one may vote is.
        limits = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("company_id", "=", company_id),
                    ("fact_id.document_model", "=", document_model),
                    ("was_confirmed", "=", True),
                ]
            )
        )
        # A fact stays limited while its limits are rewritten, or after they were put away: nothing opens by that.
        # What nobody has confirmed yet limits nothing either: one manager alone would leave routes without people.
        return [
            (limit.user_id.id, limit.group_id.id, limit._as_limit(), limit.is_in_force and limit.active)
            for limit in limits
        ]

    def _as_limit(self):
        """Return this limit as the value that is asked whether it allows something."""
        return Limit(
            self.fact_id.key,
            exact(self.bound, 4),
            self.fact_id.direction != Direction.LOWER.value,
            self.valid_from or None,
            self.valid_to or None,
        )
