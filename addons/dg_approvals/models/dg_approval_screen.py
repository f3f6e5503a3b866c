from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.distribution_governance.logic.content_diff import differences
from odoo.addons.distribution_governance.models.dg_banner import render_reasons

from .dg_approval_open import _plain
from .dg_approval_tier import APPROVER_GROUP


class DgApprovalRequest(models.Model):
    """What people see of a request: why, for whom it waits, what has changed, and what they may do."""

    _inherit = "dg.approval.request"

    is_mine = fields.Boolean(
        "Waits for Me", compute="_compute_is_mine", search="_search_is_mine", help="I am asked and have not answered."
    )
    can_vote = fields.Boolean(compute="_compute_can_vote")
    reasons = fields.Html(compute="_compute_reasons", sanitize=False)
    reasons_text = fields.Text("Reasons", compute="_compute_reasons")
    changes = fields.Html("Changed Since", compute="_compute_changes", sanitize=False)
    changed_text = fields.Char("Changed Since", compute="_compute_changes")
    waits_for = fields.Char(compute="_compute_waits_for", help="Who is asked now and has not answered.")
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")

    @api.depends("step_ids.state", "vote_ids")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_mine(self):
        """Say whether the reader is asked, himself or for somebody he stands in for."""
        self._read_people()
        # Who is asked may be known to whoever reads the request.
        rows = self.sudo().filtered(lambda request: request.state == "open")
        mine = rows.filtered(lambda request: self.env.user in request.step_ids._asked_still())
        if rows - mine:
            # Only whoever is not asked himself has to know for whom he stands in.
            mine |= (rows - mine)._asked_of_others()
        for request in self:
            request.is_mine = request in mine

    def _asked_of_others(self):
        """Return those of these requests that the reader may answer on somebody else's behalf."""
        given = self.env["dg.delegation"]._standing(self.env.user, self.env.companies)
        by_company, none = given.grouped("company_id"), given.browse()
        return self.filtered(
            lambda request: (
                by_company.get(request.company_id, none)._for_process(request.process_id).delegator_id
                & request.step_ids._asked_still()
            )
        )

    def _read_people(self):
        """Read everybody who has to do with these requests at once; without this each step reads its own."""
        rows = self.sudo()
        people = rows.step_ids.assignment_ids.user_id | rows.vote_ids.voter_id | rows.requester_id
        people.mapped("name")

    @api.depends("is_mine")
    @api.depends_context("uid")
    def _compute_can_vote(self):
        """Offer to answer whoever is asked and may approve at all; voting itself checks everything else."""
        is_approver = self.env.user.has_group(APPROVER_GROUP)
        for request in self:
            request.can_vote = is_approver and request.is_mine

    @api.model
    def _search_is_mine(self, operator, value):
        """Find what waits for the reader: one probe of an index, however many requests there are."""
        if operator not in ("in", "=") or not value:
            return NotImplemented
        scopes = self._scopes()
        return Domain.custom(to_sql=lambda model, alias, query: self._asks_sql(alias, scopes))

    @api.model
    def _stands_in_for(self):
        """Return for whom the reader answers today, in one of the companies he works in."""
        return self.env["res.users"].browse({user_id for user_id, _company, _process in self._scopes()}) - self.env.user

    @api.depends_context("uid", "lang")
    def _compute_reasons(self):
        """Tell each reason; whoever is asked reads every figure of it, others as far as figures may be disclosed."""
        people = self._readers()
        for request in self:
            told = request._told(people)
            request.reasons = render_reasons(told) if told else False
            request.reasons_text = "\n".join(f"{name.rstrip('.')}. {text}" for name, text in told)

    @api.model
    def _readers(self):
        """Return the reader and everybody for whom he answers today."""
        return self.env.user | self._stands_in_for()

    def _told(self, people):
        """Return [(rule, why)] of one request; with every figure where one of `people` is asked, or was."""
        # Reasons are told to whoever reads the request; raw figures are written by the sheet only.
        row = self.sudo()
        sheet = self.env["dg.fact.sheet"]._of(row.decision_id)
        sheet.is_open = self._has_asked(people)
        return [(hold.rule_name, row._reason_told(hold.reason_id, sheet)) for hold in row.hold_ids]

    def _has_asked(self, people):
        """Return whether one of `people` is asked on this request, or was."""
        # Who is asked may be known to whoever reads the request.
        row = self.sudo()
        asked = people & row.step_ids.assignment_ids.user_id
        if not asked or self.env.user in asked:
            return bool(asked)
        given = self.env["dg.delegation"]._standing(self.env.user, row.company_id)._for_process(row.process_id)
        return bool(given.delegator_id & asked)

    @api.model
    def _reason_told(self, reason, sheet):
        """Return one reason in whole sentences, as the sheet writes figures."""
        sentences = [sheet.finding(finding) for finding in reason.findings or []]
        return " ".join(filter(None, [*sentences, reason.guidance]))

    @api.depends_context("uid", "lang")
    def _compute_changes(self):
        """Show what has changed on the document since it was submitted."""
        summary = self.env["dg.proposal.summary"]
        self.changes = self.changed_text = False
        for document, requests in self.filtered(lambda request: request.state == "open")._documents():
            for request in requests:
                found = request._differences(document)
                if not found:
                    continue
                row = self.browse(request.id)
                row.changes = summary._render(summary._described(document, found), {})
                row.changed_text = request._changes_in_words(document)

    def _differences(self, document):
        """Return what differs between the content that was submitted and the content now."""
        now = _plain(document._dg_for_judging()._dg_content()[document.id])
        return differences(self.sudo().content or {}, now, "line")

    def _changes_in_words(self, document):
        """Return the names of what has changed since the request was made, as the end of a sentence; or ""."""
        summary = self.env["dg.proposal.summary"]
        labels = [summary._label(row) for row in summary._described(document, self._differences(document))]
        return f"{', '.join(dict.fromkeys(labels))}." if labels else ""

    @api.depends("step_ids.state", "vote_ids")
    def _compute_waits_for(self):
        """Name who is asked now."""
        self._read_people()
        for request in self:
            request.waits_for = ", ".join(request.sudo()._asked_now().mapped("name"))

    @api.depends("due_at", "state")
    def _compute_is_late(self):
        """Say whether the answer is late."""
        now = fields.Datetime.now()
        for request in self:
            request.is_late = request.state == "open" and bool(request.due_at) and request.due_at < now

    @api.model
    def _search_is_late(self, operator, value):
        """Find what is late."""
        if operator not in ("in", "=") or not value:
            return NotImplemented
        return Domain("state", "=", "open") & Domain("due_at", "<", fields.Datetime.now())

    def _open_dialog(self, choice, title):
        """Open the dialog in which these requests are answered."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "dg.vote.wizard",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_request_ids": self.ids, "default_choice": choice},
        }

    def action_approve(self):
        """Open the dialog to approve."""
        return self._open_dialog("approve", self.env._("Approve"))

    def action_reject(self):
        """Open the dialog to reject."""
        return self._open_dialog("reject", self.env._("Reject"))

    def action_return(self):
        """Open the dialog to ask for changes."""
        return self._open_dialog("return", self.env._("Request Changes"))

    def action_open_cancel(self):
        """Open the dialog in which a controller cancels."""
        return self._open_dialog("cancel", self.env._("Cancel Request"))
