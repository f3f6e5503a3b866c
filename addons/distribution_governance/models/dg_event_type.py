from odoo import api, fields, models
from odoo.tools import ormcache


class DgEventType(models.Model):
    """One kind of business event: its stable name, what it means, and the JSON Schema of its payload."""

    _name = "dg.event.type"
    _description = "Event Type"
    _order = "code"
    _rec_name = "code"

    code = fields.Char(required=True, help="Stable name, such as sale_order.held; receivers subscribe to it.")
    name = fields.Char("Meaning", required=True, translate=True)
    description = fields.Text(translate=True)
    schema = fields.Text("Payload Schema", required=True, help="JSON Schema that every payload of this type satisfies.")

    _code_uniq = models.UniqueIndex("(code)", "An event type with this name exists already.")

    @api.model
    @ormcache("code", cache="stable")
    def _id_of(self, code):
        """Return the id of the event type `code`; a missing type is a programming error and says so."""
        # Whoever causes an event may not be allowed to read the catalogue.
        event_type = self.sudo().search([("code", "=", code)], limit=1)
        if not event_type:
            raise KeyError(f"Event type {code} is not in the catalogue; declare it in a data file.")
        return event_type.id
