"""Is the server that the other tests talk to like one in production?"""

import psutil
import pytest
import requests

from tests.client import OdooClient, RpcError


def test_server_answers_with_its_database(server):
    answer = requests.get(f"{server.url}/web/health?db_server_status=1", timeout=30)

    assert answer.json() == {"status": "pass", "db_server_status": True}


def test_server_runs_several_workers_a_websocket_process_and_a_cron_process(server):
    processes = psutil.Process(server.pid).children()

    commands = [" ".join(process.cmdline()) for process in processes]
    assert len([command for command in commands if "gevent" in command]) == 1
    assert len(processes) >= 4, commands


def test_websocket_process_answers_on_its_own_port(server):
    url = server.websocket_url.replace("ws://", "http://")

    assert requests.get(f"{url}/websocket/health", timeout=30).json() == {"status": "pass"}


def test_server_listens_on_loopback_only(server):
    addresses = {address for process in psutil.Process(server.pid).children() for address in _listening(process)}

    assert addresses == {"127.0.0.1"}


def _listening(process):
    try:
        connections = process.net_connections("tcp")
    except psutil.NoSuchProcess:  # a child that only lived for one command
        return []
    return [one.laddr.ip for one in connections if one.status == psutil.CONN_LISTEN]


def test_database_manager_is_closed(server):
    answer = requests.get(f"{server.url}/web/database/list", json={}, timeout=30)

    assert server.database not in answer.text


def test_client_logs_in_and_reads_its_own_user(rpc):
    admin = rpc("admin")

    assert admin.read("res.users", [admin.uid], ["login"]) == [{"id": admin.uid, "login": "admin"}]


def test_wrong_password_is_an_rpc_error_with_the_name_odoo_gave_it(server):
    with pytest.raises(RpcError) as refused:
        OdooClient(server.url, server.database, "admin", "wrong")

    assert refused.value.name == "AccessDenied"


def test_refused_call_tells_the_exception_and_the_message(rpc):
    with pytest.raises(RpcError) as refused:
        rpc("admin").create("res.partner", {"parent_id": 1, "no_such_field": 1})

    assert refused.value.name == "ValueError"
    assert "no_such_field" in refused.value.message
