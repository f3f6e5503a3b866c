"""Which Odoo 19 do we run?

In this order: $ODOO_HOME (a checkout or an installation), an Odoo 19 installed on the machine,
the one fetched before, Debian's signed package.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import console, debian, places

SERIES = 19
# odoo-19 is in sid; its fonts and scripts come from the stable release, whose files have the
# names that the package links to.
PACKAGES = ["odoo-19/sid"] + [
    f"{name}/trixie"
    for name in (
        "fonts-font-awesome",
        "fonts-glyphicons-halflings",
        "fonts-inconsolata",
        "fonts-montserrat",
        "fonts-ocr-b",
        "fonts-roboto-unhinted",
        "libjs-jquery",
        "libjs-jquery-form",
        "libjs-underscore",
    )
]
_DIST = "usr/lib/python3/dist-packages"
ADVICE = (
    "Get Odoo 19 another way and name it: clone the branch 19.0 of Odoo's repository, or install "
    "its package, then run the same command with ODOO_HOME=/path/to/odoo"
)


def series(package):
    """Major version of the Odoo package folder (…/odoo), or None if it is not Odoo."""
    release = Path(package) / "release.py"
    if not release.is_file():
        return None
    found = re.search(r"^version_info\s*=\s*\((\d+)", release.read_text(), re.MULTILINE)
    return int(found.group(1)) if found else None


def locate():
    """Folder of the Odoo package to run, or None when it has yet to be fetched."""
    if os.environ.get("ODOO_HOME"):
        return _named(Path(os.environ["ODOO_HOME"]).expanduser().resolve())
    for package in (*_installed(), places.SOURCE / _DIST / "odoo"):
        if series(package) == SERIES:
            return package
    return None


def _named(home):
    for package in (home / "odoo", home, home / _DIST / "odoo"):
        found = series(package)
        if found == SERIES:
            return package
        if found is not None:
            raise console.Problem(f"ODOO_HOME={home} is Odoo {found}; this product needs Odoo 19.")
    raise console.Problem(
        f"ODOO_HOME={home} holds no Odoo: expected {home}/odoo/release.py there.\n"
        "Unset ODOO_HOME to let the command fetch Odoo 19 itself."
    )


def _installed():
    """Package folders of an Odoo that the machine's own Python can import."""
    yield Path("/") / _DIST / "odoo"
    python = shutil.which("python3", path=os.defpath) or "python3"
    probe = "import odoo.release; print(odoo.release.__file__)"
    try:
        done = subprocess.run([python, "-c", probe], capture_output=True, text=True, timeout=60, cwd="/", check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
    if done.returncode == 0:
        yield Path(done.stdout.strip()).parent


def ensure():
    """Have Odoo 19 importable in the environment; returns the folder of its package."""
    package = locate()
    if package is None:
        with console.exclusive("source"):
            package = locate() or _fetch()
    _link(package)
    return package


def _fetch():
    reason = debian.unavailable()
    if reason:
        raise console.Problem(f"Odoo 19 cannot be fetched: {reason}.\n{ADVICE}")
    with console.step("Odoo 19 from Debian, signature checked (135 MB)"):
        apt = debian.PrivateApt(places.HOME / "apt-odoo", ("sid", "trixie"))
        apt.fetch(*PACKAGES)
        part = places.SOURCE.with_name("source.part")
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        apt.unpack(part)
        shutil.rmtree(places.SOURCE, ignore_errors=True)
        part.rename(places.SOURCE)
        apt.remove()
    return places.SOURCE / _DIST / "odoo"


def _link(package):
    """Put a folder that holds nothing but a link to Odoo on the environment's import path."""
    places.IMPORTS.mkdir(parents=True, exist_ok=True)
    link = places.IMPORTS / "odoo"
    if not link.is_symlink() or Path(os.readlink(link)) != package:
        link.unlink(missing_ok=True)
        link.symlink_to(package)
    site = next((places.VENV / "lib").glob("python3*/site-packages"))
    line = f"{places.IMPORTS}\n"
    path = site / "governance-odoo.pth"
    if not path.exists() or path.read_text() != line:
        path.write_text(line)
    program = f"#!{places.PYTHON}\nimport odoo.cli\n\nodoo.cli.main()\n"
    if not places.ODOO.exists() or places.ODOO.read_text() != program:
        places.ODOO.write_text(program)
        places.ODOO.chmod(0o755)


def addons_path():
    """Value of addons_path: our addons, and a checkout's own folder of addons where it has one."""
    package = (places.IMPORTS / "odoo").resolve()
    folders = [places.ADDONS]
    if not (package / "addons" / "web").exists():
        folders.append(package.parent / "addons")
    return ",".join(str(folder) for folder in folders)


def identity():
    """Text that changes whenever the Odoo that is run changes."""
    package = (places.IMPORTS / "odoo").resolve()
    release = package / "release.py"
    head = package.parent / ".git" / "HEAD"
    commit = ""
    if head.is_file():
        commit = head.read_text().strip()
        branch = package.parent / ".git" / commit.removeprefix("ref: ")
        commit += branch.read_text() if branch.is_file() else ""
    return f"{package} {release.stat().st_mtime_ns} {commit}"
