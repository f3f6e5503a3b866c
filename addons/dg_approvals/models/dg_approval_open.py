from dataclasses import replace

from odoo import api, fields, models

from odoo.addons.distribution_governance.logic.facts import encode
from odoo.addons.distribution_governance.logic.fingerprint import fingerprint
from odoo.addons.distribution_governance.models.dg_proposal import PROPOSED

from ..logic import plan
from .electorate import Electorate


class DgApprovalRequest(models.Model):
    """How requests come into being: one per document for all its routed holds, in one batch for all documents."""

    _inherit = "dg.approval.request"

    @api.model
    def _open(self, documents, gate_name, holds, cases):
        """Put the routed holds of `documents` to people; a request that asks about just this goes on as it is."""
        demands = holds._route_demands()
        running = self.search([*documents._dg_rows_domain(), ("gate", "=", gate_name), ("state", "=", "open")])
        if not demands and not running:
            return
        cases = self._cases_now(documents, gate_name, cases)
        own = holds.browse(hold.id for hold in demands).grouped("document_id")
        asked, fresh = running.grouped("document_id"), {}
        for document in documents:
            request, wanted = asked.get(document.id, self.browse()), own.get(document.id, holds.browse())
            if request and request._asks_about(wanted, cases[document.id]):
                request._change({"decision_id": wanted.decision_id[:1].id, "hold_ids": [(6, 0, wanted.ids)]})
                continue
            if request:
                request._close("overtaken", self.env._("The document was submitted again with other figures."))
            if wanted:
                fresh[document] = wanted
        if fresh:
            # What ended just now makes room for what follows it.
            self.flush_model(["state"])
            self._begin(fresh, demands, cases)

    @api.model
    def _cases_now(self, documents, gate_name, cases):
        """Return the cases with the content that people vote on, which a requested change has not touched yet."""
        if gate_name != PROPOSED:
            return cases
        contents = documents._dg_for_judging()._dg_content()
        return {
            document_id: replace(case, content=contents[document_id], fingerprint=fingerprint(contents[document_id]))
            for document_id, case in cases.items()
        }

    @api.model
    def _begin(self, fresh, demands, cases):
        """Make one request per document of `fresh`, {document: holds}, and ask the first people."""
        worth = self.env[next(iter(fresh))._name].union(*fresh)._dg_value()
        steps = self.env["dg.approval.step"]
        drafts, plans, moments = [], [], {}
        for document, holds in fresh.items():
            planned = steps._prepare_values(_tiers(holds, demands), document.company_id, moments)
            due = min((one["due_at"] for one in planned if one.get("due_at")), default=False)
            values = self._prepare_request_values(document, holds, cases[document.id], worth[document.id])
            drafts.append(values | {"due_at": due})
            plans.append(planned)
        requests = self.create(drafts)
        electorate = Electorate(self.env, dict(zip(requests, fresh, strict=True)))
        steps.create(
            [
                one | {"request_id": request.id}
                for request, planned in zip(requests, plans, strict=True)
                for one in planned
            ]
        )._seat(electorate)
        requests._note("approval.requested", lambda request: request._as_event(), electorate.documents)

    @api.model
    def _prepare_request_values(self, document, holds, case, value):
        """Return the values of a new request for these holds of one document."""
        return {
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "gate": holds[0].gate,
            "process_id": holds[0].version_id._place().process_id,
            "requester_id": document._dg_requester().id,
            "submitted_at": fields.Datetime.now(),
            "decision_id": holds[0].decision_id.id,
            "fingerprint": case.fingerprint,
            "content": _plain(case.content),
            "hold_ids": [(6, 0, holds.ids)],
            "amount": float(value or 0),
            "currency_id": document.company_id.currency_id.id,
        }

    def _asks_about(self, holds, case):
        """Return whether this request asks about exactly these holds, on the same content.

        Once somebody has answered, the figures have to be the same as well: nobody agreed to others.
        """
        is_same = set(self.hold_ids.ids) == set(holds.ids) and self.fingerprint == case.fingerprint
        return is_same and (not self.vote_ids or self._figures_asked() == _figures(case))

    def _figures_asked(self):
        """Return {(policy, rule): figures} on which people answer."""
        return {
            (str(reason.version_id._place().policy_id), reason.rule_key): {
                finding["fact"]: finding["value"] for finding in reason.findings or []
            }
            for reason in self.decision_id.reason_ids
        }

    def _as_event(self):
        """Return what the journal says about a request that was opened."""
        return {
            "decision_id": self.decision_id.id,
            "fingerprint": self.fingerprint,
            "holds": self.hold_ids._as_event(),
            "steps": [{"name": step.name, "asked": sorted(step.assignment_ids.user_id.ids)} for step in self.step_ids],
        }


def _tiers(holds, demands):
    """Return [(tier, whether it opens with the one before, ids of holds)] that these holds need, merged.

    A tier decides on the holds whose own routes lead to it: finance need not have authority over discounts.
    """
    needed = {hold.id: plan.needed(route._as_plan(), tier_id) for hold in holds for route, tier_id in [demands[hold]]}
    tiers = holds.env["dg.approval.tier"].sudo()
    return [
        (tiers.browse(one.key), one.is_parallel, [key for key, own in needed.items() if one.signature in _asked(own)])
        for one in plan.merged(needed.values())
    ]


def _figures(case):
    """Return {(policy, rule): figures} of everything that speaks against a document."""
    return {
        (judged.reason.policy, judged.reason.rule): {
            finding.fact: encode(finding.value) for finding in judged.reason.findings
        }
        for judged in case.judged
    }


def _asked(tiers):
    """Return the signatures of tiers."""
    return {tier.signature for tier in tiers}


def _plain(content):
    """Return content as JSON keeps it: exact numbers as texts."""
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_plain(value) for value in content]
    return content if isinstance(content, str | int | None) else str(content)
