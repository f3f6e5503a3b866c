from odoo import api, fields, models

from ..logic import plan


class DgApprovalRequest(models.Model):
    """How a request comes into being: one for all routed holds of a document, with everybody it will ask."""

    _inherit = "dg.approval.request"

    @api.model
    def _open(self, documents, gate_name, holds):
        """Put the routed holds of `documents` to people; a request that asks about just this goes on as it is."""
        routed = holds.filtered(lambda hold: hold._route_demand())
        running = self.search([*documents._dg_rows_domain(), ("gate", "=", gate_name), ("state", "=", "open")])
        if not routed and not running:
            return
        own, asked = routed.grouped("document_id"), running.grouped("document_id")
        contents = documents._dg_for_judging()._dg_content()
        values = documents._dg_value()
        fresh = []
        for document in documents:
            request, wanted = asked.get(document.id, self.browse()), own.get(document.id, holds.browse())
            if request and request._asks_about(wanted):
                request._change({"decision_id": wanted.decision_id[:1].id, "hold_ids": [(6, 0, wanted.ids)]})
                continue
            if request:
                request._close("overtaken", self.env._("The document was submitted again with other figures."))
            if wanted:
                fresh.append(self._prepare_request_values(document, wanted, contents[document.id], values[document.id]))
        # What ended just now makes room for what follows it.
        self.flush_model(["state"])
        requests = self.create(fresh)
        requests._plan()
        requests._note("approval.requested", lambda request: request._as_event())

    @api.model
    def _prepare_request_values(self, document, holds, content, value):
        """Return the values of a new request for these holds of one document."""
        return {
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "gate": holds[0].gate,
            "requester_id": document._dg_requester().id,
            "submitted_at": fields.Datetime.now(),
            "decision_id": holds.decision_id[:1].id,
            "fingerprint": holds.decision_id[:1].fingerprint,
            "content": _plain(content),
            "hold_ids": [(6, 0, holds.ids)],
            "amount": float(value or 0),
            "currency_id": document.company_id.currency_id.id,
        }

    def _asks_about(self, holds):
        """Return whether this request asks about exactly these holds, with the content they were decided on now."""
        return set(self.hold_ids.ids) == set(holds.ids) and self.fingerprint == holds.decision_id[:1].fingerprint

    def _plan(self):
        """Give each request its steps and everybody it will ask, and open the first."""
        drafts = [
            request._prepare_step_values(sequence, place)
            for request in self
            for sequence, place in enumerate(request._tiers(), start=1)
        ]
        steps = self.env["dg.approval.step"].create(drafts).grouped("request_id")
        seats = []
        for document, requests in self._documents():
            for request in requests:
                excluded = request._duty_conflicts(document)
                for step in steps.get(request, ()):
                    seats += request._prepare_seats(step, document, excluded)
        self.env["dg.approval.assignment"].create(seats)
        for request in self:
            request._go_on()

    def _tiers(self):
        """Return [(tier, whether it opens with the one before)] that the holds of this request need, merged."""
        demands = [hold._route_demand() for hold in self.hold_ids]
        merged = plan.merged(plan.needed(route.tier_ids._as_plan(), tier.id) for route, tier in demands)
        tiers = self.env["dg.approval.tier"]
        return [(tiers.browse(one.key), one.is_parallel) for one in merged]

    def _prepare_step_values(self, sequence, place):
        """Return the values of one step: a copy of its tier, so that later changes of the route mean nothing to it."""
        tier, is_parallel = place
        return {
            "request_id": self.id,
            "company_id": self.company_id.id,
            "sequence": sequence,
            "name": tier.name,
            "tier_id": tier.id,
            "is_parallel": is_parallel,
            "quorum": tier.quorum,
            "sla_hours": tier.sla_hours,
            "remind_hours": tier.remind_hours,
            "calendar_id": (tier.calendar_id or self.company_id.resource_calendar_id).id,
            "breach_action": tier.breach_action,
            "state": "waiting",
        }

    def _prepare_seats(self, step, document, excluded):
        """Return the values of everybody whom one step asks; where the tier has nobody left, of whoever stands in."""
        asked = step.tier_id._asked(document, self.requester_id, self._process()) - excluded
        if asked:
            return step._prepare_seats(asked, "tier", is_open=False)
        return step._prepare_seats(self._stand_ins(step.tier_id, document, excluded), "vacancy", is_open=False)

    def _process(self):
        """Return the process whose policy holds the document."""
        return self.hold_ids.policy_id.process_id[:1]

    def _stand_ins(self, tier, document, excluded):
        """Return who is asked where a tier has nobody left: the first tier above that has, or whoever is in charge."""
        process = self._process()
        above = tier.route_id.tier_ids.filtered(lambda other: other.sequence > tier.sequence)
        for other in above:
            if people := other._asked(document, self.requester_id, process) - excluded:
                return people
        return tier._able(process._in_charge()) - excluded

    def _as_event(self):
        """Return what the journal says about a request that was opened."""
        return {
            "decision_id": self.decision_id.id,
            "fingerprint": self.fingerprint,
            "holds": self.hold_ids._as_event(),
            "steps": [{"name": step.name, "asked": sorted(step.assignment_ids.user_id.ids)} for step in self.step_ids],
        }


def _plain(content):
    """Return content as JSON keeps it: exact numbers as texts."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return content if isinstance(content, str | int | None) else str(content)
