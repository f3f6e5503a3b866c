from odoo import api, fields, models
from odoo.tools import SQL

from .dg_approval_assignment import ORIGINS
from .dg_approval_vote import CHOICES

PERCENTILES = {"answer_p50": 0.5, "answer_p90": 0.9}


class DgApprovalLoad(models.Model):
    """One person who was asked on one step: since when, what the answer was, and how long it took."""

    _name = "dg.approval.load"
    _description = "Approver Load"
    _auto = False
    _order = "opened_at desc, id desc"
    _rec_name = "user_id"
    # What is still to be written before this is read.
    _depends = {
        "dg.approval.assignment": ["step_id", "request_id", "company_id", "user_id", "origin", "is_open"],
        "dg.approval.step": ["name", "tier_id", "opened_at", "due_at", "breached_at", "closed_at"],
        "dg.approval.tier": ["route_id"],
        "dg.approval.vote": ["step_id", "voter_id", "on_behalf_of_id", "choice", "voted_at"],
    }

    user_id = fields.Many2one("res.users", "Approver", readonly=True, help="Who was asked.")
    voter_id = fields.Many2one(
        "res.users",
        "Answered By",
        readonly=True,
        help="Somebody else where a delegate answered on behalf of whom was asked.",
    )
    company_id = fields.Many2one("res.company", readonly=True)
    route_id = fields.Many2one("dg.approval.route", readonly=True)
    tier_name = fields.Char("Tier", readonly=True, help="As the tier was called when the request was made.")
    origin = fields.Selection(ORIGINS, "Asked Because", readonly=True)
    opened_at = fields.Datetime("Step Opened", readonly=True, help="When the step began to ask anybody.")
    asked_at = fields.Datetime(readonly=True, help="Later than the step where it was escalated or forwarded.")
    answered_at = fields.Datetime(readonly=True)
    choice = fields.Selection(CHOICES, "Answer", readonly=True)
    asked_count = fields.Integer("Asked", readonly=True, help="How many times somebody was asked.")
    answered_count = fields.Integer("Answered", readonly=True)
    open_count = fields.Integer("Still Open", readonly=True, help="Asked now, and not answered.")
    delegated_count = fields.Integer("Answered by Delegates", readonly=True)
    answer_hours = fields.Float("Time to Answer (Hours)", readonly=True, aggregator="avg", help="By the clock.")
    answer_p50 = fields.Float(
        "Time to Answer p50 (Hours)", readonly=True, aggregator="avg", help="Half of the answers took no longer."
    )
    answer_p90 = fields.Float(
        "Time to Answer p90 (Hours)", readonly=True, aggregator="avg", help="Nine of ten answers took no longer."
    )
    late_rate = fields.Float(
        "Late",
        readonly=True,
        aggregator="avg",
        help="Not answered before the step was due. Whoever was asked after that does not count.",
    )

    @property
    def _table_query(self):
        """Return one row per assignment of a step that has begun, with the answer that was given on that seat."""
        return SQL(
            """SELECT seat.id, seat.user_id, vote.voter_id, seat.company_id, tier.route_id, step.name AS tier_name,
                      seat.origin, step.opened_at, %(asked)s AS asked_at, vote.voted_at AS answered_at, vote.choice,
                      1 AS asked_count, (vote.id IS NOT NULL)::int AS answered_count,
                      (seat.is_open AND vote.id IS NULL)::int AS open_count,
                      (vote.on_behalf_of_id IS NOT NULL)::int AS delegated_count,
                      %(hours)s AS answer_hours, %(hours)s AS answer_p50, %(hours)s AS answer_p90,
                      %(late)s AS late_rate
                 FROM dg_approval_assignment seat
                 JOIN dg_approval_step step ON step.id = seat.step_id
            LEFT JOIN dg_approval_tier tier ON tier.id = step.tier_id
            LEFT JOIN dg_approval_vote vote ON vote.step_id = seat.step_id
                      AND COALESCE(vote.on_behalf_of_id, vote.voter_id) = seat.user_id
                WHERE step.opened_at IS NOT NULL""",
            asked=self._asked_sql(),
            hours=SQL(
                "(CASE WHEN vote.id IS NOT NULL "
                "THEN GREATEST(EXTRACT(EPOCH FROM vote.voted_at - %s), 0) / 3600.0 END)::float8",
                self._asked_sql(),
            ),
            late=self._late_sql(),
        )

    @api.model
    def _asked_sql(self):
        """Return since when somebody is asked: from the beginning of the step, or from when he was added to it."""
        return SQL(
            "(CASE WHEN seat.origin IN ('tier', 'vacancy') THEN step.opened_at "
            "ELSE GREATEST(step.opened_at, date_trunc('second', seat.create_date)) END)"
        )

    @api.model
    def _late_sql(self):
        """Return 1 for a late or missing answer, 0 for one in time, nothing where there was nothing to be late for."""
        return SQL(
            """(CASE WHEN step.due_at IS NULL OR %s >= step.due_at THEN NULL
                     WHEN vote.id IS NOT NULL THEN (vote.voted_at > step.due_at)::int
                     ELSE (step.breached_at IS NOT NULL OR COALESCE(step.due_at < step.closed_at, FALSE))::int
                END)::float8""",
            self._asked_sql(),
        )

    def _read_group_select(self, aggregate_spec, query):
        """Return percentiles of the group, not means of its rows."""
        name, _colon, function = aggregate_spec.partition(":")
        if name in PERCENTILES and function == "avg":
            value = self._field_to_sql(self._table, name, query)
            return SQL("percentile_cont(%s) WITHIN GROUP (ORDER BY %s)", PERCENTILES[name], value)
        return super()._read_group_select(aggregate_spec, query)


class DgApprovalStep(models.Model):
    """Steps are found by when they began."""

    _inherit = "dg.approval.step"

    _opened_idx = models.Index("(opened_at) WHERE opened_at IS NOT NULL")
