import logging

import psycopg2
from psycopg2.errors import ReadOnlySqlTransaction
from psycopg2.extensions import TransactionRollbackError

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError

from ..logic.verdict import Effect
from .dg_banner import render_reasons, render_steps
from .dg_decision import encode_finding
from .dg_fact_sheet import Sheet
from .dg_governed_screen import READERS

_logger = logging.getLogger(__name__)

FORECASTS = [("would_pass", "Would pass now"), ("would_hold", "Would be held"), ("would_block", "Would be blocked")]


class DgGovernedMixin(models.AbstractModel):
    """What the gate would say now, without writing anything."""

    _inherit = "dg.governed.mixin"

    dg_forecast_state = fields.Selection(FORECASTS, compute="_compute_dg_forecast", string="Forecast", groups=READERS)
    dg_forecast = fields.Html(
        compute="_compute_dg_forecast", sanitize=False, string="What the gate would say", groups=READERS
    )

    @api.depends_context("uid", "lang")
    def _compute_dg_forecast(self):
        """Say what the next attempt would bring; where that cannot be told, say nothing and let the form open."""
        cases = self._dg_forecast_cases()
        for document in self:
            case = cases.get(document.id)
            document.dg_forecast_state = case and document._dg_forecast_of(case)
            stopping = case.stopping if case else ()
            reasons = [(judged.reason.name, document._dg_case_words(case, judged)) for judged in stopping]
            document.dg_forecast = document._dg_forecast_html(case, reasons) if reasons else False

    def _dg_forecast_html(self, case, reasons):
        """Return the reasons that would stop the document, and what would follow, as HTML."""
        return render_reasons(reasons) + render_steps(self._dg_what_follows(case))

    def _dg_what_follows(self, case):
        """Return sentences on what follows when `case` holds the document, in their order. An extension point."""
        return []

    def _dg_forecast_of(self, case):
        """Return the forecast worth telling: it would be stopped, or it is stopped and would pass now."""
        if self.dg_gate_state in ("held", "blocked"):
            return "would_pass" if case.passes else False
        return {Effect.HOLD: "would_hold", Effect.BLOCK: "would_block"}.get(case.effect, False)

    def _dg_forecast_cases(self):
        """Return {document id: Case} as far as it can be told, in a savepoint so that a failure does no harm."""
        gates = [spec for spec in self._dg_gates if self.env["dg.policy.version"]._acts_on(self, spec.name)]
        documents = self.filtered(lambda document: isinstance(document.id, int))
        cases = {}
        try:
            for spec in gates if documents else ():
                with self.env.cr.savepoint(flush=False):
                    cases |= documents._dg_preview(spec.name)
        except (ConcurrencyError, ReadOnlySqlTransaction, TransactionRollbackError):
            # Odoo repeats the request.
            raise
        except (UserError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError, psycopg2.Error):
            _logger.warning("forecast_failed model=%s ids=%s", self._name, documents.ids, exc_info=True)
            return {}
        return cases

    def _dg_preview(self, gate_name):
        """Return {document id: Case}: what the gate would decide now about those that stand before it."""
        spec = self._dg_gate(gate_name)
        documents = self.filtered(lambda document: document[spec.field] in spec.sources)._dg_for_judging()
        in_force = self.env["dg.policy.version"]._in_force(documents, gate_name)
        documents = documents.filtered(lambda document: document.id in in_force)
        if not documents:
            return {}
        return documents._dg_judge(in_force, self.env["dg.hold"]._standing(documents, gate_name))

    def _dg_case_words(self, case, judged):
        """Return the findings of one reason in words that this reader may see, and the guidance of its rule."""
        facts = {}
        for version in self.env["dg.policy.version"].browse(case.version_ids):
            facts |= version._content()["facts"]
        sheet = Sheet(self.env, facts, self.company_id.currency_id)
        found = [sheet.finding(encode_finding(finding)) for finding in judged.reason.findings]
        return " ".join([*found, *filter(None, [judged.reason.guidance])])

    def action_dg_check(self):
        """Return the action that shows what the gates would say now; nothing is written.

        `dg_result` holds one answer per document: its id, the outcome pass, warn, hold or block, every reason, and what
        follows when it is held.
        """
        self._dg_check_may_preview()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Check against Policy"),
            "res_model": "dg.preview.wizard",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_document_model": self._name, "default_document_ids": self.ids},
            "dg_result": self._dg_answers(),
        }

    def _dg_check_may_preview(self):
        """Refuse whoever may not read the documents, and customers, to whom policies are no business."""
        self.check_access("read")
        if not self.env.user.has_group(READERS):
            raise AccessError(self.env._("Policies are checked by employees. Ask your contact at the company."))
        if not self:
            raise UserError(self.env._("There is nothing to check. Choose at least one document."))

    def _dg_answers(self):
        """Return one answer per document, in their order."""
        cases = {}
        for spec in self._dg_gates:
            cases |= self._dg_preview(spec.name)
        return [document._dg_answer_of(cases.get(document.id)) for document in self]

    def _dg_answer_of(self, case):
        """Return what the gate would say about one document, as plain values; without a policy it passes."""
        return {
            "document_id": self.id,
            "document": self.display_name,
            "outcome": {Effect.ALLOW: "pass"}.get(case.effect, case.effect.value) if case else "pass",
            "is_governed": bool(case),
            "follows": self._dg_what_follows(case) if case and case.effect is Effect.HOLD else [],
            "reasons": [
                {
                    "rule": judged.reason.name,
                    "effect": judged.effect.value,
                    "mode": judged.mode.value,
                    "is_released": judged.is_covered,
                    "explanation": self._dg_case_words(case, judged),
                }
                for judged in (case.judged if case else ())
            ],
        }
