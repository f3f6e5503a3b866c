"""How is Odoo called from here?  Always as a process of its own, with a configuration of ours."""

from __future__ import annotations

import subprocess

from . import console, places, settings


def install(server, database, *, init=(), update=()):
    """Install and update modules in a database; raises Problem with the log when Odoo fails."""
    conf = settings.write_conf(places.HOME / "setup.conf", server)
    words = ["-d", database, "--stop-after-init", "--no-http", "--log-level=warn"]
    words += ["-i", ",".join(init)] if init else []
    words += ["-u", ",".join(update)] if update else []
    console.logged(
        [places.PYTHON, places.ODOO, "-c", conf, *words],
        f"odoo-{database}",
        "Odoo could not install the modules: the lines above name the file to mend.",
        env=server.environment(),
        cwd=places.ROOT,
    )


def prepare(server, database, *actions):
    """Run actions of scripts/inside.py in a database; raises Problem when one fails."""
    conf = settings.write_conf(places.HOME / "setup.conf", server)
    console.logged(
        [places.PYTHON, "-m", "scripts.inside", conf, database, *actions],
        f"prepare-{database}",
        f"Preparing the database failed in one of: {', '.join(actions)}.",
        env=server.environment(),
        cwd=places.ROOT,
    )


def shell(server, conf, database):
    """Open Odoo's Python shell on a database; returns its exit code."""
    words = ["shell", "-c", str(conf), "-d", database, "--no-http"]
    command = [str(places.PYTHON), str(places.ODOO), *words]
    return subprocess.run(command, env=server.environment(), check=False).returncode
