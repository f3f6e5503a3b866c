"""How does `make run` bring up Odoo with the demo company, and keep the data between starts?"""

from __future__ import annotations

import os
import signal
import socket

from . import console, environment, odoo_command, odoo_server, places, processes, templates, welcome

NAME = "run"


def database_name():
    """Name of the database that people work in."""
    return os.environ.get("GOVERNANCE_DB", "governance")


def main(_command, _words):
    """Start Odoo, tell what to try, wait for Ctrl-C."""
    port = _port()
    running = processes.recorded(NAME)
    if running:
        console.say(f"it runs already: {running['url']} (`make stop` ends it)")
        return 0
    _check_port(port)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with environment.borrowed() as ready:
        code = _serve(ready, port)
    console.say("stopped; `make run` starts it again with your data")
    return code


def _port():
    text = os.environ.get("PORT") or "8069"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise console.Problem(f"PORT={text} is no port number: for example make run PORT=8070")
    return int(text)


def _check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise console.Problem(
                f"Port {port} of this machine is taken ({error.strerror}).  Stop the program that "
                f"uses it, or choose another port: make run PORT={port + 1}"
            ) from error


def _serve(ready, port):
    have_database(ready)
    log = places.LOGS / "odoo.log"
    places.LOGS.mkdir(parents=True, exist_ok=True)
    console.say(f"starting Odoo (log: {log})")
    server = odoo_server.OdooServer(ready.server, database_name(), name=NAME, port=port, log=log, max_cron_threads=1)
    with server:
        try:
            server.await_healthy()
            console.say("Odoo answers")
            print(welcome.text(server.url), flush=True)
            code = server.wait()
            console.say(f"Odoo ended (code {code}); its log: {log}")
            return code
        except KeyboardInterrupt:
            print()
            console.say("stopping")
            return 0


def have_database(ready):
    """Make the working database, or bring its addons up to date; data is never dropped."""
    name = database_name()
    digest = templates.addons_digest()
    if not ready.databases.exists(name):
        template = ready.templates.demo()
        with console.step(f"database “{name}” with the demo company"):
            ready.databases.clone(template, name)
    elif ready.databases.note(name) != digest:
        _upgrade(ready, name)
    ready.databases.set_note(name, digest)


def _upgrade(ready, name):
    ours = set(places.addon_names())
    rows = ready.databases.query(
        "select name from ir_module_module where state in ('installed', 'to upgrade')",
        database=name,
    )
    there = ours & {module for (module,) in rows}
    with console.step(f"the addons changed: upgrading database “{name}”, its data stays"):
        odoo_command.install(ready.server, name, init=sorted(ours - there), update=sorted(there))
