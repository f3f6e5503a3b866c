"""Does the watch over attempts survive what processes do?"""

import os
import socket
import threading

from dg_integrations.transport import watchdog
from dg_integrations.transport.watchdog import Watch


def test_a_connection_that_is_made_too_late_is_shut_at_once():
    one, other = socket.socketpair()
    with one, other, Watch(9) as watch:
        watch.end()
        watch.over(one)

        other.settimeout(1)
        assert other.recv(1) == b""
        assert watch.is_over


def test_only_the_last_connection_of_an_attempt_is_shut():
    first, last = socket.socketpair(), socket.socketpair()
    with Watch(9) as watch:
        watch.over(first[0])
        watch.over(last[0])
        watch.end()

    first[0].sendall(b"alive")
    assert first[1].recv(9) == b"alive"
    assert last[1].recv(1) == b""
    for one in (*first, *last):
        one.close()


def test_a_connection_that_is_gone_already_disturbs_nobody():
    with socket.create_server(("127.0.0.1", 0)) as server:
        one = socket.create_connection(server.getsockname())
    with one, Watch(9) as watch:
        watch.over(one)
        watch.end()
        watch.end()


def test_what_has_ended_is_not_touched_any_more():
    one, other = socket.socketpair()
    with one, other:
        with Watch(9) as watch:
            watch.over(one)
        watch.end()

        one.sendall(b"alive")
        assert other.recv(9) == b"alive"


def test_a_process_that_forks_watches_in_the_child_as_well():
    with Watch(9):
        pass
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        one, other = socket.socketpair()
        other.settimeout(5)
        with Watch(0.05) as watch:
            watch.over(one)
            os.write(writing, b"cut" if other.recv(1) == b"" else b"not")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 9) == b"cut"
    os.close(reading)
    os.close(writing)


def test_one_thread_watches_over_everything():
    before = [thread.name for thread in threading.enumerate()].count("dg-watchdog")
    for _time in range(20):
        with Watch(9):
            pass

    assert [thread.name for thread in threading.enumerate()].count("dg-watchdog") <= max(before, 1)
    assert watchdog._watchdog._thread.daemon
