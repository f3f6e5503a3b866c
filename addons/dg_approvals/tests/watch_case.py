"""The words in which the tests of the watch are written."""

import json
from datetime import timedelta

from odoo import fields

from .mirror_case import MirrorCase


class WatchCase(MirrorCase):
    """Steps at which something is due."""

    def given_late_request(self, breach_action, **values):
        """Let the first step of a request be late."""
        self.team.breach_action = breach_action
        order, request = self.given_request(**values)
        self.given_lateness(request.step_ids[0])
        return order, request

    def given_late_orders(self, count, breach_action="add_next"):
        """Let so many orders wait for an answer that is late."""
        self.team.breach_action = breach_action
        orders = self.given_held_orders(count)
        self.given_lateness(self.steps(orders).filtered(lambda step: step.state == "open"))
        return orders

    def given_lateness(self, steps):
        """Let these steps be late, each since another moment."""
        now = fields.Datetime.now()
        for number, step in enumerate(steps, start=1):
            past = now - timedelta(hours=1, seconds=number)
            step._change({"due_at": past, "next_at": past})

    def given_remind_soon(self, steps):
        """Let the answers on these steps be due soon, each at another moment."""
        now = fields.Datetime.now()
        for number, step in enumerate(steps, start=1):
            step._change({"due_at": now + timedelta(hours=1, seconds=number), "next_at": now})

    def when_watched(self, times=3):
        """Let the watch look, several times: each thing is done once."""
        for _time in range(times):
            self.env["dg.approval.step"]._to_do(1000)._do_what_is_due()
            self.env.flush_all()

    def steps(self, orders):
        """Return the steps of the requests about these orders."""
        domain = [("document_model", "=", orders._name), ("document_id", "in", orders.ids)]
        return self.env["dg.approval.request"].search(domain, order="id").step_ids

    def escalations(self, order):
        """Return what the journal of the order says about late answers, oldest first."""
        domain = [("document_id", "=", order.id), ("event_type_id.code", "=", "approval.escalated")]
        return [json.loads(event.payload) for event in self.env["dg.event"].search(domain, order="id")]

    def exceptions(self, order, kind):
        """Return the exceptions of this kind about the order."""
        return self.env["dg.exception"].search([("kind", "=", kind), ("document_id", "=", order.id)])
