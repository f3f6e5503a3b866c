"""What do tests of a running product need?  A server, clients, a way to wait.

`make test` starts one server for all of them; a test run by hand starts its own.
"""

from __future__ import annotations

import functools
import time

import pytest

from scripts import testserver

from .client import OdooClient


@pytest.fixture(scope="session")
def server():
    """The running multi-process server: url, websocket_url, database, pid, log, connection."""
    given = testserver.current()
    if given:
        yield given
        return
    with testserver.running("dg_tests") as own:
        yield own


@pytest.fixture(scope="session")
def rpc(server):
    """`rpc(login)`: a client logged in as that user (password = login), one per login."""

    @functools.cache
    def client(login, password=None):
        return OdooClient(server.url, server.database, login, password or login)

    return client


@pytest.fixture(scope="session")
def new_rpc(server):
    """`new_rpc(login)`: a session of its own each time, for tests with several at once."""

    def client(login, password=None):
        return OdooClient(server.url, server.database, login, password or login)

    return client


@pytest.fixture(scope="session")
def eventually():
    """`eventually(question)`: the first true answer; fails when there is none in time."""

    def ask(question, seconds=30, every=0.2):
        deadline = time.monotonic() + seconds
        while True:
            answer = question()
            if answer:
                return answer
            if time.monotonic() > deadline:
                raise AssertionError(f"still {answer!r} after {seconds} s: {question}")
            time.sleep(every)

    return ask
