"""Does every attempt end in time and read no more than it keeps, whatever the receiver does?"""

import os
import threading
import time

import pytest
from dg_integrations.logic.outcome import AttemptError
from postings import DEADLINE, no_names, posting, send
from receivers import END, answering, reply

# How much later than its deadline an attempt may end on a busy machine.
GRACE = 0.25


def silent(receiver, _connection):
    receiver.is_closing.wait(2)


def slow_header(receiver, connection):
    receiver.read(connection)
    receiver.drip(connection, b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000)


def slow_status(receiver, connection):
    receiver.read(connection)
    receiver.drip(connection, b"H" * 1000)


def slow_body(receiver, connection):
    receiver.read(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000" + END)
    receiver.drip(connection, b"y" * 1000)


def slow_chunks(receiver, connection):
    receiver.read(connection)
    connection.sendall(b"HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked" + END)
    receiver.drip(connection, b"1\r\nz\r\n" * 1000, every=0.01)


def endless_interim(receiver, connection):
    receiver.read(connection)
    while not receiver.is_closing.wait(0.01):
        connection.sendall(b"HTTP/1.1 100 Continue" + END)


def deaf(receiver, _connection):
    """Never reads, so that the sender's buffers fill up."""
    receiver.is_closing.wait(2)


@pytest.mark.parametrize("talk", [silent, slow_header, slow_status, endless_interim])
def test_a_receiver_that_never_gets_to_a_status_is_cut_at_the_deadline(receiver, talk):
    attempt = send(posting(receiver(talk).port, deadline=DEADLINE), no_names)

    assert attempt.error is AttemptError.TIMEOUT
    assert DEADLINE * 1000 - 20 <= attempt.milliseconds <= (DEADLINE + GRACE) * 1000


def test_a_receiver_that_does_not_listen_is_cut_at_the_deadline(receiver):
    attempt = send(posting(receiver(deaf).port, deadline=DEADLINE, body=b"x" * 30_000_000), no_names)

    assert attempt.error is AttemptError.TIMEOUT
    assert attempt.milliseconds <= (DEADLINE + GRACE) * 1000


@pytest.mark.parametrize(("talk", "status", "letter"), [(slow_body, 200, "y"), (slow_chunks, 500, "z")])
def test_a_slow_body_is_cut_at_the_deadline_and_its_status_counts(receiver, talk, status, letter):
    attempt = send(posting(receiver(talk).port, deadline=DEADLINE), no_names)

    assert (attempt.status, attempt.error, attempt.is_cut) == (status, None, True)
    assert set(attempt.excerpt) == {letter}
    assert attempt.milliseconds <= (DEADLINE + GRACE) * 1000


def test_a_huge_body_is_read_up_to_a_limit(receiver):
    sent = []

    def pour(one, connection):
        one.read(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10000000000" + END)
        for _time in range(10_000):
            connection.sendall(b"x" * 65536)
            sent.append(1)

    attempt = send(posting(receiver(pour).port), no_names)

    assert (attempt.status, attempt.is_cut, attempt.excerpt) == (200, True, "x" * 4096)
    assert attempt.milliseconds < 1000
    assert len(sent) < 1000


def test_chunks_without_end_are_read_up_to_a_limit(receiver):
    def pour(one, connection):
        one.read(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked" + END)
        while not one.is_closing.is_set():
            connection.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")

    attempt = send(posting(receiver(pour).port), no_names)

    assert (attempt.status, attempt.is_cut, len(attempt.excerpt)) == (200, True, 4096)


def test_a_body_of_exactly_the_limit_is_whole(receiver):
    assert not send(posting(receiver(answering(reply(body=b"x" * 16384))).port), no_names).is_cut
    assert send(posting(receiver(answering(reply(body=b"x" * 16385))).port), no_names).is_cut


def test_a_name_that_is_not_resolved_in_time_is_cut_at_the_deadline():
    answered = threading.Event()

    def slow(_host, _port):
        answered.wait(2)
        return ["127.0.0.1"]

    attempt = send(posting(1, host="slow.example", deadline=DEADLINE), slow)
    answered.set()

    assert attempt.error is AttemptError.TIMEOUT
    assert DEADLINE * 1000 - 20 <= attempt.milliseconds <= (DEADLINE + GRACE) * 1000


def test_many_attempts_at_once_all_end_in_time(receiver):
    port = receiver(slow_header).port
    attempts = []
    threads = [
        threading.Thread(target=lambda: attempts.append(send(posting(port, deadline=DEADLINE), no_names)))
        for _number in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {attempt.error for attempt in attempts} == {AttemptError.TIMEOUT}
    assert len(attempts) == 16
    assert max(attempt.milliseconds for attempt in attempts) <= (DEADLINE + 2 * GRACE) * 1000


def test_a_late_deadline_does_not_keep_an_early_one_waiting(receiver):
    patient = threading.Thread(target=send, args=(posting(receiver(silent).port, deadline=1), no_names))
    patient.start()

    attempt = send(posting(receiver(slow_header).port, deadline=DEADLINE), no_names)
    patient.join()

    assert attempt.milliseconds <= (DEADLINE + GRACE) * 1000


def test_attempts_leave_no_open_file_behind(receiver):
    ports = [receiver(answering(reply())).port, receiver(slow_header).port]
    for port in ports:
        send(posting(port, deadline=DEADLINE), no_names)
    before = len(os.listdir("/proc/self/fd"))

    for port in ports:
        for _time in range(3):
            send(posting(port, deadline=0.1), no_names)
    ended = time.monotonic() + 2
    while len(os.listdir("/proc/self/fd")) > before and time.monotonic() < ended:
        threading.Event().wait(0.02)  # the receivers close their side in threads of their own

    assert len(os.listdir("/proc/self/fd")) <= before
