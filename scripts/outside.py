"""How do programs that are no tests get a running product?  `make scenario`."""

from __future__ import annotations

import subprocess

from . import places, testserver

PROGRAMS = {"scenario": ("scripts/scenario.py",)}


def main(command, words):
    """Run the program against a server of its own; returns the program's exit code.

    The program finds the server's facts in the environment variable GOVERNANCE_SERVER, the same
    JSON that the fixtures of tests/ read.
    """
    with testserver.running(f"dg_{command}") as server:
        done = subprocess.run(
            [str(places.PYTHON), *PROGRAMS[command], *words],
            cwd=places.ROOT,
            env=server.environment(),
            check=False,
        )
    return done.returncode
