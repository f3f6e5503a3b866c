"""Which processes did we start, and are they still the same ones?

A record holds the process id and the moment the process began, so that `make stop` never ends
a stranger that got the number later.  Standard library only; reads /proc.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from pathlib import Path

from . import places


def began(pid):
    """Clock ticks since boot when a process began; None when there is no such process."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return None
    return None if fields[0] == "Z" else fields[19]


def record(name, pid, **facts):
    """Remember a process that we started."""
    places.RUNNING.mkdir(parents=True, exist_ok=True)
    data = {"pid": pid, "began": began(pid), **facts}
    (places.RUNNING / f"{name}.json").write_text(json.dumps(data))


def recorded(name):
    """The record of a process that still runs, else None (a stale record is deleted)."""
    path = places.RUNNING / f"{name}.json"
    try:
        data = json.loads(path.read_text())
    except (OSError, ValueError):
        return None
    if data["began"] is not None and began(data["pid"]) == data["began"]:
        return data
    forget(name)
    return None


def forget(name):
    """Delete the record of a process."""
    (places.RUNNING / f"{name}.json").unlink(missing_ok=True)


def names():
    """Names of all records."""
    return sorted(path.stem for path in places.RUNNING.glob("*.json"))


def alive():
    """Names of the records whose process still runs."""
    return [name for name in names() if recorded(name)]


def end(data, seconds=20):
    """Ask a recorded process to finish; end it and its group when it does not in time."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(data["pid"], signal.SIGTERM)
        if not _gone(data, seconds):
            _kill(data["pid"])
            _gone(data, 5)


def _kill(pid):
    """Kill a process, with its group where it leads one."""
    if os.getpgid(pid) == pid:
        os.killpg(pid, signal.SIGKILL)
    else:
        os.kill(pid, signal.SIGKILL)


def _gone(data, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if began(data["pid"]) != data["began"]:
            return True
        time.sleep(0.05)
    return False
