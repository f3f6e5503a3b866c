from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from ..logic.tally import is_newly_passing, is_newly_stopped
from .dg_decision import encode_finding
from .dg_fact_sheet import Sheet
from .dg_policy_rule import EFFECTS

CHANGES = [
    ("newly_stopped", "Newly stopped"),
    ("newly_passing", "Newly passing"),
    ("other", "Otherwise"),
]


class DgSimulationLine(models.Model):
    """One document on which both sides of a simulation differ, as an example; read by whoever may read the document."""

    _name = "dg.simulation.line"
    _inherit = ["dg.document.link.mixin"]
    _description = "Simulated Document"
    _order = "simulation_id desc, is_telling desc, money desc, document_id"
    _rec_name = "document_name"

    simulation_id = fields.Many2one("dg.simulation", required=True, readonly=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="simulation_id.currency_id")
    is_telling = fields.Boolean(readonly=True, help="The document is newly stopped or newly passing.")
    change = fields.Selection(CHANGES, required=True, readonly=True)
    old_effect = fields.Selection(EFFECTS, "Before", required=True, readonly=True)
    new_effect = fields.Selection(EFFECTS, "Simulated", required=True, readonly=True)
    money = fields.Monetary("Worth", readonly=True)
    is_exact = fields.Boolean("Exact", readonly=True, help="Nothing had to be measured or guessed.")
    reasons = fields.Json(readonly=True, groups=NO_ACCESS)
    old_reasons = fields.Text("Why Before", compute="_compute_reasons")
    new_reasons = fields.Text("Why Simulated", compute="_compute_reasons")

    @api.depends_context("uid", "lang")
    def _compute_reasons(self):
        """Say in whole sentences what each side found, as far as the reader may know."""
        for line in self:
            # The raw findings are closed to everybody; the sheet shows each reader what may be disclosed.
            row = line.sudo()
            sheet = Sheet(self.env, row.simulation_id._facts(), row.currency_id)
            for side in ("old", "new"):
                line[f"{side}_reasons"] = "\n".join(_sentence(sheet, reason) for reason in row.reasons[side])

    @api.model
    def _keep(self, simulation, backtest, changes, limit):
        """Add the documents of these changes to the examples of a simulation; only the best `limit` stay."""
        documents = simulation._documents([change.record.document for change in changes]).exists()
        known = documents.grouped("id")
        self.create(
            [
                self._prepare_change_values(simulation, backtest, change, known[change.record.document])
                for change in changes
                if change.record.document in known
            ]
        )
        self.search([("simulation_id", "=", simulation.id)])[limit:].unlink()

    @api.model
    def _prepare_change_values(self, simulation, backtest, change, document):
        """Return the values of one example."""
        old, new = backtest.reasons(change.record)
        is_stopped, is_passing = (ask(change.old, change.new) for ask in (is_newly_stopped, is_newly_passing))
        is_recorded = change.record.is_scope_known and (not change.record.measured or simulation.subject == "open")
        return {
            "simulation_id": simulation.id,
            "document_model": document._name,
            "document_id": document.id,
            "document_name": document.display_name,
            "company_id": document.company_id.id,
            "is_telling": is_stopped or is_passing,
            "change": "newly_stopped" if is_stopped else "newly_passing" if is_passing else "other",
            "old_effect": change.old.value,
            "new_effect": change.new.value,
            "money": change.record.money,
            "is_exact": is_recorded,
            "reasons": {"old": [_stored(reason) for reason in old], "new": [_stored(reason) for reason in new]},
        }


def _stored(reason):
    """Return a reason as it is kept in a line."""
    return {"name": reason.name, "findings": [encode_finding(finding) for finding in reason.findings]}


def _sentence(sheet, reason):
    """Return a reason in words."""
    return " ".join([f"{reason['name'].rstrip('.')}.", *(sheet.finding(finding) for finding in reason["findings"])])
