from odoo import api, fields, models
from odoo.tools import format_datetime, formatLang

from .dg_approval_mirror import MINE


class DgApprovalMail(models.AbstractModel):
    """The mail itself: what waits for one person, in that person's language, with the figures he decides on."""

    _name = "dg.approval.mail"
    _description = "Approval Mail"

    @api.model
    def _prepare_mail(self, user, new, old):
        """Return the values of the mail to `user`; `new` and `old` are {"notices": …, "count": …}."""
        writer = self.with_context(lang=user.lang, tz=user.tz or "UTC")
        company = user.company_id
        subject = writer._subject(new)
        body = writer.env["ir.qweb"]._render(
            "dg_approvals.dg_approval_digest_mail",
            {
                "subject": subject,
                "company": company,
                "colour": company.email_secondary_color or "#875A7B",
                "on_colour": company.email_primary_color or "#FFFFFF",
                "base_url": self.get_base_url(),
                "mine_url": self.get_base_url() + MINE,
                "lang": (user.lang or "en_US").replace("_", "-"),
                "user": user,
                "parts": writer._parts(user, new, old),
            },
            minimal_qcontext=True,
        )
        sender = company.email_formatted or self.env.user.email_formatted
        return {
            "subject": subject,
            "body_html": body,
            "recipient_ids": [(6, 0, user.partner_id.ids)],
            "author_id": self.env.ref("base.partner_root").id,
            "email_from": sender,
            "reply_to": sender,
            "auto_delete": True,
            "headers": "{'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'OOF, AutoReply'}",
        }

    def _subject(self, new):
        """Say in the list of mails how much is new."""
        first = new["notices"][0].request_id.document_name
        if new["count"] == 1:
            return self.env._("%s waits for your approval", first)
        return self.env._("%(first)s and %(count)s more wait for your approval", first=first, count=new["count"] - 1)

    def _parts(self, user, new, old):
        """Return the parts of the mail: heading, rows, and how many more there are."""
        parts, shown = [], set()
        for title, found in ((self.env._("New for you"), new), (self.env._("Also waiting"), old)):
            rows = []
            for notice in found["notices"]:
                # Who is asked on two steps, or in two people's places, reads about the document once.
                if notice.request_id not in shown:
                    shown.add(notice.request_id)
                    rows.append(self._row(user, notice))
            if rows:
                parts.append({"title": title, "rows": rows, "more": found["count"] - len(found["notices"])})
        return parts

    def _row(self, user, notice):
        """Return what the mail says about one request."""
        request = notice.request_id
        due, now = notice.assignment_id.step_id.due_at, fields.Datetime.now()
        is_late = notice.news == "late" or bool(due and due < now)
        news = notice.news if notice.news == "reminded" and not is_late else ""
        return {
            "name": request.document_name,
            "url": request._mirrored_url(),
            "amount": formatLang(self.env, request.amount, currency_obj=request.currency_id),
            "asked": self._asked_in_words(user, notice),
            "due": due and format_datetime(self.env, due, tz=user.tz or "UTC", dt_format="short"),
            "is_late": is_late,
            "is_soon": bool(news),
            "reasons": self._reasons(user, request),
        }

    def _asked_in_words(self, user, notice):
        """Say who asks, in whose place the reader is asked, and for which of several companies."""
        request = notice.request_id
        texts = {"requester": request.requester_id.name, "holder": notice.user_id.name}
        if notice.user_id == user:
            asked = self.env._("Asked by %(requester)s", **texts)
        else:
            asked = self.env._("Asked by %(requester)s, in place of %(holder)s", **texts)
        return f"{asked} · {request.company_id.name}" if len(user.company_ids) > 1 else asked

    def _reasons(self, user, request):
        """Return [(rule, why)] with every figure: whoever is asked decides on these figures."""
        sheet = self.env["dg.fact.sheet"].with_user(user)._of(request.decision_id)
        sheet.is_open = True
        return [(hold.rule_name.rstrip("."), request._reason_told(hold.reason_id, sheet)) for hold in request.hold_ids]
