"""The one entry point:  python3 -m scripts.governance COMMAND  (the Makefile calls it).

Starts under any Python 3.10 or newer with nothing but the standard library, makes the virtual
environment where it is missing, and goes on inside it.
"""

from __future__ import annotations

import argparse
import errno
import importlib
import subprocess
import sys

from . import console, venv

# command: (module, needs the test and lint packages, runs inside the environment, help)
COMMANDS = {
    "run": ("run", False, True, "start Odoo with the demo company on http://localhost:8069"),
    "stop": ("stop", False, False, "stop what `run` started"),
    "test": ("testrun", True, True, "run every test, or some groups"),
    "check": ("check", True, True, "format, lint, borders, budgets, logic tests"),
    "format": ("check", True, True, "rewrite files as the formatters want them"),
    "venv": ("setup", True, True, "make the environment, Odoo and the databases ready"),
    "shell": ("shell", False, True, "Odoo's Python shell on the demo database"),
    "scenario": ("outside", True, True, "tell the product's story on the command line"),
    "bench": ("bench", True, True, "measure against plain Odoo"),
    "core-tests": ("core_tests", True, True, "Odoo's own tests with our addons installed"),
    "pot": ("translations", True, True, "export the texts of the screens for translation"),
    "facts": ("fact_catalogue", False, False, "write docs/facts.md from the declarations in the code"),
    "lock": ("lock", False, True, "renew requirements*.txt from requirements*.in"),
    "clean": ("stop", False, False, "stop everything and delete what the commands made"),
}


def parse(words):
    """The chosen command and its remaining words."""
    parser = argparse.ArgumentParser(prog="governance", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("words", nargs=argparse.REMAINDER)
    return parser.parse_args(words)


def main(words):
    """Run one command; returns its exit code."""
    chosen = parse(words)
    module, dev, inside, _help = COMMANDS[chosen.command]
    try:
        if inside:
            venv.enter(dev)
        return importlib.import_module(f"scripts.{module}").main(chosen.command, chosen.words)
    except console.Problem as problem:
        return console.refuse(problem)
    except KeyboardInterrupt:
        return 130
    except PermissionError as error:
        return console.refuse(
            f"{error}\nThe commands need a folder they may write: give this one to your user, or "
            "set GOVERNANCE_HOME to a folder of yours."
        )
    except subprocess.CalledProcessError as error:
        return console.refuse(f"{error}")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        return console.refuse(f"{error}\nThe disk is full: make room, or set GOVERNANCE_HOME to a larger disk.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
