from markupsafe import Markup

from odoo import api, fields, models

from .dg_change_record import CHANGE
from .dg_governed_screen import READERS
from .dg_proposal import PROPOSED


class DgGovernedMixin(models.AbstractModel):
    """What people see on a committed document of changes that stop it, and of changes that wait."""

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    dg_change_state = fields.Selection(
        [("stopped", "Stopped"), ("waiting", "Waiting")],
        compute="_compute_dg_change_state",
        string="Changes",
        groups=READERS,
    )
    dg_change_banner = fields.Html(
        compute="_compute_dg_change_state", sanitize=False, string="Change that waits", groups=READERS
    )
    dg_proposal_count = fields.Integer(compute="_compute_dg_proposal_count", string="Requested", groups=READERS)

    @api.depends_context("uid", "lang")
    def _compute_dg_change_state(self):
        """Say whether a change stops the document or waits, and why, to whoever may read the document."""
        domain = [*self._dg_rows_domain(), ("gate", "in", (CHANGE, PROPOSED)), ("state", "=", "active")]
        # Superuser mode opens the rows only: explanations disclose figures by the groups of the user who reads.
        holds = self.env["dg.hold"].sudo().search(domain, order="id").grouped("document_id")
        for document in self:
            own = holds.get(document.id, self.env["dg.hold"])
            stopping = own.filtered(lambda hold: hold.gate == CHANGE)
            document.dg_change_state = (stopping and "stopped") or (own and "waiting")
            summary = Markup("").join(filter(None, own.proposal_id.mapped("summary")))
            reasons = document._dg_render_banner(stopping or own) or Markup("")
            document.dg_change_banner = (not stopping and summary and summary + reasons) or reasons

    def _compute_dg_proposal_count(self):
        """Count the requested changes of these documents in one query."""
        # Whoever reads the document may know how many there are; reading them is checked when opening.
        groups = self.env["dg.proposal"].sudo()._read_group(self._dg_rows_domain(), ["document_id"], ["__count"])
        counts = dict(groups)
        for document in self:
            document.dg_proposal_count = counts.get(document.id, 0)

    def _dg_forget_screen(self):
        """Let the banner of changes be read again as well."""
        result = super()._dg_forget_screen()
        if self:
            self.invalidate_recordset(["dg_change_state", "dg_change_banner", "dg_proposal_count"], flush=False)
        return result

    def action_dg_open_proposals(self):
        """Open the changes that were requested of this document."""
        return self._dg_open_rows("distribution_governance.dg_proposal_action")
