"""How does PostgreSQL itself keep evidence from being changed?

A trigger refuses DELETE, TRUNCATE and every UPDATE of the sealed columns, whoever asks: ORM, SQL console or module.
An UPDATE of other columns stays possible, so that an upgrade may add columns and fill them.
"""

from odoo.tools import SQL

_FUNCTION = """
    CREATE OR REPLACE FUNCTION dg_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'Rows of % are evidence: they can be added and read, never changed or deleted.', TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END $$
"""


def protect(cr, table, columns):
    """Make `table` append-only in `columns`; called from a model's `init`, so that it is renewed at each upgrade."""
    cr.execute(_FUNCTION)
    row_trigger, truncate_trigger = SQL.identifier(f"{table}_keep"), SQL.identifier(f"{table}_keep_all")
    target = SQL.identifier(table)
    sealed = SQL(", ").join(SQL.identifier(column) for column in columns)
    for statement in (
        SQL("DROP TRIGGER IF EXISTS %s ON %s", row_trigger, target),
        SQL("DROP TRIGGER IF EXISTS %s ON %s", truncate_trigger, target),
        SQL(
            "CREATE TRIGGER %s BEFORE DELETE OR UPDATE OF %s ON %s FOR EACH ROW EXECUTE FUNCTION dg_refuse_change()",
            row_trigger,
            sealed,
            target,
        ),
        SQL(
            "CREATE TRIGGER %s BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION dg_refuse_change()",
            truncate_trigger,
            target,
        ),
    ):
        cr.execute(statement)
