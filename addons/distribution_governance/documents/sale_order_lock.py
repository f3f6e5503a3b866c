from odoo import models

# Who may unlock an order: the group that Odoo's own button asks for.
UNLOCKERS = "sales_team.group_sale_manager"


class SaleOrder(models.Model):
    """A locked order under policy stays as it is until somebody who may unlocks it, on the record."""

    _inherit = "sale.order"

    def write(self, vals):
        """Unlock with the right that the button asks for only, whichever way, and say so in the journal."""
        if vals.get("locked", True):
            return super().write(vals)
        locked = self._dg_locked_under_policy()
        if locked and not self.env.su and not self.env.user.has_group(UNLOCKERS):
            locked._dg_refuse_on_record(
                "Unlocking without the right to do so was refused.",
                self.env._(
                    "%(orders)s is locked. Only a sales administrator may unlock it. This attempt was recorded.",
                    orders=", ".join(locked.mapped("display_name")),
                ),
            )
        result = super().write(vals)
        self.env["dg.event"]._emit(locked, "document.unlocked", {order.id: {} for order in locked})
        return result

    def _dg_locked_under_policy(self):
        """Return those of these orders that are confirmed, locked, and subject to a policy in force."""
        return self.sudo().filtered("locked")._dg_under_policy()

    def _dg_refuse_locked(self):
        """Refuse a person new or fewer lines on a locked order; changing lines is refused by Odoo itself."""
        if self.env.su:
            return
        if orders := self._dg_locked_under_policy():
            orders._dg_refuse_on_record(
                "Adding or deleting a line of a locked order was refused.",
                self.env._(
                    "%(orders)s is locked, so its lines stay as they are. Ask a sales administrator to unlock it "
                    "first. This attempt was recorded.",
                    orders=", ".join(orders.mapped("display_name")),
                ),
            )
