"""How is it told?  Tables in Markdown, on the screen and, when asked, in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
from datetime import UTC, datetime

from scripts import console, places

from .goal import HEADS

PAGE = places.ROOT / "docs" / "benchmarks.md"
# Everything below this line of the page is written by `make bench WRITE=1`.
MARK = "<!-- measured: `make bench WRITE=1` writes everything below -->"


def table(heads, rows):
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def text(section):
    """Return one section in Markdown."""
    parts = [f"## {section.title}"]
    if section.goals:
        parts.append(table(HEADS, [goal.row() for goal in section.goals]))
    if section.rows:
        parts.append(table(section.heads, section.rows))
    return "\n\n".join([*parts, section.note] if section.note else parts)


def verdict(sections):
    """Return one sentence on all goals."""
    goals = [goal for section in sections for goal in section.goals]
    missed = sum(not goal.is_met for goal in goals)
    return f"{len(goals) - missed} of {len(goals)} goals met, {missed} missed."


def circumstances(server_version):
    """Return what was measured, when and on what kind of machine."""
    commit = console.output(["git", "rev-parse", "--short", "HEAD"], cwd=places.ROOT)
    changed = console.output(["git", "status", "--porcelain", "--", "addons"], cwd=places.ROOT)
    return (
        f"Commit {commit}{' with changes that are not committed' if changed else ''}, "
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores ({platform.machine()}), "
        f"Python {platform.python_version()}, PostgreSQL {server_version}."
    )


def write(sections, server_version):
    """Replace the measured part of the page."""
    kept = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
    parts = [kept.rstrip(), MARK, circumstances(server_version), verdict(sections), *map(text, sections)]
    PAGE.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
