from odoo import api, models

from .cast_people import USERS

SELLERS = tuple(login for login, (_name, groups) in USERS.items() if groups == ["sales_team.group_sale_salesman"])
CONFIRMED = {"confirm", "release", "drop", "ship", "invoice"}
SHIPPED = {"ship", "invoice"}


class DgDemo(models.AbstractModel):
    """What becomes of the orders: every step is taken by whoever takes it in a company, for many orders at once."""

    _inherit = "dg.demo"

    @api.model
    def _take_their_ways(self, planned):
        """Take the orders of `planned`, [(plan, order), …], as far as their fates say."""
        for seller in SELLERS:
            own = [(plan, order) for plan, order in planned if plan.seller == seller]
            self._of_fate(own, {"send"}, seller).action_quotation_sent()
            self._of_fate(own, CONFIRMED, seller).action_confirm()
            self._of_fate(own, {"cancel", "drop"}, seller).action_cancel()
        for plan, order in planned:
            if plan.fate == "release":
                self._release(order, plan.reason)
        self._ship(self._of_fate(planned, SHIPPED, "warehouse"))
        self._invoice(planned)

    @api.model
    def _of_fate(self, planned, fates, login):
        """Return the orders that have one of these fates, in the hands of one of the people."""
        orders = self._as(login).env["sale.order"]
        return orders.browse([order.id for plan, order in planned if plan.fate in fates])

    @api.model
    def _release(self, order, reason):
        """Let a controller release what holds an order; the order goes on by itself."""
        controller = self._as("controller")
        domain = [("document_model", "=", "sale.order"), ("document_id", "=", order.id), ("state", "=", "active")]
        holds = controller.env["dg.hold"].search(domain)
        controller.env["dg.release.wizard"].create({"hold_ids": holds.ids, "reason": reason}).action_release()

    @api.model
    def _ship(self, orders):
        """Let the warehouse ship what the orders want."""
        # Which transfers belong to an order is asked in superuser mode; the warehouse reads no orders.
        transfers = orders.sudo().picking_ids
        if transfers:
            transfers.with_user(orders.env.user).button_validate()

    @api.model
    def _invoice(self, planned):
        """Let the salespeople draft invoices of what was shipped, and the accountant post them."""
        drafts = self.env["account.move"]
        for seller in SELLERS:
            own = [(plan, order) for plan, order in planned if plan.seller == seller]
            if orders := self._of_fate(own, {"invoice"}, seller):
                orders.env["sale.advance.payment.inv"].create({"sale_order_ids": orders.ids}).create_invoices()
                drafts |= orders.sudo().invoice_ids.with_env(self.env)
        drafts.with_user(self._recall("user", "accountant")).action_post()
