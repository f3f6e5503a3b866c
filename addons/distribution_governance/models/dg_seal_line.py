from odoo import api, fields, models
from odoo.tools import SQL


class DgSealLine(models.Model):
    """The place of one event in the sealed chain."""

    _name = "dg.seal.line"
    _inherit = ["dg.append.only.mixin"]
    _description = "Sealed Event"
    _order = "position"
    _log_access = False

    seal_id = fields.Many2one("dg.seal", required=True, readonly=True, ondelete="restrict", index=True)
    # No foreign key in the ORM sense: a removed event must leave its line behind as the proof that it existed.
    event_id = fields.Integer(required=True, readonly=True, aggregator=None)
    position = fields.Integer(required=True, readonly=True, aggregator=None)
    digest = fields.Char(required=True, readonly=True)

    _dg_sealed = ("seal_id", "event_id", "position", "digest")

    _event_uniq = models.UniqueIndex("(event_id)", "An event is sealed once.")
    _position_uniq = models.UniqueIndex("(position)", "A position of the chain is taken once.")

    @api.model
    def _append(self, seal, lines):
        """Write the (event id, position, digest) of a new segment in one statement."""
        values = SQL(", ").join(SQL("(%s, %s, %s, %s)", seal.id, *line) for line in lines)
        self.env.cr.execute(SQL("INSERT INTO dg_seal_line (seal_id, event_id, position, digest) VALUES %s", values))
        self.invalidate_model()
