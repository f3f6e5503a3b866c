"""How do we fetch Debian packages without touching the machine?

A private apt: own lists, own cache, own sources, no root.  The mirror is the one that the
machine's apt already uses ($DEBIAN_MIRROR overrides it); every index must be signed by
Debian's keyring and every package must match its index, or apt refuses it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import console

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
_URI = re.compile(r"(?:https?|ftp|file|copy|mirror\+\w+|mirror)://?[^\s\]]+")


def unavailable():
    """Why a private apt cannot work on this machine; None if it can."""
    for tool in ("apt-get", "dpkg-deb", "dpkg"):
        if not shutil.which(tool):
            return f"this machine has no {tool}"
    if not KEYRING.exists():
        return "this machine has no Debian keyring (package debian-archive-keyring)"
    if not mirror():
        return "the machine's apt names no Debian mirror ($DEBIAN_MIRROR may name one)"
    return None


def mirror():
    """Address of the Debian mirror in the machine's apt configuration, or None."""
    if os.environ.get("DEBIAN_MIRROR"):
        return os.environ["DEBIAN_MIRROR"]
    for path in _source_files():
        text = re.sub(r"(?m)^\s*#.*$", "", path.read_text(errors="replace"))
        for uri in _URI.findall(text):
            if uri.rstrip("/").endswith(("/debian", "/debian.list")):
                return uri
    return None


def _source_files():
    shell = console.output(
        ["apt-config", "shell", "LIST", "Dir::Etc::sourcelist/f", "PARTS", "Dir::Etc::sourceparts/d"]
    )
    named = dict(re.findall(r"(\w+)='([^']*)'", shell))
    parts = Path(named.get("PARTS", "/etc/apt/sources.list.d"))
    files = [Path(named.get("LIST", "/etc/apt/sources.list"))]
    files += sorted([*parts.glob("*.sources"), *parts.glob("*.list")])
    return [path for path in files if path.is_file() and os.access(path, os.R_OK)]


def codename():
    """Debian's name of this machine's release ("bookworm"), or None on another system."""
    text = Path("/etc/os-release").read_text() if Path("/etc/os-release").exists() else ""
    if not re.search(r"^ID=[\"']?debian", text, re.MULTILINE):
        return None
    found = re.search(r"^VERSION_CODENAME=[\"']?(\w+)", text, re.MULTILINE)
    return found.group(1) if found else None


class PrivateApt:
    """One apt of our own in `folder`, for `suites`; `status` says what counts as installed."""

    def __init__(self, folder, suites, status="/dev/null"):
        self.folder = Path(folder)
        self.status = status
        self.architecture = console.output(["dpkg", "--print-architecture"])
        for part in ("lists/partial", "cache/archives/partial", "packages"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        origin = f"deb [arch={self.architecture} signed-by={KEYRING}] {mirror()}"
        lines = "".join(f"{origin} {suite} main\n" for suite in suites)
        (self.folder / "sources.list").write_text(lines)

    def _options(self):
        values = {
            "Dir::Etc::SourceList": self.folder / "sources.list",
            "Dir::Etc::SourceParts": "/dev/null",
            "Dir::Etc::Preferences": "/dev/null",
            "Dir::Etc::PreferencesParts": "/dev/null",
            "Dir::Etc::Trusted": "/dev/null",
            "Dir::Etc::TrustedParts": "/dev/null",
            "Dir::State::Lists": self.folder / "lists",
            "Dir::State::Status": self.status,
            "Dir::State::extended_states": self.folder / "extended_states",
            "Dir::Cache": self.folder / "cache",
            "Dir::Log": self.folder,
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "Acquire::AllowInsecureRepositories": "false",
            "APT::Get::AllowUnauthenticated": "false",
            "APT::Architecture": self.architecture,
            "APT::Architectures": self.architecture,
            "APT::Sandbox::User": "root",
            "APT::Update::Error-Mode": "any",
            "Debug::NoLocking": "1",
        }
        return [part for key, value in values.items() for part in ("-o", f"{key}={value}")]

    def _apt(self, *words, cwd=None):
        console.logged(
            ["apt-get", *self._options(), "-q", "-y", *words],
            f"apt-{words[0]}",
            "Debian's packages could not be fetched (or their signature did not match).  "
            "Mend the network or apt's configuration and run the same command again.",
            cwd=cwd,
            env={**os.environ, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"},
        )

    def fetch(self, *packages):
        """Download exactly the named packages ("name" or "name/suite")."""
        self._apt("update")
        self._apt("download", *packages, cwd=self.folder / "packages")

    def fetch_with_missing(self, *packages):
        """Download the packages and whatever they need that this machine lacks."""
        self._apt("update")
        self._apt("install", "--download-only", "--no-install-recommends", *packages)
        for deb in (self.folder / "cache" / "archives").glob("*.deb"):
            deb.rename(self.folder / "packages" / deb.name)

    def unpack(self, target):
        """Unpack every downloaded package into `target`; installs nothing."""
        for deb in sorted((self.folder / "packages").glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(deb), str(target)], check=True)

    def remove(self):
        """Delete lists and packages: they were checked when fetched and are not needed again."""
        shutil.rmtree(self.folder, ignore_errors=True)
