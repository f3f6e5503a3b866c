from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

STATUSES = [("open", "Open"), ("warning", "Warning"), ("blocked", "Blocked")]
STATUS_FIELDS = ("dg_sales_status", "dg_sales_status_reason")
# Who answers for bad debts. Selling and answering for it stay apart.
STATUS_GROUPS = "account.group_account_user,account.group_account_manager,distribution_governance.group_dg_controller"

# Status and reason of a customer whom nobody has said anything about.
_NEW = ("open", None)


class ResPartner(models.Model):
    """Whether we sell to a customer: finance and controllers say so, and everybody reads it."""

    _inherit = "res.partner"

    dg_sales_status = fields.Selection(
        STATUSES,
        "Sales Status",
        default="open",
        required=True,
        copy=False,
        groups="base.group_user",
        help="What policies know as “Customer blocked”. It holds for all contacts and addresses below. Finance and "
        "controllers change it; each change is an event in the journal.",
    )
    dg_sales_status_reason = fields.Char(
        "Reason of the Status",
        copy=False,
        groups="base.group_user",
        help="What everybody reads who opens the customer: one sentence.",
    )

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Show the sales status as read-only to whoever may not change it."""
        described = super().fields_get(allfields, attributes)
        for name in set(STATUS_FIELDS) & described.keys():
            if "readonly" in described[name] and not self._dg_may_set_status():
                described[name]["readonly"] = True
        return described

    @api.model
    def _dg_may_set_status(self):
        """Return whether the user may change the sales status: finance and controllers may."""
        return self.env.su or self.env.user.has_groups(STATUS_GROUPS)

    def _dg_check_status(self, is_changed):
        """Refuse a changed sales status from everybody else, on every way that a person has.

        Not by Odoo's check of each field: every reading of a customer would pay for it.
        """
        if is_changed and not self._dg_may_set_status():
            raise AccessError(
                self.env._(
                    "Only finance and controllers change the sales status of a customer. Ask one of them to do it."
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """A customer that is born with a status is noted in the journal."""
        partners = super().create(vals_list)
        # Also where the status comes from a context or from somebody's default values.
        partners._dg_check_status(any(partner._dg_status() != _NEW for partner in partners))
        partners._dg_note_status({})
        return partners

    def write(self, vals):
        """A change of the sales status is noted in the journal."""
        if vals.keys().isdisjoint(STATUS_FIELDS):
            return super().write(vals)
        self._dg_check_status(is_changed=True)
        before = {partner.id: partner._dg_status() for partner in self}
        result = super().write(vals)
        self._dg_note_status(before)
        return result

    def copy(self, default=None):
        """A copy keeps the status: it is the same customer under another number."""
        given = {name: value for name, value in (default or {}).items() if name not in STATUS_FIELDS}
        copies = super().copy(given)
        for partner, duplicate in zip(self, copies, strict=True):
            status, reason = partner._dg_status()
            if status != "open":
                # Whoever may copy a customer must not thereby change the status, so the system hands it on.
                duplicate.sudo().write({"dg_sales_status": status, "dg_sales_status_reason": reason})
        return copies

    @api.ondelete(at_uninstall=False)
    def _unlink_except_status(self):
        """Keep a customer that is blocked or warned of: merging or deleting it would lift the status in silence."""
        for partner in self:
            status, _reason = partner._dg_status()
            if status != "open":
                raise UserError(
                    self.env._(
                        "“%(customer)s” has the sales status %(status)s. Let finance open the customer first, then "
                        "delete or merge it.",
                        customer=partner.display_name,
                        status=dict(STATUSES)[status],
                    )
                )

    def _dg_status(self):
        """Return sales status and reason of one partner; nobody is asked whether he may read them."""
        partner = self.sudo()
        return partner.dg_sales_status, partner.dg_sales_status_reason or None

    def _dg_note_status(self, before):
        """Write one event per partner whose status or reason is another than in `before`, {partner id: both}."""
        now = {partner: partner._dg_status() for partner in self}
        changed = self.filtered(lambda partner: now[partner] != before.get(partner.id, _NEW))
        self.env["dg.event"]._emit(
            changed,
            "customer.sales_status_changed",
            {
                partner.id: {
                    "from": before.get(partner.id, _NEW)[0],
                    "to": now[partner][0],
                    "reason": now[partner][1],
                }
                for partner in changed
            },
        )
