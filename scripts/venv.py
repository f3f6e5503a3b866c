"""Which Python runs Odoo, and with which packages?  A virtual environment of our own."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys

from . import console, places

OLDEST, NEWEST = (3, 11), (3, 13)
ROOM = 4 * 1024**3  # what the finished environment takes, with some air


def inside():
    """Is this process the environment's Python already?"""
    return os.path.abspath(sys.prefix) == str(places.VENV)


def enter(dev):
    """Make the environment where it is missing, then go on inside it (replaces this process)."""
    if inside():
        if dev:
            ensure(dev)
        return
    ensure(dev)
    os.environ.pop("PYTHONHOME", None)
    os.execv(places.PYTHON, [str(places.PYTHON), "-m", "scripts.governance", *sys.argv[1:]])


def ensure(dev):
    """Create or complete the environment: the runtime lock, with `dev` the test lock too."""
    wanted = {"requirements.txt": _stamp_of("requirements.txt")}
    if dev:
        wanted["requirements-dev.txt"] = _stamp_of("requirements-dev.txt")
    if all(_stamp_file(name).exists() and _stamp_file(name).read_text() == stamp for name, stamp in wanted.items()):
        return
    with console.exclusive("venv"):
        _create()
        for name, stamp in wanted.items():
            _install(name, stamp)


def _stamp_of(name):
    return hashlib.sha256((places.ROOT / name).read_bytes()).hexdigest()


def _stamp_file(name):
    return places.VENV / f"{name}.installed"


def _create():
    if places.PYTHON.exists() and _works(places.PYTHON):
        return
    _check_room()
    python = suitable_python()
    console.say(f"virtual environment in {places.VENV} with {python}")
    console.logged(
        [python, "-m", "venv", "--clear", places.VENV],
        "venv",
        "The virtual environment could not be made.  On Debian and Ubuntu install its part of "
        "Python first: apt install python3-venv",
    )


def _works(python):
    done = subprocess.run([str(python), "-c", "import pip"], capture_output=True, check=False)
    return done.returncode == 0


def _check_room():
    places.HOME.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(places.HOME).free
    if free < ROOM:
        raise console.Problem(
            f"{places.HOME} has {free / 1024**3:.1f} GB free; Odoo, its packages and databases "
            f"need {ROOM / 1024**3:.0f} GB.\nMake room, or set GOVERNANCE_HOME to a folder on a "
            "larger disk."
        )


def suitable_python():
    """Path of a Python that Odoo 19 and this product support; raises Problem without one."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        if importlib.util.find_spec("ensurepip") is None:
            raise console.Problem(
                "This Python cannot make virtual environments.  On Debian and Ubuntu: apt install python3-venv"
            )
        return sys.executable
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        candidate = shutil.which(f"python3.{minor}")
        if candidate and _can_make_venvs(candidate):
            return candidate
    raise console.Problem(
        f"This is Python {sys.version.split()[0]}; the product needs Python 3.11, 3.12 or 3.13.\n"
        "Install one of them (Debian 12 and 13, Ubuntu 24.04: apt install python3 python3-venv), "
        "or name it: make run PYTHON=/path/to/python3.12"
    )


def _can_make_venvs(python):
    check = "import ensurepip, sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"
    return subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0


def _install(name, stamp):
    if _stamp_file(name).exists() and _stamp_file(name).read_text() == stamp:
        return
    with console.step(f"Python packages of {name}"):
        console.logged(
            [
                places.PYTHON,
                "-m",
                "pip",
                "install",
                "--disable-pip-version-check",
                "--no-input",
                "--require-hashes",
                "-r",
                places.ROOT / name,
            ],
            f"pip-{name}",
            "The packages could not be installed.  If the network or pip's index is the reason, "
            "mend that and run the same command again: what is there already is kept.",
        )
    _stamp_file(name).write_text(stamp)
