"""Do the commands stop only what they started, count what they ran, and explain themselves?"""

import os
import re
import socket
import subprocess
import sys

import pytest

from scripts import console, governance, places, postgres, processes, report, run, settings, testrun, welcome

MAKEFILE = (places.ROOT / "Makefile").read_text()


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Records of processes go to a passing folder."""
    monkeypatch.setattr(places, "RUNNING", tmp_path)
    return tmp_path


@pytest.fixture
def sleeper():
    """A process that waits until it is ended."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, start_new_session=True)
    yield process
    process.kill()
    process.wait()


def test_every_command_of_the_makefile_exists_and_is_explained():
    targets = set(re.findall(r"^([a-z-]+): ##", MAKEFILE, re.MULTILINE))

    assert targets == set(governance.COMMANDS) | {"help"}


def test_help_lists_every_command():
    done = subprocess.run(["make", "-s", "help"], cwd=places.ROOT, capture_output=True, text=True, check=True)

    assert set(re.findall(r"^  make ([a-z-]+)", done.stdout, re.MULTILINE)) == set(governance.COMMANDS) | {"help"}


def test_recorded_process_is_found_and_ended(elsewhere, sleeper):
    processes.record("sleeper", sleeper.pid)

    processes.end(processes.recorded("sleeper"))

    assert sleeper.wait(5) != 0
    assert processes.recorded("sleeper") is None


def test_stranger_with_a_recorded_number_is_not_taken_for_ours(elsewhere, sleeper):
    processes.record("ours", sleeper.pid)
    text = (elsewhere / "ours.json").read_text()
    (elsewhere / "ours.json").write_text(text.replace(processes.began(sleeper.pid), "1"))

    assert processes.recorded("ours") is None
    assert sleeper.poll() is None


def test_port_in_use_is_told_with_the_next_one():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        with pytest.raises(console.Problem, match=f"make run PORT={port + 1}"):
            run._check_port(port)


def test_port_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv("PORT", "eighty")

    with pytest.raises(console.Problem, match="PORT=eighty is no port number"):
        run._port()


def test_server_of_the_environment_wins_over_our_own(monkeypatch):
    monkeypatch.setenv("PGHOST", "db.internal")
    monkeypatch.setenv("PGUSER", "clerk")

    server = settings.connection()

    assert (server.host, server.port, server.user) == ("db.internal", "5432", "clerk")


def test_server_of_a_named_odoo_conf_is_used(monkeypatch, tmp_path):
    conf = tmp_path / "odoo.conf"
    conf.write_text("[options]\ndb_host = db.internal\ndb_port = 5433\ndb_user = clerk\ndb_password = False\n")
    monkeypatch.delenv("PGHOST", raising=False)
    monkeypatch.setenv("ODOO_CONF", str(conf))

    server = settings.connection()

    assert server == settings.Connection("db.internal", "5433", "clerk", "")


def test_odoo_conf_without_a_server_is_refused(monkeypatch, tmp_path):
    monkeypatch.delenv("PGHOST", raising=False)
    monkeypatch.setenv("ODOO_CONF", str(tmp_path / "missing.conf"))

    with pytest.raises(console.Problem, match="unset ODOO_CONF"):
        settings.connection()


def test_configuration_we_write_is_private_and_for_loopback(monkeypatch, tmp_path):
    server = settings.Connection("127.0.0.1", "5432", "odoo", "secret")

    conf = settings.write_conf(tmp_path / "odoo.conf", server, http_port=1)

    assert conf.stat().st_mode & 0o077 == 0
    assert "http_interface = 127.0.0.1" in conf.read_text()
    assert "list_db = False" in conf.read_text()


def test_free_port_can_be_bound():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", postgres.free_port()))


def _junit(folder, **counts):
    path = folder / "group.xml"
    attributes = " ".join(f'{name}="{number}"' for name, number in counts.items())
    path.write_text(f"<testsuites><testsuite {attributes}/></testsuites>")
    return path


def test_skipped_test_makes_the_run_fail(tmp_path, capsys):
    outcome = report.outcome("odoo", _junit(tmp_path, tests=3, failures=0, errors=0, skipped=1), 0, 1.0)

    assert not outcome.is_good
    assert report.summary([outcome]) == 1
    assert capsys.readouterr().out.endswith("\n2 passed, 1 failed\n")


def test_passing_groups_end_in_a_plain_line_of_counts(tmp_path, capsys):
    outcome = report.outcome("odoo", _junit(tmp_path, tests=3, failures=0, errors=0, skipped=0), 0, 1.0)

    assert report.summary([outcome]) == 0
    assert capsys.readouterr().out.endswith("\n3 passed, 0 failed\n")


def test_group_that_left_no_report_has_failed(tmp_path, capsys):
    outcome = report.outcome("odoo", tmp_path / "missing.xml", 3, 1.0)

    assert report.summary([outcome]) == 1
    assert capsys.readouterr().out.endswith("\n0 passed, 1 failed\n")


def test_run_without_any_test_has_failed():
    assert report.summary([]) == 1


def test_unknown_group_is_refused():
    with pytest.raises(console.Problem, match="no such group: nonsense"):
        testrun.main("test", ["nonsense"])


def test_welcome_names_the_address_and_every_login():
    text = welcome.text("http://localhost:8069")

    assert "http://localhost:8069" in text
    for login in ("sales", "controller", "manager", "auditor", "warehouse"):
        assert re.search(rf"^\s+{login}\s", text, re.MULTILINE)


def test_records_are_kept_for_this_process_too(elsewhere):
    processes.record("self", os.getpid(), url="http://localhost:1")

    assert processes.recorded("self")["url"] == "http://localhost:1"
