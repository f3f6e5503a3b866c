from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .dg_approval_request import STATES

# A row is found again by its id: the request, and which of the rules that it asked about.
RULES_OF_A_REQUEST = 1000
PERCENTILES = {"cycle_p50": 0.5, "cycle_p90": 0.9}
AVERAGED = {"cycle_hours", "breach_rate", "approval_rate", "untouched_rate", "reapproval_rate"}
NO_CURRENCY = SQL("NULL::numeric")


class DgApprovalAnalysis(models.Model):
    """One rule that one request asked about: how long it took, how it ended, and whether it was worth asking.

    Several rules may stand behind one request. Whatever is grouped, each request counts once in each group.
    """

    _name = "dg.approval.analysis"
    _description = "Approval Analysis"
    _auto = False
    _order = "submitted_at desc, id desc"
    _rec_name = "rule_name"
    # What is still to be written before this is read.
    _depends = {
        "dg.approval.request": [
            "document_model",
            "document_id",
            "gate",
            "company_id",
            "requester_id",
            "submitted_at",
            "closed_at",
            "state",
            "amount",
            "currency_id",
            "fingerprint",
            "hold_ids",
        ],
        "dg.approval.step": ["request_id", "due_at", "breached_at", "closed_at"],
        "dg.approval.vote": ["request_id", "fingerprint"],
        "dg.hold": ["policy_id", "rule_key", "rule_name"],
        "dg.policy": ["process_id"],
        "res.users": ["sale_team_id"],
    }

    request_key = fields.Integer("Requests", readonly=True, aggregator="count_distinct", help="How many requests.")
    hold_key = fields.Integer("Hold", readonly=True, aggregator=None)
    policy_id = fields.Many2one("dg.policy", readonly=True)
    rule_key = fields.Char("Identity of the Rule", readonly=True, help="Stays the same when the rule is renamed.")
    rule_name = fields.Char("Rule", readonly=True, help="As the rule was called when the request was made.")
    process_id = fields.Many2one("dg.process", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    gate = fields.Char(readonly=True)
    requester_id = fields.Many2one("res.users", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales Team", readonly=True, help="The team of the requester today.")
    submitted_at = fields.Datetime("Submitted", readonly=True)
    closed_at = fields.Datetime("Closed", readonly=True)
    state = fields.Selection(STATES, readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    amount = fields.Monetary("At Stake", readonly=True, help="Empty where requests of several currencies meet.")
    cycle_hours = fields.Float(
        "Cycle Time (Hours)", readonly=True, aggregator="avg", help="From submitting to the end, by the clock."
    )
    cycle_p50 = fields.Float(
        "Cycle Time p50 (Hours)", readonly=True, aggregator="avg", help="Half of the requests took no longer."
    )
    cycle_p90 = fields.Float(
        "Cycle Time p90 (Hours)", readonly=True, aggregator="avg", help="Nine of ten requests took no longer."
    )
    breach_rate = fields.Float("Late", readonly=True, aggregator="avg", help="At least one step was answered too late.")
    approval_rate = fields.Float(
        "Approved", readonly=True, aggregator="avg", help="Of the requests that people approved, rejected or returned."
    )
    untouched_rate = fields.Float(
        "Approved Untouched",
        readonly=True,
        aggregator="avg",
        help="Approved at the first attempt, with the content that was submitted: asking has changed nothing.",
    )
    reapproval_rate = fields.Float(
        "Asked Again",
        readonly=True,
        aggregator="avg",
        help="An earlier request for the same step of the document was approved, returned or overtaken.",
    )

    @property
    def _table_query(self):
        """Return one row per request and rule; what a query does not ask for costs it nothing."""
        return SQL(
            """SELECT request.id::bigint * %(rules)s
                        + (SELECT COUNT(*) FROM dg_approval_request_dg_hold_rel other
                            WHERE other.dg_approval_request_id = asked.dg_approval_request_id
                              AND other.dg_hold_id < asked.dg_hold_id) AS id,
                      request.id AS request_key, asked.dg_hold_id AS hold_key,
                      hold.policy_id, hold.rule_key, hold.rule_name, policy.process_id,
                      request.company_id, request.gate, request.requester_id, requester.sale_team_id AS team_id,
                      request.submitted_at, request.closed_at, request.state, request.amount, request.currency_id,
                      %(hours)s AS cycle_hours, %(hours)s AS cycle_p50, %(hours)s AS cycle_p90,
                      %(breach)s AS breach_rate, %(approval)s AS approval_rate,
                      %(untouched)s AS untouched_rate, %(again)s AS reapproval_rate
                 FROM dg_approval_request request
                 JOIN dg_approval_request_dg_hold_rel asked ON asked.dg_approval_request_id = request.id
            LEFT JOIN dg_hold hold ON hold.id = asked.dg_hold_id
            LEFT JOIN dg_policy policy ON policy.id = hold.policy_id
            LEFT JOIN res_users requester ON requester.id = request.requester_id""",
            rules=RULES_OF_A_REQUEST,
            hours=SQL("(EXTRACT(EPOCH FROM request.closed_at - request.submitted_at) / 3600.0)::float8"),
            breach=self._breach_sql(),
            approval=self._answered_sql(SQL("1.0")),
            untouched=self._answered_sql(self._untouched_sql()),
            again=SQL("(%s)::int::float8", self._earlier_sql("approved", "done", "failed", "returned", "overtaken")),
        )

    @api.model
    def _answered_sql(self, approved):
        """Return `approved` of what was approved, 0 of what people refused, nothing of what they did not answer."""
        return SQL(
            "(CASE WHEN request.state IN ('approved', 'done', 'failed') THEN %s "
            "WHEN request.state IN ('rejected', 'returned') THEN 0.0 END)::float8",
            approved,
        )

    @api.model
    def _breach_sql(self):
        """Return 1 where a step was late, whether the watch saw it or the answer came before it."""
        return SQL(
            """(EXISTS (SELECT FROM dg_approval_step step WHERE step.request_id = request.id
                 AND (step.breached_at IS NOT NULL OR step.due_at < step.closed_at)))::int::float8"""
        )

    @api.model
    def _untouched_sql(self):
        """Return 1 where every vote was given on what was submitted, and nothing was sent back before."""
        return SQL(
            """(NOT EXISTS (SELECT FROM dg_approval_vote vote WHERE vote.request_id = request.id
                 AND vote.fingerprint <> request.fingerprint) AND NOT %s)::int""",
            self._earlier_sql("returned", "overtaken"),
        )

    @api.model
    def _earlier_sql(self, *states):
        """Return the condition that an earlier request for the same step of the document ended like this."""
        return SQL(
            """EXISTS (SELECT FROM dg_approval_request earlier
                 WHERE earlier.document_model = request.document_model AND earlier.document_id = request.document_id
                   AND earlier.id < request.id AND earlier.gate = request.gate AND earlier.state IN %s)""",
            states,
        )

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Let rows be found by their ids through the index of requests."""
        return super()._search(Domain(domain).map_conditions(self._through_request), *args, **kwargs)

    @api.model
    def _through_request(self, condition):
        """Add to a condition on ids which requests they belong to."""
        if condition.field_expr != "id" or condition.operator != "in":
            return condition
        try:
            requests = {int(key) // RULES_OF_A_REQUEST for key in condition.value}
        except (TypeError, ValueError):
            return condition
        return condition & Domain("request_key", "in", requests)

    def _read_group_select(self, aggregate_spec, query):
        """Count each request once per group; a percentile is that of the group, not a mean of its rows."""
        name, _colon, function = aggregate_spec.partition(":")
        if name == "amount" and function == "sum_currency":
            return NO_CURRENCY
        if name in PERCENTILES and function == "avg":
            share = PERCENTILES[name]
            return self._once_sql(name, SQL("percentile_cont(%s) WITHIN GROUP (ORDER BY once.value)", share), query)
        if (name in AVERAGED and function == "avg") or (name == "amount" and function == "sum"):
            return self._once_sql(name, SQL("%s(once.value)", SQL(function.upper())), query)
        return super()._read_group_select(aggregate_spec, query)

    def _once_sql(self, name, aggregate, query):
        """Return `aggregate` over the values of a field, taking one value per request."""
        return SQL(
            """(SELECT %s FROM (SELECT DISTINCT seen.request, seen.value
                  FROM unnest(ARRAY_AGG(%s), ARRAY_AGG(%s)) AS seen(request, value)) AS once)""",
            aggregate,
            self._field_to_sql(self._table, "request_key", query),
            self._field_to_sql(self._table, name, query),
        )

    def action_open_request(self):
        """Open the request of this row, for whoever may read it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "dg.approval.request",
            "res_id": self.request_key,
            "views": [(False, "form")],
        }


class DgApprovalRequest(models.Model):
    """Requests are found by when they were made."""

    _inherit = "dg.approval.request"

    _submitted_idx = models.Index("(submitted_at)")
