from odoo import fields, models


class DgEventStream(models.Model):
    """The counter of one document's events; raising it is what makes their numbers gapless."""

    _name = "dg.event.stream"
    _description = "Event Stream"
    _log_access = False

    name = fields.Char(required=True, readonly=True)
    last_number = fields.Integer(required=True, readonly=True)

    _name_uniq = models.UniqueIndex("(name)", "A document has one stream.")
