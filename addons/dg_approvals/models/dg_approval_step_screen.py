from odoo import api, fields, models


class DgApprovalStep(models.Model):
    """What people see of a step: who has passed the question on, and to whom."""

    _inherit = "dg.approval.step"

    passed_on = fields.Char(
        compute="_compute_passed_on", help="Who passed the question on to whom, and with which words."
    )

    @api.depends("assignment_ids.forwarded_by_id")
    def _compute_passed_on(self):
        """Tell every forwarding of the step."""
        for step in self:
            seats = step.assignment_ids.filtered("forwarded_by_id")
            step.passed_on = " ".join(seat._passing_in_words() for seat in seats) or False


class DgApprovalAssignment(models.Model):
    """One forwarding, in words."""

    _inherit = "dg.approval.assignment"

    def _passing_in_words(self):
        """Return who passed the question on to this person, and what he had to say."""
        said = {"giver": self.forwarded_by_id.name, "taker": self.user_id.name, "note": (self.note or "").strip()}
        if said["note"]:
            return self.env._("%(giver)s to %(taker)s: “%(note)s”", **said)
        return self.env._("%(giver)s to %(taker)s", **said)
