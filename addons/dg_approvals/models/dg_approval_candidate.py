from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

DAYS = 90
ANSWERED = ("approved", "done", "failed", "rejected", "returned")


class DgApprovalCandidate(models.Model):
    """One rule of a published policy, with what people answered to it in the last 90 days.

    Where nearly everything is approved untouched, asking changes nothing: the rule may be too tight.
    """

    _name = "dg.approval.candidate"
    _description = "Answers per Rule"
    _auto = False
    _order = "untouched_rate desc, request_count desc, id"
    _rec_name = "rule_name"
    # What is still to be written before this is read.
    _depends = {"dg.approval.analysis": [], "dg.policy": ["state"], "dg.policy.rule": ["kept_key"]}

    company_id = fields.Many2one("res.company", readonly=True)
    process_id = fields.Many2one("dg.process", readonly=True)
    policy_id = fields.Many2one("dg.policy", readonly=True)
    rule_key = fields.Char("Identity of the Rule", readonly=True)
    rule_name = fields.Char("Rule", readonly=True, help="As it was called in the newest request.")
    request_count = fields.Integer(
        "Answered Requests", readonly=True, help="Approved, rejected or returned in 90 days."
    )
    approval_rate = fields.Float("Approved", readonly=True, aggregator=None)
    untouched_rate = fields.Float(
        "Approved Untouched",
        readonly=True,
        aggregator=None,
        help="Approved at the first attempt, with the content that was submitted: asking has changed nothing.",
    )
    cycle_p50 = fields.Float(
        "Cycle Time p50 (Hours)", readonly=True, aggregator=None, help="Half of the requests took no longer."
    )

    @property
    def _table_query(self):
        """Return one row per rule that is still in force and about which people answered lately."""
        rows = self.env["dg.approval.analysis"]
        return SQL(
            """SELECT MIN(asked.hold_key) AS id, asked.company_id, asked.process_id, asked.policy_id, asked.rule_key,
                      (ARRAY_AGG(asked.rule_name ORDER BY asked.request_key DESC))[1] AS rule_name,
                      COUNT(*) AS request_count,
                      AVG(asked.approval_rate) AS approval_rate, AVG(asked.untouched_rate) AS untouched_rate,
                      percentile_cont(0.5) WITHIN GROUP (ORDER BY asked.cycle_hours) AS cycle_p50
                 FROM (%(rows)s) AS asked
                 JOIN dg_policy policy ON policy.id = asked.policy_id AND policy.state = 'published'
                WHERE asked.submitted_at >= %(since)s
                  AND asked.state IN %(answered)s
                  AND EXISTS (SELECT FROM dg_policy_rule rule WHERE rule.policy_id = asked.policy_id
                        AND COALESCE(NULLIF(rule.kept_key, ''), rule.id::varchar) = asked.rule_key)
             GROUP BY asked.company_id, asked.process_id, asked.policy_id, asked.rule_key""",
            rows=rows._table_query,
            answered=ANSWERED,
            since=fields.Datetime.now() - timedelta(days=DAYS),
        )

    def action_open_policy(self):
        """Open the policy of this rule, where its condition can be loosened and simulated."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dg.policy",
            "res_id": self.policy_id.id,
            "views": [(False, "form")],
        }

    def action_open_requests(self):
        """List the requests of this rule that were counted."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.rule_name,
            "res_model": "dg.approval.analysis",
            "views": [(False, "list"), (False, "graph"), (False, "pivot")],
            "domain": [
                ("policy_id", "=", self.policy_id.id),
                ("rule_key", "=", self.rule_key),
                ("state", "in", ANSWERED),
                ("submitted_at", ">=", fields.Datetime.now() - timedelta(days=DAYS)),
            ],
        }
