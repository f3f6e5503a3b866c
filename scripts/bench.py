"""How does `make bench` get what it measures?  The goals in bench/, each variant in a database of its own.

PART="confirm peers" measures some parts only; WRITE=1 writes docs/benchmarks.md.
"""

from __future__ import annotations

import os

from bench import laboratory, report, run, variants

from . import console, environment


def main(_command, words):
    """Measure, print, write when asked; returns 1 when a goal is missed."""
    names = run.chosen(" ".join(words) or os.environ.get("PART", ""))
    is_written = bool(os.environ.get("WRITE"))
    if is_written and len(names) < len(run.PARTS):
        raise console.Problem("WRITE=1 writes the page of all parts: leave PART away.")
    with environment.borrowed() as ready:
        templates = variants.Variants(ready.server, ready.databases)
        sections = run.measure(laboratory.Laboratory(ready, templates), names)
        if is_written:
            report.write(sections, ready.databases.query("show server_version")[0][0])
    return run.conclude(sections)
