"""How does a row of evidence name the people and things it is about?

By a link without a foreign key. A foreign key makes PostgreSQL lock the rows it points at, the one company and the one
kind of event, for everybody who confirms at the same time, and looking them up costs more than writing the row. What
evidence names stays all the same: a trigger refuses to delete it.
"""

from odoo import fields
from odoo.tools import SQL

_FUNCTION = """
    CREATE OR REPLACE FUNCTION dg_keep_witness() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE is_named boolean;
    BEGIN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1)', TG_ARGV[0], TG_ARGV[1])
           INTO is_named USING OLD.id;
        IF is_named THEN
            RAISE foreign_key_violation USING
                MESSAGE = format('Evidence in %s names this row of %s.', TG_ARGV[0], TG_TABLE_NAME),
                TABLE = TG_ARGV[0], COLUMN = TG_ARGV[1];
        END IF;
        RETURN OLD;
    END $$
"""


class Witness(fields.Many2one):
    """A Many2one of evidence: no foreign key, but what it points at cannot be deleted while a row names it."""

    def update_db_foreign_key(self, model, column):
        """Install the trigger that keeps what the column points at, instead of a foreign key."""
        cr, target = model.env.cr, model.env[self.comodel_name]._table
        table, trigger = SQL.identifier(target), SQL.identifier(f"{model._table}_{self.name}_keep")
        key = SQL.identifier(f"{model._table}_{self.name}_fkey")
        for statement in (
            SQL(_FUNCTION.replace("%", "%%")),
            SQL("ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s", SQL.identifier(model._table), key),
            SQL("DROP TRIGGER IF EXISTS %s ON %s", trigger, table),
            SQL(
                "CREATE TRIGGER %s BEFORE DELETE ON %s FOR EACH ROW EXECUTE FUNCTION dg_keep_witness(%s, %s)",
                trigger,
                table,
                model._table,
                self.name,
            ),
        ):
            cr.execute(statement)


def dismiss(cr):
    """Remove the triggers from Odoo's tables; called before the addon goes, which takes the evidence along."""
    cr.execute("DROP FUNCTION IF EXISTS dg_keep_witness() CASCADE")
