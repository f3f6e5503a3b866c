"""How does a developer look into the working database by hand?"""

from __future__ import annotations

from . import environment, odoo_command, places, run, settings


def main(_command, _words):
    """Open Odoo's shell on the database of `make run`."""
    with environment.borrowed() as ready:
        run.have_database(ready)
        conf = settings.write_conf(places.HOME / "shell.conf", ready.server)
        return odoo_command.shell(ready.server, conf, run.database_name())
