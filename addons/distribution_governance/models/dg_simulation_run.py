from datetime import UTC, datetime, time, timedelta

from odoo import Command, fields, models
from odoo.orm.models import NO_ACCESS

from ..acting_for import acting
from ..logic.decision_table import FAILED_FACT
from ..logic.replay import EFFECTS
from ..logic.tally import Tally, is_newly_passing, is_newly_stopped

# So many documents are read, decoded and decided on together; fewer where facts have to be measured.
BATCH = 5000
MEASURED_BATCH = 250
OPEN_BATCH = 1000
# Up to so many the user waits for the answer.
SMALL = 5000
SMALL_MEASURED = 250
EXAMPLES = 50


class DgSimulation(models.Model):
    """How a simulation is carried out, batch by batch, and what is written down at its end."""

    _inherit = "dg.simulation"

    tally = fields.Json(readonly=True, copy=False, groups=NO_ACCESS)

    def _job_total(self):
        """Count the documents, and begin to count what would become of them."""
        self.write({"tally": {}, "line_ids": [Command.clear()]})
        return self._count_decided() if self.subject == "decisions" else self._count_open()

    def _is_measuring(self):
        """Return whether documents may have to be measured."""
        return self.is_measured_now or self.subject == "open"

    def _job_small(self):
        """Return up to how many documents the user waits for."""
        return SMALL_MEASURED if self._is_measuring() else SMALL

    def _job_batch(self):
        """Decide on the next documents, add up what would become of them, and keep the best examples."""
        backtest = self._backtest()
        records, limit = self._next_records(backtest)
        tally, changes = backtest.run(records, EXAMPLES)
        if self.subject == "open" and not self.position:
            by_columns, more = self._run_columns(backtest)
            tally, changes = tally + by_columns, changes + more
        self.tally = (Tally.from_json(self.tally or {}) + tally).as_json()
        self.env["dg.simulation.line"]._keep(self, backtest, changes, EXAMPLES)
        return len(records), records[-1].document if records else 0, len(records) < limit

    def _next_records(self, backtest):
        """Return the next documents, and how many were asked for."""
        if self.subject == "open":
            return self._open_batch(backtest, OPEN_BATCH), OPEN_BATCH
        limit = MEASURED_BATCH if self.is_measured_now else BATCH
        records = self._decided_records(limit)
        return self._measured(backtest, records) if self.is_measured_now else records, limit

    def _measured(self, backtest, records):
        """Return the records, with the facts that are missing measured on the documents as they are now."""
        gaps = {record.document: missing for record in records if (missing := backtest.missing(record))}
        if not gaps:
            return records
        documents = self._documents(gaps).exists()
        measures = documents._dg_measure(frozenset().union(*gaps.values()))
        return [
            record._replace(measured={key: measures[record.document][key] for key in gaps[record.document]})
            if record.document in measures and record.document in gaps
            else record
            for record in records
        ]

    # ---- the end ----

    def _job_conclude(self):
        """Write down what came out, and note it in the journal of the policy."""
        tally = Tally.from_json(self.tally or {})
        self.write(
            {
                "outcome_ids": [Command.clear(), *self._outcome_commands(tally)],
                "rule_ids": [Command.clear(), *self._rule_commands(tally)],
                **self._prepare_result_values(tally),
            }
        )
        with acting(self.env.cr, self.create_uid.id):
            self.env["dg.event"]._emit(self.policy_id, "policy.simulated", {self.policy_id.id: self._as_event()})

    def _prepare_result_values(self, tally):
        """Return the figures of a tally."""
        working_days = self._working_days()
        return {
            "considered_count": tally.considered,
            "undecided_count": tally.undecided,
            "missing_counts": dict(tally.missing),
            "measured_count": tally.measured,
            "guessed_count": tally.guessed,
            "newly_stopped_count": tally.count(is_newly_stopped),
            "newly_stopped_money": tally.worth(is_newly_stopped),
            "newly_passing_count": tally.count(is_newly_passing),
            "newly_passing_money": tally.worth(is_newly_passing),
            "owner_id": self.policy_id.process_id.owner_id.id,
            "working_days": working_days,
            "old_load": sum(tally.old_days.values()) / working_days,
            "new_load": sum(tally.new_days.values()) / working_days,
            "old_peak": max(tally.old_days.values(), default=0),
            "new_peak": max(tally.new_days.values(), default=0),
        }

    def _working_days(self):
        """Return how many days of the period the company works, at least one; open documents are all there today."""
        if self.subject == "open":
            return 1
        until = self.started_at.date()
        since, calendar = until - timedelta(days=self.days), self.company_id.resource_calendar_id
        if calendar:
            hours = calendar._work_intervals_batch(*(_moment(day) for day in (since, until)))[False]
            return max(1, len({start.date() for start, _stop, _meta in hours}))
        days = (since + timedelta(days=number) for number in range(self.days))
        return max(1, sum(day.weekday() < 5 for day in days))

    def _outcome_commands(self, tally):
        """Return the rows that say how many documents meet with which effect."""
        return [
            Command.create(
                {
                    "sequence": effect.severity,
                    "effect": effect.value,
                    "old_count": tally.count(lambda old, _new, effect=effect: old is effect),
                    "new_count": tally.count(lambda _old, new, effect=effect: new is effect),
                    "old_money": tally.worth(lambda old, _new, effect=effect: old is effect),
                    "new_money": tally.worth(lambda _old, new, effect=effect: new is effect),
                }
            )
            for effect in EFFECTS
        ]

    def _rule_commands(self, tally):
        """Return the rows that say how often each rule matches, in the order of the simulated rules."""
        rules = {}
        for content in filter(None, (self._content("baseline"), self._content("candidate"))):
            rules |= {rule["key"]: (rule["name"], rule["effect"]) for rule in content["rules"]}
            for key, fact in content["facts"].items():
                name = self.env._("“%s” could not be computed", fact["label"])
                rules.setdefault(FAILED_FACT + key, (name, "hold"))
        return [
            Command.create(
                {
                    "rule_key": key,
                    "name": name,
                    "effect": effect,
                    "old_count": tally.old_rules.get(key, 0),
                    "new_count": tally.new_rules.get(key, 0),
                }
            )
            for key, (name, effect) in rules.items()
            if not key.startswith(FAILED_FACT) or key in tally.old_rules or key in tally.new_rules
        ]

    def _as_event(self):
        """Return what the journal of the policy keeps: what was simulated, by its digest, and what came out."""
        return {
            "simulation_id": self.id,
            "digest": self.candidate_digest,
            "subject": self.subject,
            "days": self.days,
            "baseline": self.baseline,
            "considered": self.considered_count,
            "undecided": self.undecided_count,
            "newly_stopped": self.newly_stopped_count,
            "newly_passing": self.newly_passing_count,
        }


def _moment(day):
    """Return the beginning of a day, with a time zone, as working time is asked for."""
    return datetime.combine(day, time.min, tzinfo=UTC)
