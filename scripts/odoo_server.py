"""How is an Odoo server started, watched and stopped?"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request

from . import console, places, processes, settings

# The server is on this machine, whatever proxy the environment names.
_DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class OdooServer:
    """One Odoo server of ours on one database; `workers=0` is one process with threads."""

    def __init__(self, connection, database, *, name, port, log=None, **options):
        self.name = name
        self.port = port
        self.database = database
        self.url = f"http://localhost:{port}"
        self.log = log
        self._addresses = [f"http://127.0.0.1:{port}/web/health?db_server_status=1"]
        if options.get("workers"):
            self._addresses.append(f"http://127.0.0.1:{options['gevent_port']}/websocket/health")
        self._connection = connection
        self.conf = settings.write_conf(
            places.HOME / f"{name}.conf",
            connection,
            http_port=port,
            db_name=database,
            dbfilter=f"^{database}$",
            **options,
        )
        self.process = None

    def start(self):
        """Start the server; it is not ready yet when this returns."""
        with contextlib.ExitStack() as stack:
            target = stack.enter_context(self.log.open("wb")) if self.log else None
            self.process = subprocess.Popen(
                [str(places.PYTHON), str(places.ODOO), "-c", str(self.conf)],
                stdin=subprocess.DEVNULL,
                stdout=target,
                stderr=subprocess.STDOUT if target else None,
                env=self._connection.environment(),
                cwd=places.ROOT,
                # Ctrl-C belongs to the command: it ends Odoo first, then PostgreSQL.
                start_new_session=True,
            )
        processes.record(self.name, self.process.pid, url=self.url, database=self.database)

    def await_healthy(self, seconds=120):
        """Return when the server answers; raise Problem when it ends or does not in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError, urllib.error.URLError):
                if self._answers():
                    return
            time.sleep(0.1)
        raise console.Problem(f"Odoo did not start on {self.url}.{self._log_end()}")

    def _answers(self):
        """Do all of its processes answer?"""
        return all(_DIRECT.open(address, timeout=5).status == 200 for address in self._addresses)

    def _log_end(self):
        if not self.log or not self.log.exists():
            return "  The reason stands above."
        lines = self.log.read_text(errors="replace").splitlines()[-25:]
        return "\n" + "\n".join(lines) + f"\nThe whole log: {self.log}"

    def wait(self):
        """Wait until the server ends by itself; returns its exit code."""
        return self.process.wait()

    def stop(self, seconds=20):
        """Stop the server and everything it started."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
        processes.forget(self.name)
        self.conf.unlink(missing_ok=True)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stop()
