"""How do the commands talk?  Progress on the screen, and failures that say what to do."""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import sys
import time

from . import places

# A command that re-executes itself inside the venv goes on counting from its own start.
_STARTED = float(os.environ.setdefault("GOVERNANCE_STARTED", repr(time.time())))


class Problem(Exception):
    """Something a person has to mend; the text says what happened and what to do next."""


def say(text=""):
    """Print one line of progress with the seconds since the command began."""
    print(f"[{time.time() - _STARTED:6.1f} s] {text}", flush=True)


@contextlib.contextmanager
def step(text):
    """Announce a step that takes a while, and say how long it took."""
    say(f"{text} …")
    began = time.time()
    yield
    say(f"{text}: done in {time.time() - began:.1f} s")


def logged(command, log_name, advice, **options):
    """Run a command with its output in a log file; raise Problem with the log's end on failure."""
    places.LOGS.mkdir(parents=True, exist_ok=True)
    path = places.LOGS / f"{log_name}.log"
    with path.open("wb") as log:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
            **options,
        )
    if done.returncode:
        raise Problem(f"{_tail(path)}\n\n{advice}\nThe whole output: {path}")


def _tail(path, lines=25):
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:])


def output(command, **options):
    """What a command prints, stripped; raises CalledProcessError when it fails."""
    done = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options)
    return done.stdout.strip()


@contextlib.contextmanager
def exclusive(name):
    """Let one command at a time do `name` (two terminals may start at once)."""
    places.HOME.mkdir(parents=True, exist_ok=True)
    with (places.HOME / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say(f"waiting for another command to finish: {name}")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def refuse(problem):
    """Print a Problem so that it stands out, and return the exit code for it."""
    print(f"\n✗ {problem}\n", file=sys.stderr, flush=True)
    return 1
