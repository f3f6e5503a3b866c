"""How are all tests run?  Five groups, one after the other, with a summary at the end.

logic      decision logic and transport, no Odoo, no database
platform   the commands and the files for production
odoo       the addons inside Odoo (pytest-odoo), on a copy of the addons template
blackbox   a running multi-process server, seen through its network interfaces
browser    stories in headless Chromium, on the same server
"""

from __future__ import annotations

import contextlib
import os
import shlex
import signal
import subprocess
import time

from . import chromium, console, environment, odoo_source, places, report, settings, testserver

GROUPS = ("logic", "platform", "odoo", "blackbox", "browser")
ON_A_SERVER = ("blackbox", "browser")


def main(_command, words):
    """Run the groups named by $GROUP (or as words), all by default; 0 when all passed."""
    chosen = words or os.environ.get("GROUP", "").replace(",", " ").split() or list(GROUPS)
    unknown = sorted(set(chosen) - set(GROUPS))
    if unknown:
        raise console.Problem(f"no such group: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    # `timeout` and CI end a run with SIGTERM: clean up then as after Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    outcomes, ready = [], None
    with contextlib.ExitStack() as stack:
        if set(chosen) - {"logic", "platform"}:
            ready = stack.enter_context(environment.borrowed())
            _drop_leftovers(ready)
        elif "platform" in chosen:
            odoo_source.ensure()  # its configuration parser is asked about odoo.conf
        alone = [name for name in GROUPS if name in chosen and name not in ON_A_SERVER]
        outcomes += [_group(group, ready) for group in alone]
        outcomes += _on_a_server([name for name in ON_A_SERVER if name in chosen])
    return report.summary(outcomes)


def _drop_leftovers(ready):
    """Drop copies whose command was killed: their names end in its process id."""
    for name in ready.databases.names("dg_"):
        owner = name.rpartition("_")[2]
        if name.startswith("dg_template_") or not owner.isdigit():
            continue
        if not os.path.exists(f"/proc/{owner}"):
            ready.databases.drop(name)


def _group(group, ready):
    """The outcome of a group; one whose surroundings fail has failed, and the others still run."""
    try:
        if group == "odoo":
            return _in_odoo(group, ready)
        return _pytest(group, _paths(group), os.environ)
    except console.Problem as problem:
        console.refuse(problem)
        return report.broken(group)


def _in_odoo(group, ready):
    database = f"dg_odoo_{os.getpid()}"
    with environment.scratch(ready, ready.templates.addons(), database):
        conf = settings.write_conf(places.HOME / f"{database}.conf", ready.server)
        words = ["-p", "odoo", f"--odoo-config={conf}", f"--odoo-database={database}"]
        words += ["--odoo-http", f"--odoo-extra=screenshots={places.SCREENSHOTS}"]
        try:
            return _pytest(group, [*words, *_paths(group)], _with_browser(ready.server))
        finally:
            conf.unlink()


def _with_browser(server):
    """The environment in which Odoo's own browser tests find Chromium: they look for that name."""
    link = places.HOME / "browser" / "chromium"
    link.parent.mkdir(exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(chromium.ensure())
    kept = server.environment()
    return {**kept, "PATH": f"{link.parent}{os.pathsep}{kept['PATH']}"}


def _on_a_server(groups):
    groups = [group for group in groups if report.has_tests(_paths(group))]
    if not groups:
        return []
    try:
        if "browser" in groups:
            chromium.ensure()
        with testserver.running("dg_server") as server:
            return [_pytest(group, _paths(group), server.environment()) for group in groups]
    except console.Problem as problem:
        console.refuse(problem)
        return [report.broken(group) for group in groups]


def _paths(group):
    patterns = {"logic": ("*/logic/tests", "*/transport/tests"), "odoo": ("*/tests",)}
    if group in patterns:
        return [str(path) for pattern in patterns[group] for path in sorted(places.ADDONS.glob(pattern))]
    return [str(places.ROOT / "tests" / group)]


def _pytest(group, words, variables):
    places.REPORTS.mkdir(parents=True, exist_ok=True)
    junit = places.REPORTS / f"{group}.xml"
    junit.unlink(missing_ok=True)
    console.say(f"tests: {group}")
    extra = shlex.split(os.environ.get("ARGS", ""))
    command = [places.PYTHON, "-m", "pytest", "-q", f"--junit-xml={junit}", *words, *extra]
    began = time.monotonic()
    done = subprocess.run([str(part) for part in command], cwd=places.ROOT, env=variables, check=False)
    return report.outcome(group, junit, done.returncode, time.monotonic() - began)
