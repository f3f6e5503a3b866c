"""What do black-box tests, browser stories and the scenario talk to?

A real Odoo as in production: two workers, the websocket process and a cron process, on free
ports of loopback, on a copy of the demo database.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os

from . import environment, odoo_server, places, postgres, settings

VARIABLE = "GOVERNANCE_SERVER"


@dataclasses.dataclass(frozen=True)
class TestServer:
    """Where a running server is and how to reach its database."""

    __test__ = False

    url: str
    websocket_url: str
    database: str
    pid: int
    log: str
    connection: dict

    def environment(self):
        """A process environment in which `current()` finds this server."""
        server = settings.Connection(**self.connection)
        return {**server.environment(), VARIABLE: json.dumps(dataclasses.asdict(self))}


def current():
    """The server named by the environment, or None."""
    text = os.environ.get(VARIABLE)
    return TestServer(**json.loads(text)) if text else None


@contextlib.contextmanager
def running(name, workers=2):
    """Start a server on a fresh copy of the demo database; stop it and drop the copy after."""
    with environment.borrowed() as ready:
        database = f"{name}_{os.getpid()}"
        with environment.scratch(ready, ready.templates.demo(), database):
            log = places.LOGS / f"{name}.log"
            with _server(ready, database, workers, log) as server:
                yield server


@contextlib.contextmanager
def _server(ready, database, workers, log):
    places.LOGS.mkdir(parents=True, exist_ok=True)
    port, websocket = postgres.free_port(), postgres.free_port()
    odoo = odoo_server.OdooServer(
        ready.server,
        database,
        name=database,
        port=port,
        log=log,
        workers=workers,
        gevent_port=websocket,
        max_cron_threads=1,
        proxy_mode=False,
    )
    with odoo:
        odoo.await_healthy()
        yield TestServer(
            url=f"http://127.0.0.1:{port}",
            websocket_url=f"ws://127.0.0.1:{websocket}",
            database=database,
            pid=odoo.process.pid,
            log=str(log),
            connection=dataclasses.asdict(ready.server),
        )
