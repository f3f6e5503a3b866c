"""Where is it measured?  One database and one Odoo process per variant, side by side on one machine.

vanilla     Odoo with the modules our addons need
governed    the same with our addons
few, open, full    governed, with many orders and requests, see bench/volume.py
tier, exception, risk, auditlog, stack      the same with peers instead, see bench/peers.txt
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess

from scripts import environment, places

from .turns import Cost


class Worker:
    """The process of one variant."""

    def __init__(self, conf, database, server):
        """Start the process; it answers `ask` when it is ready."""
        command = [places.PYTHON, "-m", "bench.worker", conf, database]
        # The order of sets and the layout of memory are the same in all processes.
        surroundings = {**server.environment(), "PYTHONHASHSEED": "0"}
        self.process = subprocess.Popen(
            [str(part) for part in command],
            cwd=places.ROOT,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def answer(self):
        """Wait for an answer and return it."""
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"A measuring process ended with code {self.process.wait()}; its error stands above.")
        return json.loads(line)

    def ask(self, do, **request):
        """Return what the operation `do` of bench/operations.py answers."""
        self.process.stdin.write(json.dumps({"do": do, **request}) + "\n")
        self.process.stdin.flush()
        return self.answer()

    def measure(self, do, **request):
        """Return what the operation `do` costs."""
        return Cost(**self.ask(do, **request))

    def stop(self):
        """End the process."""
        self.process.stdin.close()
        try:
            self.process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Laboratory:
    """Opens variants and closes them."""

    def __init__(self, ready, templates):
        """Work on the server of the environment `ready`, with copies of what `templates` makes."""
        self.ready, self.templates = ready, templates

    @contextlib.contextmanager
    def open(self, **variants):
        """Yield {name: Worker} for {name: variant}; each has a database of its own, dropped at the end."""
        with contextlib.ExitStack() as stack:
            workers = {}
            for name, variant in variants.items():
                template, conf = self.templates.of(variant), self.templates.conf(variant)
                database = stack.enter_context(
                    environment.scratch(self.ready, template, f"dg_bench_{name}_{os.getpid()}")
                )
                workers[name] = Worker(conf, database, self.ready.server)
                stack.callback(workers[name].stop)
            for worker in workers.values():
                worker.answer()
            yield workers
