"""What must be there before a command can work?  Odoo, a database server, the templates."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import os
import signal
import sys
from pathlib import Path

from . import console, database, odoo_source, postgres, processes, settings, templates

_numbers = itertools.count(1)


@dataclasses.dataclass(frozen=True)
class Environment:
    """Everything a command needs to start Odoo."""

    server: settings.Connection
    databases: database.Databases
    templates: templates.Templates


def ready():
    """Have Odoo and a database server; returns the environment."""
    odoo_source.ensure()
    server = settings.connection()
    databases = database.Databases(server)
    return Environment(server, databases, templates.Templates(server, databases))


@contextlib.contextmanager
def borrowed():
    """The environment for a while; the last command that leaves stops our database server."""
    user = f"command-{os.getpid()}-{next(_numbers)}"
    processes.record(user, os.getpid(), title=_title())
    try:
        yield ready()
    finally:
        # The last cleaning must not be torn by an impatient second Ctrl-C.
        with _undisturbed(), console.exclusive("users"):
            processes.forget(user)
            if settings.is_embedded() and not processes.alive():
                postgres.stop()


def _title():
    program, *words = sys.argv
    return f"make {words[0]}" if Path(program).name == "governance.py" and words else Path(program).name


@contextlib.contextmanager
def _undisturbed():
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def scratch(environment, template, name):
    """A passing copy of a template; dropped at the end, whoever is connected."""
    environment.databases.drop(name)
    environment.databases.clone(template, name)
    try:
        yield name
    finally:
        with contextlib.suppress(console.Problem):
            environment.databases.drop(name)
