"""Which database server do we use, and what stands in the odoo.conf of a process?"""

from __future__ import annotations

import configparser
import dataclasses
import os
import re
import secrets
from pathlib import Path

from . import console, odoo_source, places, postgres


@dataclasses.dataclass(frozen=True)
class Connection:
    """One database server and the account we use there."""

    host: str
    port: str
    user: str
    password: str
    sslmode: str = "prefer"
    programs: str = ""

    def environment(self):
        """The process environment with this connection and no other in it."""
        kept = {key: value for key, value in os.environ.items() if not re.match(r"PG[A-Z]", key)}
        named = {
            "PGHOST": self.host,
            "PGPORT": self.port,
            "PGUSER": self.user,
            "PGPASSWORD": self.password,
            "PGSSLMODE": self.sslmode,
        }
        if self.programs:
            kept["PATH"] = self.programs + os.pathsep + kept.get("PATH", os.defpath)
        # Everything our processes talk to is on this machine: never through a proxy.
        kept["NO_PROXY"] = kept["no_proxy"] = "localhost,127.0.0.1"
        return {**kept, **{key: value for key, value in named.items() if value}}


def connection():
    """The server named by PGHOST or by $ODOO_CONF, else our own, started when needed."""
    if os.environ.get("PGHOST"):
        return _from_environment()
    if os.environ.get("ODOO_CONF"):
        return _from_file(Path(os.environ["ODOO_CONF"]).expanduser())
    record = postgres.start()
    return Connection(
        host=record["host"],
        port=str(record["port"]),
        user=record["user"],
        password=record["password"],
        programs=record["binaries"],
    )


def is_embedded():
    """Is the database server our own?"""
    return not (os.environ.get("PGHOST") or os.environ.get("ODOO_CONF"))


def _from_environment():
    return Connection(
        host=os.environ["PGHOST"],
        port=os.environ.get("PGPORT", "5432"),
        user=os.environ.get("PGUSER", "odoo"),
        password=os.environ.get("PGPASSWORD", ""),
        sslmode=os.environ.get("PGSSLMODE", "prefer"),
    )


def _from_file(path):
    parser = configparser.RawConfigParser()
    if not parser.read(path) or not parser.has_option("options", "db_host"):
        raise console.Problem(
            f"ODOO_CONF={path} is no readable odoo.conf with db_host in its [options].\n"
            "Correct it, or unset ODOO_CONF to use the embedded PostgreSQL."
        )
    options = {key: value for key, value in parser["options"].items() if value != "False"}
    return Connection(
        host=options.get("db_host", ""),
        port=options.get("db_port", "5432"),
        user=options.get("db_user", "odoo"),
        password=options.get("db_password", ""),
        sslmode=options.get("db_sslmode", "prefer"),
    )


def write_conf(path, server, **options):
    """Write an odoo.conf for one of our own processes (never the repository's) and return it."""
    values = {
        "addons_path": odoo_source.addons_path(),
        "data_dir": places.DATA,
        "db_host": server.host,
        "db_port": server.port,
        "db_user": server.user,
        "db_password": server.password,
        "db_sslmode": server.sslmode,
        "pg_path": server.programs,
        # Nobody outside this machine, and no database manager with a known master password.
        "http_interface": "127.0.0.1",
        "admin_passwd": secrets.token_urlsafe(24),
        "list_db": False,
        "with_demo": False,
        "max_cron_threads": 0,
        **options,
    }
    lines = "".join(f"{key} = {value}\n" for key, value in values.items() if value != "")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    postgres.private(path, "[options]\n" + lines)
    return Path(path)
