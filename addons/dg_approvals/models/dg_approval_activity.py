from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models

# A question without an end is shown for so many days before it turns red in somebody's list.
WITHOUT_END = timedelta(days=7)


class DgApprovalNotice(models.Model):
    """The activity that shows a question among everything else somebody has to do."""

    _inherit = "dg.approval.notice"

    @api.model
    def _make_activities(self, seats, documents):
        """Return {seat: activity} for those who may read the document and whose model has activities.

        Odoo mails every assignment unless it is told that a mass change is going on; the digest is the mail here.
        """
        wanted = self._with_activity(seats, documents)
        vals_list = [
            vals for user, own in wanted.grouped("user_id").items() for vals in self._prepare_activities(user, own)
        ]
        ordered = [seat for own in wanted.grouped("user_id").values() for seat in own]
        activities = self.env["mail.activity"].with_context(mail_activity_quick_update=True).create(vals_list)
        return dict(zip(ordered, activities.with_context(mail_activity_quick_update=False), strict=True))

    @api.model
    def _with_activity(self, seats, documents):
        """Return those of these seats that get an activity."""
        wanted, approvers = seats.browse(), self._approvers(seats.user_id)
        has_activities = self.env.registry["mail.activity.mixin"]
        for (user, model), own in seats.grouped(lambda seat: (seat.user_id, seat.request_id.document_model)).items():
            if user not in approvers or not issubclass(self.env.registry[model], has_activities):
                continue
            keys = [seat.request_id.document_id for seat in own if _place(seat) in documents]
            reader = self.env[model].with_user(user).with_context(allowed_company_ids=user.company_ids.ids)
            readable = set(reader.browse(keys)._filtered_access("read").ids)
            wanted += own.filtered(lambda seat, readable=readable: seat.request_id.document_id in readable)
        return wanted

    @api.model
    def _prepare_activities(self, user, seats):
        """Return the values of the activities of one person, in that person's language and time."""
        reader = self.with_context(lang=user.lang, tz=user.tz or "UTC")
        kind = self.env.ref("dg_approvals.mail_activity_type_approval")
        return [
            {
                "activity_type_id": kind.id,
                "res_model_id": self.env["ir.model"]._get_id(seat.request_id.document_model),
                "res_id": seat.request_id.document_id,
                "user_id": user.id,
                "summary": reader._activity_summary(seat.request_id),
                "note": reader._activity_note(seat),
                "date_deadline": reader._activity_deadline(seat.step_id),
                "automated": True,
            }
            for seat in seats
        ]

    def _activity_summary(self, request):
        """Name the document and the reasons; figures are shown on the request, to those who may see them."""
        return self.env._(
            "%(document)s: %(reasons)s",
            document=request.document_name,
            reasons="; ".join(name.rstrip(".") for name in request.hold_ids.mapped("rule_name")),
        )

    def _activity_note(self, seat):
        """Link the request; closing the activity is no answer, and says so."""
        return Markup('<p>%s <a href="%s">%s</a></p>') % (
            self.env._("Your answer is given on the request; closing this activity decides nothing."),
            seat.request_id._mirrored_url(),
            self.env._("Open the request"),
        )

    def _activity_deadline(self, step):
        """Return the day on which the answer is due where the person is."""
        return fields.Datetime.context_timestamp(self, step.due_at or fields.Datetime.now() + WITHOUT_END).date()


def _place(seat):
    """Return (model, id) of the document in question."""
    return seat.request_id.document_model, seat.request_id.document_id
