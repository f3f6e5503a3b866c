"""Do the rules of `make check` bite, and does the repository keep those no tool checks?"""

import ast
import re
import subprocess

import pytest

from scripts import budgets, core_tests, places

LOCKS = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("import json", []),
        ("from dataclasses import dataclass", []),
        ("from .verdict import Effect", []),
        ("from odoo import fields", ["odoo"]),
        ("import psycopg2.errors", ["psycopg2.errors"]),
        ("from ..models import dg_hold", ["..models"]),
    ],
)
def test_logic_may_import_only_the_standard_library_and_itself(statement, names):
    node = ast.parse(statement).body[0]

    assert budgets._foreign(node, depth=1) == names


def test_long_files_and_functions_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "ROOT", tmp_path)
    monkeypatch.setattr(places, "ADDONS", tmp_path / "addons")
    (tmp_path / "addons").mkdir()
    (tmp_path / "addons" / "long.py").write_text("def f():\n" + "    x = 1\n" * 300)

    found = [*budgets._lengths(), *budgets._functions()]

    assert [text.partition(":")[0] for text in found] == ["addons/long.py", "addons/long.py"]


def test_addon_that_looks_upward_breaks_the_borders(tmp_path):
    addons = tmp_path / "odoo" / "addons"
    for name in ("distribution_governance", "dg_approvals", "dg_integrations"):
        for folder in ("", "documents", "models", "logic"):
            (addons / name / folder).mkdir(parents=True, exist_ok=True)
            (addons / name / folder / "__init__.py").write_text("")
    (addons / "distribution_governance" / "gate.py").write_text("")
    (addons / "distribution_governance" / "models" / "bad.py").write_text("import odoo.addons.dg_approvals\n")
    (addons / "distribution_governance" / "logic" / "bad.py").write_text("from .. import gate\n")

    done = subprocess.run(
        [places.VENV / "bin" / "lint-imports", "--no-cache", "--config", places.ROOT / "pyproject.toml"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    report = " ".join(done.stdout.split())
    assert done.returncode == 1
    assert "distribution_governance is not allowed to import odoo.addons.dg_approvals" in report
    assert "logic is not allowed to import odoo.addons.distribution_governance.gate" in report


@pytest.mark.parametrize("name", LOCKS)
def test_lock_pins_every_package_with_hashes_and_names_no_address(name):
    text = (places.ROOT / name).read_text()
    pins = re.findall(r"^[A-Za-z0-9_.-]+==\S+.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)

    assert len(pins) > 20
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "//" not in text
    assert "index-url" not in text


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_the_list_asks_for(name):
    wanted = re.findall(r"^([\w.-]+==[\w.]+)", (places.ROOT / name.replace(".txt", ".in")).read_text(), re.MULTILINE)
    locked = (places.ROOT / name).read_text().lower()

    assert [pin for pin in wanted if f"{pin.lower()} " not in locked] == []


def test_lock_of_the_web_tools_names_no_download():
    text = (places.ROOT / "package-lock.json").read_text()

    assert '"resolved"' not in text
    assert text.count('"integrity"') > 20


def test_list_of_packages_says_how_the_well_known_ones_are_satisfied():
    text = (places.ROOT / "requirements.in").read_text()

    for package in ("odoo", "psycopg2", "requests", "pytest-odoo"):
        assert re.search(rf"^#\s+{package}\s", text, re.MULTILINE), package


def test_no_file_names_a_mirror_or_a_registry():
    hosts = re.compile(r"//[a-z.-]*(debian|pypi|pythonhosted|npmjs|ubuntu)\.", re.IGNORECASE)
    kept = [path for path in _kept_files() if path.suffix not in {".png", ".woff2"}]

    assert [str(path) for path in kept if hosts.search(path.read_text(errors="replace"))] == []


def _kept_files():
    """Every file that is not made by a command."""
    made = {".git", ".odoo", "build", "node_modules", "__pycache__", ".ruff_cache"}
    return [
        path
        for path in places.ROOT.rglob("*")
        if path.is_file() and not made & set(path.relative_to(places.ROOT).parts)
    ]


LOG = """
2026-01-01 INFO db odoo.addons.sale.tests.test_a: Starting TestA.test_one ...
2026-01-01 ERROR db odoo.addons.sale.tests.test_a: FAIL: TestA.test_one
2026-01-01 ERROR db odoo.addons.stock.tests.test_b: ERROR: Subtest TestB.test_two (key=1)
2026-01-01 ERROR db odoo.tests.suite: ERROR: setUpClass (odoo.addons.stock.tests.test_c.TestC)
2026-01-01 ERROR db odoo.tests.result: 1 failed, 2 error(s) of 9 tests when loading database 'db'
"""


def test_failing_tests_are_read_from_odoos_log():
    assert core_tests.failing(LOG) == {
        "sale.tests.test_a: TestA.test_one",
        "stock.tests.test_b: TestB.test_two",
        "stock.tests.test_c.TestC: setUpClass",
    }


def test_new_failure_of_odoos_own_tests_is_a_failure(monkeypatch, capsys):
    monkeypatch.setattr(core_tests, "known", lambda: {"sale.tests.test_a: TestA.test_one"})

    assert core_tests.verdict(LOG, "/sale") == 1
    assert "NEW FAILURE  stock.tests.test_b: TestB.test_two" in capsys.readouterr().out


def test_failures_that_are_known_are_none(monkeypatch):
    monkeypatch.setattr(core_tests, "known", lambda: core_tests.failing(LOG))

    assert core_tests.verdict(LOG, "/sale") == 0


def test_every_known_failure_has_the_form_of_an_id():
    assert core_tests.known()
    assert [test for test in core_tests.known() if not re.fullmatch(r"\w+\.[\w.]+: [\w.]+", test)] == []
