from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from .dg_approval_tier import APPROVER_GROUP


class DgDelegation(models.Model):
    """For some days one person answers on behalf of another: with that person's authority, and never beyond it."""

    _name = "dg.delegation"
    _description = "Delegation"
    _order = "date_from desc, id desc"

    delegator_id = fields.Many2one(
        "res.users", "On Behalf Of", required=True, ondelete="restrict", default=lambda self: self.env.user
    )
    delegate_id = fields.Many2one("res.users", "Answered By", required=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    process_id = fields.Many2one("dg.process", help="Only requests of this process; without one, of all.")
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Until", required=True)
    reason = fields.Char(required=True, help="Why, such as a holiday.")
    revoked_at = fields.Datetime(readonly=True, copy=False)
    revoked_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    @api.depends("delegator_id", "delegate_id")
    def _compute_display_name(self):
        """Name a delegation by who stands in for whom."""
        for delegation in self:
            delegation.display_name = f"{delegation.delegator_id.name} → {delegation.delegate_id.name}"

    @api.constrains("delegator_id", "delegate_id", "date_from", "date_to")
    def _check_delegation(self):
        """Refuse what means nothing: to oneself, backwards, or to somebody who may not approve."""
        for delegation in self:
            delegate = delegation.sudo().delegate_id
            if delegation.delegator_id == delegate:
                raise ValidationError(self.env._("Choose somebody else to answer in your place."))
            if delegation.date_to < delegation.date_from:
                raise ValidationError(self.env._("The delegation ends before it begins. Choose a later end."))
            if not delegate.active or delegate.share or not delegate.has_group(APPROVER_GROUP):
                raise ValidationError(
                    self.env._("%s may not approve anything: the role Approver is missing.", delegate.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Everybody delegates for himself; a manager may do it for others who are away."""
        delegations = super().create([vals | {"revoked_at": False, "revoked_by_id": False} for vals in vals_list])
        delegations._check_owner()
        delegations._note("delegation.granted")
        return delegations

    def write(self, vals):
        """Refuse changes: a delegation is revoked, and another one is written."""
        if not self.env.su:
            raise AccessError(self.env._("A delegation is never changed. Revoke it and write another one."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        """Refuse every deletion: votes were given on it."""
        raise AccessError(self.env._("Delegations are kept for good. Revoke it instead."))

    def _check_owner(self):
        """Refuse a delegation of somebody else's authority, unless a manager writes it, and never to the manager."""
        if self.env.su:
            return
        is_manager = self.env.user.has_group("distribution_governance.group_dg_manager")
        for delegation in self:
            if delegation.delegator_id == self.env.user:
                continue
            if not is_manager or delegation.delegate_id == self.env.user:
                raise AccessError(self.env._("Only %s may delegate this.", delegation.delegator_id.name))

    def action_revoke(self):
        """End delegations at once; whoever gave them, or a manager."""
        self.check_access("read")
        for delegation in self:
            if delegation.delegator_id != self.env.user and not self.env.user.has_group(
                "distribution_governance.group_dg_manager"
            ):
                raise AccessError(self.env._("Only %s or a manager may revoke this.", delegation.delegator_id.name))
        # Nobody may change delegations; revoking was checked just now.
        open_ones = self.sudo().filtered(lambda delegation: not delegation.revoked_at)
        open_ones.write({"revoked_at": fields.Datetime.now(), "revoked_by_id": self.env.uid})
        open_ones._note("delegation.revoked")
        return True

    def _note(self, code):
        """Write one event per delegation into the journal of its company."""
        for delegation in self.sudo():
            payload = {
                "delegation_id": delegation.id,
                "delegator": delegation.delegator_id.id,
                "delegate": delegation.delegate_id.id,
                "process": delegation.process_id.id or None,
                "from": delegation.date_from.isoformat(),
                "until": delegation.date_to.isoformat(),
                "reason": delegation.reason,
            }
            company = delegation.company_id
            self.env["dg.event"]._emit(company, code, {company.id: payload})

    @api.model
    def _standing(self, delegate, companies):
        """Return the delegations to `delegate` that count today in these companies."""
        return self._today(companies, Domain("delegate_id", "=", delegate.id))

    @api.model
    def _given_by(self, delegators, company):
        """Return the delegations of these people that count today."""
        return self._today(company, Domain("delegator_id", "in", delegators.ids)) if delegators else self.browse()

    @api.model
    def _today(self, companies, domain):
        """Return the delegations of `domain` that count today, by the day of each company."""
        now = fields.Date.today()
        # Whether one stands in for somebody is found out for whoever votes. No company is more than a day away.
        near = self.sudo().search(
            domain
            & Domain("company_id", "in", companies.ids)
            & Domain("revoked_at", "=", False)
            & Domain("date_from", "<=", now + timedelta(days=1))
            & Domain("date_to", ">=", now - timedelta(days=1))
        )
        return near.filtered(lambda given: given.date_from <= given.company_id._dg_today() <= given.date_to)

    def _for_process(self, process):
        """Return those of these delegations that cover requests of `process`."""
        return self.filtered(lambda delegation: not delegation.process_id or delegation.process_id == process)
