"""The words in which the tests of what a request shows are written."""

import json

from odoo.addons.distribution_governance.tests.fact_words import FactCase

from .approval_case import ApprovalCase

COST = 37.13
LIMIT = 7777.0


class PanelCase(ApprovalCase, FactCase):
    """A customer with a credit limit, and a stocked rack."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].sudo().set_param("account.use_credit_limit", "True")
        cls.customer.with_company(cls.company).credit_limit = LIMIT
        cls.rack = cls._product("Rack", 100.0, COST, is_storable=True)
        cls.warehouse = cls.env["stock.warehouse"].search([("company_id", "=", cls.company.id)], limit=1)

    def panels(self, request, user=None, **values):
        """Return {key: panel} as a person reads them through a remote call, with nothing in memory."""
        self.env.flush_all()
        self.env.invalidate_all()
        told = self.rpc("dg.approval.request", "panels", request.ids, user=user or self.lead, **values)
        # Amounts keep their currency with a space that does not break.
        told = json.loads(json.dumps(told, ensure_ascii=False).replace("\N{NO-BREAK SPACE}", " "))
        return {panel["key"]: panel for panel in told}

    def facts(self, panel):
        """Return {label: value} of a panel."""
        return dict(panel["facts"])

    def cells(self, panel):
        """Return the rows of a panel as {label of the column: cell}."""
        labels = [column["label"] for column in panel["columns"]]
        return [dict(zip(labels, row, strict=True)) for row in panel["rows"]]
