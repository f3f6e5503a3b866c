"""The words in which the tests of activities, mails and messages are written."""

import re

from odoo import fields
from odoo.tools import html2plaintext

from .approval_case import ApprovalCase


class MirrorCase(ApprovalCase):
    """What the jobs show in Odoo's own channels."""

    def given_held_orders(self, count, **values):
        """Let so many orders be held by a rule with a route."""
        if not self.env["dg.policy"].search_count([("process_id", "=", self.process.id)]):
            self.given_routed_policy(("Discount above 10 %", {"deepest_discount": "> 10"}, None))
        orders = self.env["sale.order"].union(*(self.given_order(discount=18, **values) for _one in range(count)))
        orders.with_user(self.salesperson).action_confirm()
        return orders

    def when_mirrored(self):
        """Let the mirror do all that there is to do."""
        self.env["dg.approval.notice"]._leave_former_approvers()
        while self.env["dg.approval.request"]._mirror_next():
            pass
        self.env.flush_all()

    def when_mailed(self, *people):
        """Mirror, write the mails that are due, and return those to `people`, or all."""
        self.when_mirrored()
        digest, before = (
            self.env["dg.approval.digest"],
            self.env["mail.mail"].search([], order="id desc", limit=1).id or 0,
        )
        while due := digest._due_people():
            digest._mail(due)
            self.env.flush_all()
        mails = self.env["mail.mail"].search([("id", ">", before), ("subject", "like", "approval")], order="id")
        partners = self.env["res.users"].union(*people).partner_id
        return mails.filtered(lambda mail: mail.recipient_ids <= partners) if people else mails

    def activities(self, order, user=None):
        """Return the open activities of approvals on the order."""
        kind = self.env.ref("dg_approvals.mail_activity_type_approval")
        found = self.env["mail.activity"].search(
            [("res_model", "=", order._name), ("res_id", "in", order.ids), ("activity_type_id", "=", kind.id)]
        )
        return found.filtered(lambda activity: activity.user_id == user) if user else found

    def notes(self, order):
        """Return the messages of the order that the machine wrote, oldest first, as plain texts."""
        machine = self.env.ref("base.partner_root")
        domain = [("model", "=", order._name), ("res_id", "=", order.id), ("author_id", "=", machine.id)]
        notes = self.env["mail.message"].search(domain, order="id")
        return [self.text(note.body) for note in notes.filtered(lambda note: note.message_type == "notification")]

    def text(self, html):
        """Return what people read of a page."""
        return re.sub(r"\s+", " ", html2plaintext(html, include_references=False))

    def when_it_is(self, request, event):
        """Let the first step of a request be due soon, or late."""
        step = request.step_ids[0]
        now = fields.Datetime.now()
        if event == "late":
            step._change({"due_at": fields.Datetime.subtract(now, hours=1), "next_at": now})
        else:
            step._change({"due_at": fields.Datetime.add(now, hours=1), "next_at": now})
        self.env["dg.approval.step"]._to_do(100)._do_what_is_due()
