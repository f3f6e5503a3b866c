"""Which browser do the tests drive?

$CHROMIUM, a Chromium or Chrome of the machine, the one fetched before, or Debian's package with
the libraries this machine lacks, unpacked below the ignored folder (installs nothing, needs no
root).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from . import console, debian, places

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# --no-sandbox: the pages are our own server's, and root may not use the sandbox.  The others
# keep the browser from looking for a graphics card and from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FETCHED = places.CHROMIUM / "bin" / "chromium"
PACKAGES = ("chromium", "fonts-dejavu-core", "fontconfig-config")
ADVICE = "Install Chromium or Google Chrome, or set CHROMIUM to the program, and run the same command again."

WRAPPER = """#!/bin/sh
# Chromium as Debian ships it, run where it was unpacked.
here={root}
export LD_LIBRARY_PATH={libraries}${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}
export FONTCONFIG_FILE={fonts}
export XDG_CONFIG_HOME="${{XDG_CONFIG_HOME:-$here/profile}}" XDG_CACHE_HOME="${{XDG_CACHE_HOME:-$here/profile}}"
exec "$here/usr/lib/chromium/chromium" {flags} "$@"
"""

FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{root}/usr/share/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>{root}/fonts-cache</cachedir>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
  <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
"""


def ensure():
    """Path of a Chromium that starts; fetches one where there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise console.Problem(f"CHROMIUM={named} is no program.  {ADVICE}")
        return Path(shutil.which(named))
    for name in NAMES:
        if shutil.which(name):
            return Path(shutil.which(name))
    if not FETCHED.exists():
        with console.exclusive("chromium"):
            if not FETCHED.exists():
                _fetch()
    return FETCHED


def _fetch():
    release = debian.codename()
    reason = debian.unavailable() or (None if release else "this machine is no Debian")
    if reason:
        raise console.Problem(f"There is no browser for the tests, and none can be fetched: {reason}.\n{ADVICE}")
    with console.step("Chromium and the libraries it lacks here, from Debian (about 110 MB)"):
        apt = debian.PrivateApt(places.HOME / "apt-chromium", (release,), status="/var/lib/dpkg/status")
        apt.fetch_with_missing(*PACKAGES)
        shutil.rmtree(places.CHROMIUM, ignore_errors=True)
        places.CHROMIUM.mkdir(parents=True)
        apt.unpack(places.CHROMIUM)
        apt.remove()
        _write_wrapper()


def _write_wrapper():
    """Write the program last: a half-unpacked browser has none."""
    root = places.CHROMIUM
    fonts = root / "fonts.conf"
    fonts.write_text(FONTS.format(root=root))
    text = WRAPPER.format(root=root, libraries=":".join(_libraries(root)), fonts=fonts, flags=" ".join(FLAGS))
    part = FETCHED.with_name("chromium.part")
    part.parent.mkdir(parents=True, exist_ok=True)
    part.write_text(text)
    part.chmod(0o755)
    try:
        subprocess.run([str(part), "--version"], check=True, capture_output=True, text=True, timeout=60)
    except subprocess.CalledProcessError as error:
        raise console.Problem(f"Debian's Chromium does not start here: {error.stderr[-800:]}\n{ADVICE}") from error
    part.rename(FETCHED)


def _libraries(root):
    """Folders below `root` with shared libraries, those that the dynamic linker would search."""
    found = {path.parent for pattern in ("lib", "usr/lib") for path in (root / pattern).rglob("*.so*")}
    wanted = {"lib", root.name} | {path.name for path in (root / "usr/lib").glob("*-linux-gnu*")}
    return sorted(str(folder) for folder in found if folder.name in wanted or folder.parent.name.endswith("-linux-gnu"))
