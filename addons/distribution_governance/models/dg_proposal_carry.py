from odoo import api, fields, models
from odoo.exceptions import UserError

from ..acting_for import acting
from ..change_guard import Change, Purpose, Verdicts
from ..logic.operation import Operation
from ..logic.verdict import Effect
from .dg_change_record import CHANGE
from .dg_proposal import PROPOSED


class DgProposal(models.Model):
    """How a change comes to be requested, and how it is made once every hold on it is released."""

    _inherit = "dg.proposal"

    # ---- request ----

    @api.model
    def _request(self, document, raw_operation, reason):
        """Try the operation a client sent, store it and hold it; return the proposal.

        Raises UserError where there is nothing to request, and whatever the user would get who did it directly.
        """
        operation = self._read_operation(raw_operation)
        if self.sudo()._waiting_for(document):
            raise UserError(self._waiting_uniq.get_error_message(self, None))
        case, found = document._dg_try_change(operation)
        if case.passes:
            raise UserError(self.env._("This change is inside policy now. Close this and save it on the document."))
        if case.effect is Effect.BLOCK:
            raise UserError(self.env._("A rule blocks this change, and nobody can release a block. Change it instead."))
        # Proposals are written by no user; they come into being here, after the checks above.
        proposal = self.sudo().create(self._prepare_proposal_values(document, operation, reason, found))
        proposal._hold(document, case)
        proposal._note("proposal.requested", reason=reason, holds=proposal.hold_ids._as_event())
        return proposal

    @api.model
    def _read_operation(self, raw):
        """Return the operation that a client sent."""
        try:
            return Operation.from_json(raw)
        except (ValueError, TypeError):
            raise UserError(self.env._("There is no change to request. Make it on the document first.")) from None

    @api.model
    def _prepare_proposal_values(self, document, operation, reason, found):
        """Return the values of a new proposal on `document`."""
        readable = document._dg_for_judging()
        return {
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "operation": operation.as_json(),
            "differences": self.env["dg.proposal.summary"]._described(readable, found),
            "fingerprint": readable._dg_fingerprints()[document.id],
            "reason": reason,
            "requester_id": self.env.uid,
            "requested_at": fields.Datetime.now(),
        }

    def _hold(self, document, case):
        """Record the decision on the change and let its holds say what was decided."""
        documents, cases = document._dg_for_judging(), {document.id: case}
        decisions = self.env["dg.decision"]._record(documents, CHANGE, cases)
        holds = self.env["dg.hold"].sudo()
        active = holds._settle(documents, PROPOSED, cases, decisions, holds._standing(documents, PROPOSED))
        active._change({"proposal_id": self.id})
        self._change({"decision_id": decisions[document.id].id})
        documents._dg_on_hold(PROPOSED, active, cases)

    # ---- after the release ----

    def _go_on(self, actor_id):
        """Make the change on the account of `actor_id`, if nothing holds it any more; return an error text or None."""
        self.ensure_one()
        if self.state != "waiting" or any(hold.state == "active" for hold in self.hold_ids):
            return None
        document = self._document()
        requester = self.requester_id
        if not requester.active:
            return self._fail(self.env._("%s, who requested it, is not active any more.", requester.name))
        context = {"lang": requester.lang, "tz": requester.tz, "allowed_company_ids": document.company_id.ids}
        own = self.env(user=requester.id, su=False, context=context)[document._name].browse(document.id)
        operation = self._as_operation()
        try:
            with self.env.cr.savepoint(), acting(self.env.cr, actor_id):
                own._dg_carry_out(operation, Change(operation, Purpose.RELEASED, self.id))
        except Verdicts as verdicts:
            return self._hold_again(own, *verdicts.cases.values())
        except UserError as error:
            return self._fail(str(error))
        # Only its own: what was released of another request, which came to nothing, is no release of the document.
        self.hold_ids._valid()._use_up()
        self._close("applied")
        return None

    def _hold_again(self, document, case):
        """Hold the change for what the releases do not cover any more; nothing is lost."""
        self._hold(document, case)
        return self.env._("The figures got worse since the request, so the change waits for another release.")

    def _fail(self, explanation):
        """End the proposal without the change and return why."""
        self._close("failed", explanation)
        return explanation

    # ---- rejection ----

    def _reject(self, reason):
        """Refuse the change, as a controller who had no hand in the document."""
        self.ensure_one()
        if self.state != "waiting":
            raise UserError(self.env._("This change is not waiting any more. Reload the page."))
        self.hold_ids.filtered(lambda hold: hold.state == "active")._check_may_release()
        self._close("rejected", reason)
