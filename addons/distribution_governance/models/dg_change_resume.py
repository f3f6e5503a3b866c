from odoo import models

from .dg_change_record import CHANGE
from .dg_proposal import PROPOSED


class DgGovernedMixin(models.AbstractModel):
    """What goes on by itself when a change of a committed document is released."""

    _inherit = "dg.governed.mixin"  # pylint: disable=consider-merging-classes-inherited

    def _dg_resume(self, gate_name, requester, actor_id):
        """Let a change that stands stand for good, and make a change that was requested; return an error text or None.

        Delivery and invoicing need nothing: they are only not refused any more.
        """
        if gate_name == CHANGE:
            # The document is committed under this release from now on.
            self.env["dg.hold"]._standing(self, CHANGE)._valid()._use_up()
            return None
        if gate_name == PROPOSED:
            # Whoever releases need not be allowed to read every column of the proposal.
            errors = [proposal._go_on(actor_id) for proposal in self.env["dg.proposal"].sudo()._waiting_for(self)]
            return next(filter(None, errors), None)
        return super()._dg_resume(gate_name, requester, actor_id)
