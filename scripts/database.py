"""How are databases copied, renamed and dropped, together with their files?

A copy is PostgreSQL's `create database … template` plus hard links of the filestore (Odoo never
changes a stored file in place), so it takes half a second.
"""

from __future__ import annotations

import contextlib
import os
import shutil

import psycopg2
import psycopg2.errors
from psycopg2 import sql

from . import console, places


class Databases:
    """The databases on one server."""

    def __init__(self, server):
        self.server = server

    @contextlib.contextmanager
    def _cursor(self, database="postgres"):
        connection = self._connect(database)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def _connect(self, database):
        server = self.server
        try:
            return psycopg2.connect(
                dbname=database,
                host=server.host,
                port=server.port,
                user=server.user,
                password=server.password,
                sslmode=server.sslmode,
                connect_timeout=10,
            )
        except psycopg2.OperationalError as error:
            raise console.Problem(
                f"The database server {server.host}:{server.port} refused user {server.user}: "
                f"{error}Check PGHOST, PGPORT, PGUSER and PGPASSWORD (or the file ODOO_CONF)."
            ) from error

    def query(self, statement, *values, database="postgres"):
        """Rows of a query, an empty list for a statement without result."""
        with self._cursor(database) as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def _run(self, statement, *names):
        with self._cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def exists(self, name):
        """Is there a database of that name?"""
        return bool(self.query("select 1 from pg_database where datname = %s", name))

    def names(self, prefix):
        """Names of the databases that begin with `prefix`, sorted."""
        rows = self.query("select datname from pg_database order by datname")
        return [name for (name,) in rows if name.startswith(prefix)]

    def create(self, name):
        """Make an empty database as Odoo wants it."""
        self._run("create database {} encoding 'utf8' lc_collate 'C' template template0", name)

    def clone(self, template, name):
        """Copy a database nobody is connected to, with its files; replaces nothing."""
        self._link_files(template, name)
        self._run("create database {} template {}", name, template)

    def _link_files(self, template, name):
        source, target = _files(template), _files(name)
        shutil.rmtree(target, ignore_errors=True)
        if source.exists():
            shutil.copytree(source, target, copy_function=_link_or_copy)

    def rename(self, old, new):
        """Give a finished database its final name: a half-made one never carries it."""
        shutil.rmtree(_files(new), ignore_errors=True)
        if _files(old).exists():
            _files(old).rename(_files(new))
        self._run("alter database {} rename to {}", old, new)

    def drop(self, name):
        """Delete a database and its files, whoever is connected."""
        self._run("drop database if exists {} with (force)", name)
        shutil.rmtree(_files(name), ignore_errors=True)

    def drop_unused(self, name):
        """Delete a database and its files unless somebody uses it; tells whether it did."""
        try:
            self._run("drop database if exists {}", name)
        except psycopg2.errors.ObjectInUse:
            return False
        shutil.rmtree(_files(name), ignore_errors=True)
        return True

    def note(self, name):
        """The remark kept with a database, "" without one."""
        rows = self.query("select shobj_description(oid, 'pg_database') from pg_database where datname = %s", name)
        return (rows and rows[0][0]) or ""

    def set_note(self, name, text):
        """Keep a remark with a database (it is not copied with it)."""
        with self._cursor() as cursor:
            statement = sql.SQL("comment on database {} is {}")
            cursor.execute(statement.format(sql.Identifier(name), sql.Literal(text)))


def _files(name):
    return places.DATA / "filestore" / name


def _link_or_copy(source, target):
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        shutil.copy2(source, target)
