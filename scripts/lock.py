"""How are the locks renewed?  Every version and hash for every Python we support, no address."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from . import console, node, places

LOCKS = ("requirements", "requirements-dev")
RESOLVER = "uv"  # resolves for all Pythons and platforms at once; used only here
HEADER = "# Made by `make lock` from {name}.in; do not edit.\n"


def main(_command, _words):
    """Write requirements.txt, requirements-dev.txt and package-lock.json anew."""
    with tempfile.TemporaryDirectory() as folder, console.step("resolving"):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([f"{folder}/bin/pip", "install", "-qq", RESOLVER], check=True)
        for name in LOCKS:
            _compile(Path(folder) / "bin" / "uv", name)
    node.lock()
    return 0


def _compile(resolver, name):
    target = places.ROOT / f"{name}.txt"
    words = ["pip", "compile", "-q", "--universal", "--generate-hashes", "--python-version", "3.11"]
    words += ["--no-emit-index-url", "--no-header", "--no-annotate"]
    subprocess.run(
        [str(resolver), *words, f"{name}.in", "-o", target.name],
        cwd=places.ROOT,
        check=True,
    )
    target.write_text(HEADER.format(name=name) + target.read_text())
