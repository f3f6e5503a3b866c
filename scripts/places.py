"""Where does everything lie?  Every path of the development environment, in one place."""

from __future__ import annotations

import ast
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDONS = ROOT / "addons"
BUILD = ROOT / "build"
REPORTS = BUILD / "reports"
SCREENSHOTS = BUILD / "screenshots"

HOME = Path(os.environ.get("GOVERNANCE_HOME") or ROOT / ".odoo").absolute()
VENV = HOME / "venv"
PYTHON = VENV / "bin" / "python"
ODOO = VENV / "bin" / "odoo"  # the program; Odoo starts its websocket process by this name
SOURCE = HOME / "source"  # Debian's package, unpacked
IMPORTS = HOME / "imports"  # one link, `odoo`, on the venv's import path
POSTGRES = HOME / "postgres"
DATA = HOME / "data"  # Odoo's data_dir
CHROMIUM = HOME / "chromium"
NODE_MODULES = HOME / "node"
RUNNING = HOME / "running"  # records of the processes we started
LOGS = HOME / "logs"


def addon_names():
    """Names of the addons of this repository that can be installed, sorted."""
    return sorted(name for name, manifest in manifests().items() if manifest.get("installable", True))


def dependencies():
    """Names of Odoo's own modules that our addons need, sorted: read from the manifests."""
    ours = manifests()
    wanted = {name for manifest in ours.values() for name in manifest.get("depends", ())}
    return sorted(wanted - set(ours)) or ["base"]


def manifests():
    """The manifest of every addon folder, by addon name."""
    found = {}
    for path in ADDONS.glob("*/__manifest__.py"):
        found[path.parent.name] = ast.literal_eval(path.read_text(encoding="utf-8"))
    return found
