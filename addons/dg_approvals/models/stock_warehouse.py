from odoo import fields, models


class StockWarehouse(models.Model):
    """A warehouse has somebody who answers for it."""

    _inherit = "stock.warehouse"

    dg_manager_id = fields.Many2one(
        "res.users", "Manager", check_company=True, help="Who is asked where a route asks the manager of the warehouse."
    )
