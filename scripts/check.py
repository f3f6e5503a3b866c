"""Is the code as it should be?  Format, lint, borders, budgets and the tests of pure logic."""

from __future__ import annotations

import concurrent.futures
import dataclasses
import os
import subprocess
import time

from . import console, node, odoo_source, places

BIN = places.VENV / "bin"
PYTHON_CODE = [name for name in ("addons", "scripts", "tests", "bench", "conftest.py") if (places.ROOT / name).exists()]
WEB_FILES = ("addons/**/*.xml", "addons/**/*.js", "addons/**/*.scss", "*.mjs")

# The working tree may belong to somebody else, and a home folder may be missing.
CACHES = {"RUFF_CACHE_DIR": str(places.HOME / "cache" / "ruff"), "PYLINTHOME": str(places.HOME / "cache" / "pylint")}

# One concept per file: a model may be extended in several.  (pylint forgets this one in .pylintrc,
# where enabling a plugin's whole group comes after.)
SPLIT_MODELS = "consider-merging-classes-inherited"


@dataclasses.dataclass(frozen=True)
class Check:
    """One tool and how it is called."""

    name: str
    command: list
    environment: dict = dataclasses.field(default_factory=dict)


def main(command, _words):
    """`check`: run every check, print what they found.  `format`: rewrite the files."""
    node.ensure()
    if command == "format":
        return _format()
    odoo_source.ensure()
    workers = max(os.cpu_count() or 1, 2)
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        good = [_tell(done) for done in concurrent.futures.as_completed([pool.submit(_run, one) for one in checks()])]
    bad = good.count(False)
    print(f"\n{len(good) - bad} checks good, {bad} bad", flush=True)
    return 1 if bad else 0


def checks():
    """Every check, the slowest first."""
    addons = [str(places.ADDONS / name) for name in places.addon_names()]
    plain = ("*/logic/tests", "*/transport/tests")  # no Odoo, no database
    logic = sorted(str(path) for pattern in plain for path in places.ADDONS.glob(pattern))
    manifests = [f"{addon}/__manifest__.py" for addon in addons]
    return [
        Check("pylint-odoo", [BIN / "pylint", "--rcfile=.pylintrc", f"--disable={SPLIT_MODELS}", *addons]),
        Check("web files laid out (prettier)", node.tool("prettier", "--check", *_existing())),
        Check("Odoo's XML and CSV (oca-checks)", [BIN / "oca-checks-odoo-module", *manifests]),
        Check("JavaScript (eslint)", node.tool("eslint", "--no-error-on-unmatched-pattern", "addons")),
        Check("import borders (import-linter)", [BIN / "lint-imports", "--no-cache"], _with_addons_importable()),
        Check("logic tests", [places.PYTHON, "-m", "pytest", "-q", *(logic or ["--version"])]),
        Check("lint (ruff)", [BIN / "ruff", "check", "--quiet", "--output-format=concise", *PYTHON_CODE]),
        Check("format (ruff)", [BIN / "ruff", "format", "--check", "--output-format=concise", *PYTHON_CODE]),
        Check("budgets", [places.PYTHON, "-m", "scripts.budgets"]),
    ]


def _existing():
    """The patterns that match something: prettier calls a pattern without a file an error."""
    return [pattern for pattern in WEB_FILES if next(places.ROOT.glob(pattern), None)]


def _with_addons_importable():
    """The variables with which `odoo.addons.<ours>` can be found under its real name."""
    folder = places.HOME / "lint" / "odoo" / "addons"
    folder.mkdir(parents=True, exist_ok=True)
    for link in folder.iterdir():
        link.unlink()
    for name in places.addon_names():
        (folder / name).symlink_to(places.ADDONS / name)
    return {"PYTHONPATH": str(places.HOME / "lint")}


def _run(check):
    began = time.monotonic()
    done = subprocess.run(
        [str(part) for part in check.command],
        cwd=places.ROOT,
        env={**os.environ, **CACHES, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return check, done, time.monotonic() - began


def _tell(finished):
    check, done, seconds = finished.result()
    is_good = done.returncode == 0
    console.say(f"{'✓' if is_good else '✗'} {check.name} ({seconds:.1f} s)")
    if not is_good:
        print(done.stdout, flush=True)
    return is_good


def _format():
    commands = [
        [BIN / "ruff", "check", "--fix-only", "--quiet", *PYTHON_CODE],
        [BIN / "ruff", "format", "--quiet", *PYTHON_CODE],
        node.tool("prettier", "--write", "--log-level=warn", *_existing()),
    ]
    variables = {**os.environ, **CACHES}
    codes = [
        subprocess.run([str(part) for part in one], cwd=places.ROOT, env=variables, check=False).returncode
        for one in commands
    ]
    return max(codes)
