"""How does a database get large in a minute?  Rows are copied inside it, past the ORM."""

from __future__ import annotations

from odoo.tools import SQL


def insert(env, table, which, source, **changes):
    """Insert the rows of a table that `which` chooses once per row of `source`, with changes; return the new ids."""
    names = [name for name in columns(env, table) if name != "id" or "id" in changes]
    values = [changes.get(name, SQL("one.%s", SQL.identifier(name))) for name in names]
    return env.execute_query(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM (SELECT * FROM %s WHERE %s) AS %s RETURNING id",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, names)),
            SQL(", ").join(values),
            SQL.identifier(table),
            which,
            source,
        )
    )


def columns(env, table):
    """Return the names of the columns of a table that can be written."""
    statement = (
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
        "AND attgenerated = '' ORDER BY attnum"
    )
    return [name for (name,) in env.execute_query(SQL(statement, table))]


def multiply(env, table, row_id, count, **changes):
    """Copy one row `count` times, with changes that may depend on `number`, which is 1 for the first copy.

    Return the id before that of the first copy: those that follow are its successors, so that rows of other tables can
    point to them without having been told.
    """
    [[before]] = env.execute_query(SQL("SELECT max(id) FROM %s", SQL.identifier(table)))
    if count:
        names = columns(env, table)
        changes = {"id": SQL("%s + number", before)} | changes
        values = [changes.get(name, SQL("one.%s", SQL.identifier(name))) for name in names]
        env.cr.execute(
            SQL(
                "INSERT INTO %s (%s) SELECT %s FROM %s one CROSS JOIN generate_series(1, %s) number WHERE one.id = %s",
                SQL.identifier(table),
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(values),
                SQL.identifier(table),
                count,
                row_id,
            )
        )
        env.cr.execute(SQL("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", table, before + count))
    return before


def pair(env, table, **columns_of):
    """Insert rows into a table of pairs; the columns are SQL of a `number` from 1, the last argument their `count`."""
    count = columns_of.pop("count")
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM generate_series(1, %s) number",
            SQL.identifier(table),
            SQL(", ").join(map(SQL.identifier, columns_of)),
            SQL(", ").join(columns_of.values()),
            count,
        )
    )
