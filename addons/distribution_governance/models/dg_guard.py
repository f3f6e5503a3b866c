from odoo import api, fields, models
from odoo.tools import SQL


class DgGuard(models.Model):
    """One row per holder of a limit that several documents share, such as a customer's credit.

    Under REPEATABLE READ a row lock lets two transactions pass that each read the old total. Writing one common row
    makes the second one fail with a serialization error, and Odoo repeats it with fresh figures.
    """

    _name = "dg.guard"
    _description = "Shared Limit Guard"
    _log_access = False

    name = fields.Char(required=True, readonly=True)
    passes = fields.Integer(required=True, readonly=True)

    _name_uniq = models.UniqueIndex("(name)", "A limit holder has one guard.")

    @api.model
    def _raise(self, names):
        """Write the guard row of each limit holder, in sorted order so that two batches cannot wait for each other."""
        if not names:
            return
        rows = SQL(", ").join(SQL("(%s, 1)", name) for name in sorted(names))
        self.env.cr.execute(
            SQL(
                "INSERT INTO dg_guard AS known (name, passes) VALUES %s "
                "ON CONFLICT (name) DO UPDATE SET passes = known.passes + 1",
                rows,
            )
        )
