"""Does anything of Odoo itself break when our addons are installed?

Runs Odoo's own test suites on a copy of the addons template and compares the ids of the failing
tests with those that fail without us, too (core_tests_known_failures.txt).  With POLICY=1 every
company is subject to a published policy that matches nothing, so that every gate decides.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time

from . import console, environment, odoo_command, places, postgres, settings

SUITE = "/sale,/sale_stock,/sale_management,-is_tour"
KNOWN = places.ROOT / "scripts" / "core_tests_known_failures.txt"
# "ERROR db odoo.addons.sale.tests.test_x: FAIL: TestX.test_y (…)": which test, and how it failed.
_FAILED = re.compile(r"odoo\.addons\.([\w.]+): (?:FAIL|ERROR): (?:Subtest )?(\w+\.\w+)")
_SETUP = re.compile(r"ERROR: (setUpClass|tearDownClass) \(odoo\.addons\.([\w.]+)\)")
_SUMMARY = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")


def main(_command, words):
    """Run the suites of $SUITE; 1 when a test fails that is not known to."""
    suite = (words and words[0]) or os.environ.get("SUITE") or SUITE
    with environment.borrowed() as ready:
        database = f"dg_core_{os.getpid()}"
        with environment.scratch(ready, ready.templates.addons(), database):
            if os.environ.get("POLICY") == "1":
                odoo_command.prepare(ready.server, database, "publish_policy")
            text = _run(ready.server, database, suite)
    return verdict(text, suite)


def _run(server, database, suite):
    """The log of Odoo's test run, also printed where it matters."""
    places.LOGS.mkdir(parents=True, exist_ok=True)
    log = places.LOGS / "core-tests.log"
    conf = settings.write_conf(places.HOME / f"{database}.conf", server, http_port=postgres.free_port())
    console.say(f"Odoo's own tests {suite} (log: {log})")
    command = [places.PYTHON, "-m", "scripts.core_launcher", "-c", conf, "-d", database]
    command += ["--test-tags", suite, "--stop-after-init"]
    began = time.monotonic()
    try:
        with log.open("wb") as target:
            subprocess.run(
                [str(part) for part in command],
                cwd=places.ROOT,
                env=server.environment(),
                stdin=subprocess.DEVNULL,
                stdout=target,
                stderr=subprocess.STDOUT,
                check=False,
            )
    finally:
        conf.unlink()
    console.say(f"took {time.monotonic() - began:.0f} s")
    return log.read_text(errors="replace")


def failing(text):
    """Ids of the tests that failed, from Odoo's log: "sale.tests.test_x: TestX.test_y"."""
    found = {f"{module}: {test}" for module, test in _FAILED.findall(text)}
    return found | {f"{where}: {phase}" for phase, where in _SETUP.findall(text)}


def known():
    """Ids of the tests that fail on plain Odoo in this environment as well."""
    lines = (line.partition("#")[0].strip() for line in KNOWN.read_text().splitlines())
    return {line for line in lines if line}


def verdict(text, suite):
    """Print what the log says; 0 when every failure is known and tests were run at all."""
    summary = _SUMMARY.search(text)
    if not summary or not int(summary.group(3)):
        print(text[-3000:], file=sys.stderr)
        raise console.Problem(f"Odoo ran no test of {suite}: the end of its log stands above.")
    new = sorted(failing(text) - known())
    for test in new:
        print(f"NEW FAILURE  {test}")
    console.say(f"{summary.group(0)}; {len(failing(text)) - len(new)} known, {len(new)} new")
    return 1 if new else 0
