"""Does the command prove the journal from outside, and name exactly what was changed?"""

import contextlib
import json
import subprocess

import psycopg2
import pytest

from scripts import odoo_source, places, settings


@pytest.fixture
def verify(server, tmp_path):
    """`verify()`: (exit code, what the command found)."""
    conf = settings.write_conf(tmp_path / "verify.conf", settings.Connection(**server.connection))

    odoo = [places.PYTHON, places.ODOO, f"--addons-path={odoo_source.addons_path()}"]

    def run():
        done = subprocess.run(
            [*odoo, "dg_verify", "--json", "-c", str(conf), "-d", server.database],
            env=server.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture
def tampered(server):
    """`tampered(event, payload)`: a block in which that event has another payload, written past every guard."""
    known = settings.Connection(**server.connection)

    def write(event, payload):
        with (
            psycopg2.connect(
                dbname=server.database, host=known.host, port=known.port, user=known.user, password=known.password
            ) as connection,
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT payload FROM dg_event WHERE id = %s", [event])
            before = cursor.fetchone()[0]
            cursor.execute("ALTER TABLE dg_event DISABLE TRIGGER USER")
            cursor.execute("UPDATE dg_event SET payload = %s WHERE id = %s", [payload, event])
            cursor.execute("ALTER TABLE dg_event ENABLE TRIGGER USER")
        connection.close()
        return before

    @contextlib.contextmanager
    def block(event, payload):
        before = write(event, payload)
        try:
            yield
        finally:
            write(event, before)

    return block


def seal(rpc):
    """Seal the journal as the scheduled action does."""
    admin = rpc("admin")
    cron = admin.search("ir.cron", [["cron_name", "=", "Governance: seal the journal"]])
    admin.call("ir.cron", "method_direct_trigger", [cron])


def test_command_says_that_the_journal_is_intact(rpc, verify):
    seal(rpc)

    code, found = verify()

    assert (code, found["problems"]) == (0, [])
    assert found["verified"] > 0


def test_command_names_the_event_that_was_altered_in_the_database(rpc, verify, tampered):
    seal(rpc)
    event = rpc("auditor").search("dg.event", [], order="id", limit=1)[0]

    with tampered(event, "{}"):
        code, found = verify()

    assert code == 1
    assert [problem for problem in found["problems"] if f"Event {event}" in problem]
    assert verify()[0] == 0
