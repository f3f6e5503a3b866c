from odoo import api, fields, models

from ..acting_for import acting

BATCH = 200


class DgRecheck(models.Model):
    """One look at all documents that a policy holds: holds whose reason is gone are withdrawn, the others stay.

    A document is never confirmed by it, except where a release was given before and nothing else stood in the way.
    """

    _name = "dg.recheck"
    _inherit = ["dg.job.mixin"]
    _description = "Re-check of Open Documents"
    _order = "id desc"

    policy_id = fields.Many2one("dg.policy", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="policy_id.company_id", store=True, precompute=True)
    withdrawn_count = fields.Integer("Holds Withdrawn", readonly=True, copy=False, aggregator=None)
    kept_count = fields.Integer("Holds That Stay", readonly=True, copy=False, aggregator=None)
    resumed_count = fields.Integer("Documents That Went On", readonly=True, copy=False, aggregator=None)
    problems = fields.Text(
        readonly=True, copy=False, help="Documents that were released before and could not go on, and why."
    )

    @api.depends("policy_id.name")
    def _compute_display_name(self):
        """Name a re-check by its policy and number."""
        for recheck in self:
            recheck.display_name = self.env._(
                "%(policy)s, re-check %(number)s", policy=recheck.policy_id.name, number=recheck.id
            )

    def action_cancel(self):
        """Stop a re-check that runs in the background; what it did so far stays done."""
        self.policy_id.check_access("write")
        self.check_access("read")
        self._move_to("cancelled", finished_at=fields.Datetime.now())
        return True

    def action_continue(self):
        """Go on where a batch failed."""
        self.policy_id.check_access("write")
        self.check_access("read")
        self._move_to("running", error=False)
        for recheck in self:
            # Holds are written by no user; who may re-check was asked above.
            recheck.sudo()._go_on()
        return True

    # ---- the work ----

    def _job_total(self):
        """Count the documents."""
        return len(self._next_ids(None))

    def _job_small(self):
        """Up to one batch, the user waits."""
        return BATCH

    def _job_batch(self):
        """Judge the next documents anew, withdraw what is gone, and let those go on that were released before."""
        ids = self._next_ids(BATCH)
        documents = self.env[self.policy_id.document_model].browse(ids).exists()._dg_for_judging()
        with acting(self.env.cr, self.create_uid.id):
            withdrawn, kept = documents._dg_recheck(self.policy_id)
            resumed, problems = documents._dg_resume_released(self.policy_id.gate, self.create_uid.id)
        self.write(
            {
                "withdrawn_count": self.withdrawn_count + withdrawn,
                "kept_count": self.kept_count + kept,
                "resumed_count": self.resumed_count + resumed,
                "problems": "\n".join(filter(None, [self.problems, *problems])),
            }
        )
        return len(ids), ids[-1] if ids else 0, len(ids) < BATCH

    def _next_ids(self, limit):
        """Return the ids of the next documents that this policy stops, or that only waited for it after a release."""
        holds = self.env["dg.hold"]
        released = holds._read_group(
            [
                ("document_model", "=", self.policy_id.document_model),
                ("gate", "=", self.policy_id.gate),
                ("company_id", "child_of", self.company_id.id),
                ("state", "=", "released"),
                ("used_at", "=", False),
            ],
            ["document_id"],
        )
        domain = [
            ("policy_id", "=", self.policy_id.id),
            ("document_id", ">", self.position),
            "|",
            ("state", "=", "active"),
            "&",
            ("state", "=", "withdrawn"),
            ("document_id", "in", [document_id for (document_id,) in released]),
        ]
        groups = holds._read_group(domain, ["document_id"], order="document_id", limit=limit)
        return [document_id for (document_id,) in groups]

    def _job_conclude(self):
        """Note in the journal of the policy what was done."""
        with acting(self.env.cr, self.create_uid.id):
            self.env["dg.event"]._emit(
                self.policy_id,
                "policy.rechecked",
                {
                    self.policy_id.id: {
                        "recheck_id": self.id,
                        "documents": self.processed,
                        "withdrawn": self.withdrawn_count,
                        "kept": self.kept_count,
                        "resumed": self.resumed_count,
                    }
                },
            )
