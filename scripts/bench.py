"""How does `make bench` get what it measures?  A copy of plain Odoo and one with our addons, side by side."""

from __future__ import annotations

import os
import subprocess

from . import environment, places, settings


def main(_command, words):
    """Run bench/run.py on two passing databases; returns its exit code."""
    with environment.borrowed() as ready:
        names = [f"dg_bench_{variant}_{os.getpid()}" for variant in ("vanilla", "governed")]
        sources = (ready.templates.base(), ready.templates.addons())
        with (
            environment.scratch(ready, sources[0], names[0]),
            environment.scratch(ready, sources[1], names[1]),
        ):
            conf = settings.write_conf(places.HOME / "bench.conf", ready.server)
            command = [places.PYTHON, "-m", "bench.run", conf, *names, *words]
            done = subprocess.run(
                [str(part) for part in command], cwd=places.ROOT, env=ready.server.environment(), check=False
            )
    return done.returncode
