from odoo import Command, api, models

from odoo.addons.distribution_governance.demo.dg_demo_fates import SELLERS

from .cast_requests import OVERLOOKED, REQUESTS

# How long a day at work is in the demo of a late answer: about a second.
A_MOMENT = 0.0003
WEEK = [str(day) for day in range(7)]


class DgDemo(models.AbstractModel):
    """What people of the demo company were asked, and what they answered: each step is taken by whoever takes it."""

    _inherit = "dg.demo"

    @api.model
    def _make_requests(self):
        """Let orders be held and answered; at the end the watch finds the one that nobody looked at."""
        self._submit_in_a_hurry(OVERLOOKED)
        for order, plan in self._submit(REQUESTS):
            for act in plan.acts:
                getattr(self, f"_act_{act.verb}")(order.with_env(self._as(act.who).env), act)
        steps = self.env["dg.approval.step"]
        steps._to_do(len(OVERLOOKED))._do_what_is_due()

    @api.model
    def _submit_in_a_hurry(self, plans):
        """Submit orders while sales management has only a moment to answer.

        No clock is moved and no deadline is written: a manager shortens the time of the tier, round the clock, until
        the orders are submitted. The request keeps what the tier said then, and the journal has both changes.
        """
        tier = self._recall("tier", "management").with_user(self._recall("user", "manager"))
        hours, calendar = tier.sla_hours, tier.calendar_id
        tier.write({"sla_hours": A_MOMENT, "calendar_id": self._round_the_clock().id})
        self._submit(plans)
        tier.write({"sla_hours": hours, "calendar_id": calendar.id})

    @api.model
    def _round_the_clock(self):
        """Return a calendar without an end of work, so that the demo is the same at whatever hour it is made."""
        hours = [
            Command.create({"name": "Round the clock", "dayofweek": day, "hour_from": 0, "hour_to": 24}) for day in WEEK
        ]
        return self.env["resource.calendar"].create(
            {
                "name": "Round the clock",
                "company_id": self._recall("company").id,
                "attendance_ids": [Command.clear(), *hours],
            }
        )

    @api.model
    def _submit(self, plans):
        """Let the salespeople enter and submit orders; return [(order, plan)] in their sequence."""
        entered = self._enter_orders([plan.order for plan in plans])
        submitted = list(zip(entered, plans, strict=True))
        for seller in SELLERS:
            own = [order.id for order, plan in submitted if plan.order.seller == seller]
            self._as(seller).env["sale.order"].browse(own).action_confirm()
        return submitted

    # ---- what people do about a held order; `order` is in the hands of whoever does it ----

    @api.model
    def _act_approve(self, order, act):
        """Agree."""
        self._answer(order, act, "approve")

    @api.model
    def _act_reject(self, order, act):
        """Refuse."""
        self._answer(order, act, "reject")

    @api.model
    def _act_return(self, order, act):
        """Ask for changes."""
        self._answer(order, act, "return")

    @api.model
    def _act_forward(self, order, act):
        """Pass the question on to a colleague."""
        self._answer(order, act, "forward", target_id=self._recall("user", act.to).id)

    @api.model
    def _act_cancel(self, order, act):
        """End a request as a controller."""
        self._answer(order, act, "cancel")

    @api.model
    def _act_withdraw(self, order, act):
        """Take back what one asked for."""
        self._request_of(order).action_withdraw(act.words)

    @api.model
    def _act_discount(self, order, act):
        """Change the discount of the first line, and submit the order again."""
        order.order_line[:1].discount = act.to
        order.action_confirm()

    @api.model
    def _act_line(self, order, act):
        """Begin a line and leave it without a product."""
        order.env["sale.order.line"].create({"order_id": order.id, "name": act.words, "price_unit": 0.0})

    @api.model
    def _answer(self, order, act, choice, **values):
        """Answer the request of an order in the dialog."""
        dialog = order.env["dg.vote.wizard"]
        values |= {"request_ids": self._request_of(order).ids, "choice": choice, "comment": act.words}
        dialog.create(values).action_answer()

    @api.model
    def _request_of(self, order):
        """Return the open request of an order, as whoever holds the order finds it."""
        domain = [("document_model", "=", order._name), ("document_id", "=", order.id), ("state", "=", "open")]
        return order.env["dg.approval.request"].search(domain)
