import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, LockError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from ..logic.lifecycle import JOB, TransitionError

_logger = logging.getLogger(__name__)

# These mean that somebody else was faster: the batch is done again in a transaction of its own.
OVERTAKEN = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError, LockError)
# So often in a row, then the work waits for the next run of the scheduled action.
PATIENCE = 3

STATES = [
    ("draft", "Draft"),
    ("running", "Running"),
    ("done", "Done"),
    ("failed", "Failed"),
    ("cancelled", "Cancelled"),
]


class DgJobMixin(models.AbstractModel):
    """Work that may be too long for one request: done in batches, small jobs at once and large ones in the background.

    A batch that fails parks the job with a sentence that says why; it can be continued from there.
    """

    _name = "dg.job.mixin"
    _description = "Job in Batches"

    # What a person may write, and only before the job runs; everything else follows from the work itself.
    _dg_job_inputs = frozenset()

    state = fields.Selection(STATES, default="draft", required=True, readonly=True, copy=False)
    total = fields.Integer(readonly=True, copy=False, help="How many documents there are to look at.")
    processed = fields.Integer(readonly=True, copy=False, help="How many of them have been looked at.")
    position = fields.Integer(readonly=True, copy=False, help="The last document that was looked at, by its id.")
    progress = fields.Float(compute="_compute_progress", help="In percent.")
    error = fields.Text("What Went Wrong", readonly=True, copy=False)
    started_at = fields.Datetime(readonly=True, copy=False)
    finished_at = fields.Datetime(readonly=True, copy=False)

    # ---- what a job answers ----

    def _job_total(self):
        """Return how many documents there are to look at."""
        raise NotImplementedError

    def _job_small(self):
        """Return up to how many documents are looked at while the user waits."""
        raise NotImplementedError

    def _job_batch(self):
        """Look at the next documents; return (how many, id of the last one, whether there are no more)."""
        raise NotImplementedError

    def _job_conclude(self):
        """Write down what came out, after the last batch."""

    # ---- what people write ----

    @api.depends("state", "total", "processed")
    def _compute_progress(self):
        """Say how much is done; a job without documents is done with its state."""
        for job in self:
            job.progress = 100 * job.processed / job.total if job.total else 100 * (job.state == "done")

    @api.model
    def default_get(self, fields_list):
        """Take from a context only what a person may write as well."""
        defaults = super().default_get(fields_list)
        inputs = {name: value for name, value in defaults.items() if name in self._dg_job_inputs}
        return inputs | ({"state": "draft"} if "state" in fields_list else {})

    @api.model_create_multi
    def create(self, vals_list):
        """Let a person ask the question only; the answer comes from the work."""
        self._check_inputs({name for vals in vals_list for name in vals})
        return super().create([vals | {"state": "draft"} for vals in vals_list])

    def write(self, vals):
        """Let a person change the question until the work begins."""
        self._check_inputs(vals)
        if not self.env.su and any(job.state != "draft" for job in self):
            raise AccessError(self.env._("This has begun already and stays as it was asked. Make a new one instead."))
        return super().write(vals)

    @api.model
    def _check_inputs(self, names):
        """Refuse what only the work itself writes."""
        if not self.env.su and (refused := set(names) - self._dg_job_inputs):
            raise AccessError(self.env._("%(fields)s: written by the system only.", fields=", ".join(sorted(refused))))

    # ---- the work ----

    def _start(self):
        """Begin: at once when there is little to do, in the background otherwise."""
        self.ensure_one()
        self._move_to("running", started_at=fields.Datetime.now(), processed=0, position=0, error=False)
        self.total = self._job_total()
        self._go_on()

    def _go_on(self):
        """Do the whole work if it is little, else leave it to the scheduled action."""
        if self.total - self.processed > self._job_small():
            # Users may not read scheduled actions; this one is only woken up.
            self.env.ref("distribution_governance.ir_cron_dg_run_jobs").sudo()._trigger()
            return
        while self.state == "running":
            self._run_batch()

    def _run_batch(self):
        """Do one batch; whatever goes wrong parks the job, except being overtaken by somebody else."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                count, last_id, is_last = self._job_batch()
                self.write({"processed": self.processed + count, "position": last_id or self.position})
                if is_last:
                    self._job_conclude()
                    self._move_to("done", finished_at=fields.Datetime.now())
        except OVERTAKEN:
            raise
        except Exception as error:
            _logger.warning("job_failed model=%s id=%s position=%s", self._name, self.id, self.position, exc_info=True)
            self._move_to("failed", error=str(error) or type(error).__name__)

    def _move_to(self, state, **values):
        """Change the state along the lifecycle of jobs."""
        for job in self:
            try:
                JOB.check(job.state, state)
            except TransitionError as error:
                raise UserError(str(error)) from error
        # The state is written by no user; the callers check who may do what.
        self.sudo().write(values | {"state": state})

    # ---- in the background ----

    @api.model
    def _cron_run(self):
        """Do batches of all running jobs in turn, until they are done or the time is up; called every few minutes."""
        cron, failures = self.env["ir.cron"], 0
        while (jobs := self._running_jobs()) and failures < PATIENCE:
            counts = []
            for job in jobs:
                try:
                    counts.append(job._run_locked_batch())
                except OVERTAKEN:
                    self.env.cr.rollback()
                    failures += 1
                if not cron._commit_progress(sum(counts[-1:]), remaining=len(jobs)):
                    return
            if not any(counts) and not failures:
                break  # other processes are at all of them
        cron._commit_progress(remaining=0)

    @api.model
    def _running_jobs(self):
        """Return the running jobs of every kind, one record each, the oldest first."""
        names = sorted(self.env.registry.descendants(["dg.job.mixin"], "_inherit"))
        kinds = [self.env[name] for name in names if not self.env[name]._abstract]
        return [job for kind in kinds for job in kind.search([("state", "=", "running")], order="id")]

    def _run_locked_batch(self):
        """Do one batch unless another process is at it or the job has ended meanwhile; return whether it was done."""
        job = self.try_lock_for_update()
        if not job or job.state != "running":
            return False
        # Texts that are kept are written in the language of whoever asked.
        job.with_context(lang=job.create_uid.lang)._run_batch()
        return True
