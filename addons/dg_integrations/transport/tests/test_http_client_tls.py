"""Is a receiver over TLS who it claims to be?"""

import contextlib
import datetime
import select
import socket
import ssl

import pytest
from certificates import Authority
from dg_integrations.logic.outcome import AttemptError
from postings import DEADLINE, names, no_names, posting, send
from receivers import END, answering, reply

HOST = "hook.example"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def secure(one, authority=None, **values):
    values.setdefault("host", HOST)
    return posting(one.port, scheme="https", ca_file=str(authority.file) if authority else "", **values)


def to_here():
    return names(hook_example=["127.0.0.1"])


def test_the_certificate_is_of_the_name_although_the_connection_goes_to_an_address(receiver, authority):
    seen = []
    tls = authority.context(HOST)
    tls.sni_callback = lambda _socket, name, _context: seen.append(name)
    one = receiver(answering(reply()), tls=tls)

    attempt = send(secure(one, authority), to_here())

    assert (attempt.status, attempt.pinned_ip, attempt.message) == (200, "127.0.0.1", "")
    assert seen == [HOST]


def test_a_certificate_may_be_of_an_address(receiver, authority):
    one = receiver(answering(reply()), tls=authority.context("127.0.0.1"))

    assert send(secure(one, authority, host="127.0.0.1"), no_names).status == 200


@pytest.mark.parametrize(
    ("host", "ends", "words"),
    [
        ("other.example", datetime.timedelta(days=1), "Hostname mismatch"),
        ("127.0.0.1", datetime.timedelta(days=1), "Hostname mismatch"),
        (HOST, datetime.timedelta(days=-1), "expired"),
    ],
    ids=["other name", "address", "expired"],
)
def test_a_wrong_certificate_is_refused(receiver, authority, host, ends, words):
    one = receiver(answering(reply()), tls=authority.context(host, ends))

    attempt = send(secure(one, authority), to_here())

    assert attempt.error is AttemptError.TLS
    assert words in attempt.message
    assert one.requests == []


def test_an_unknown_authority_is_refused(receiver, authority):
    one = receiver(answering(reply()), tls=authority.context(HOST))

    attempt = send(secure(one), to_here())

    assert attempt.error is AttemptError.TLS
    assert "self-signed" in attempt.message or "unable to get local issuer" in attempt.message


def test_the_file_of_authorities_is_read_again_when_it_has_changed(receiver, authority, tmp_path):
    one = receiver(answering(reply()), tls=authority.context(HOST))
    other = Authority(tmp_path, "other")
    assert send(secure(one, other), to_here()).error is AttemptError.TLS

    other.file.write_bytes(authority.file.read_bytes())

    assert send(secure(one, other), to_here()).status == 200


@pytest.mark.parametrize("content", [None, "nonsense"])
def test_a_file_of_authorities_that_cannot_be_read_is_an_error_of_ours(authority, tmp_path, content):
    authority = type("Missing", (), {"file": tmp_path / "missing.pem"})
    if content:
        authority.file.write_text(content)
    one = type("One", (), {"port": 1})

    assert send(secure(one, authority), to_here()).error is AttemptError.CONFIGURATION


def test_a_receiver_that_speaks_no_tls_is_refused(receiver, authority):
    one = receiver(lambda _one, connection: connection.sendall(b"HTTP/1.1 400 Bad Request" + END))

    assert send(secure(one, authority), to_here()).error is AttemptError.TLS


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
def test_an_old_version_of_tls_is_refused(receiver, authority):
    tls = authority.context(HOST)
    with contextlib.suppress(ValueError):
        tls.maximum_version = ssl.TLSVersion.TLSv1_1
    tls.set_ciphers("ALL:@SECLEVEL=0")

    assert send(secure(receiver(answering(reply()), tls=tls), authority), to_here()).error is AttemptError.TLS


def test_a_handshake_that_never_ends_is_cut_at_the_deadline(receiver, authority):
    def handshake(one, connection):
        connection.recv(1)
        one.drip(connection, b"\x16\x03\x03\x40\x00" + b"\x02" * 1000)

    attempt = send(secure(receiver(handshake), authority, deadline=DEADLINE), to_here())

    assert attempt.error is AttemptError.TIMEOUT
    assert attempt.milliseconds <= 550


def test_a_slow_answer_over_tls_is_cut_at_the_deadline(receiver, authority):
    def drip(one, connection):
        one.read(connection)
        one.drip(connection, b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000)

    one = receiver(drip, tls=authority.context(HOST))
    attempt = send(secure(one, authority, deadline=DEADLINE), to_here())

    assert attempt.error is AttemptError.TIMEOUT
    assert attempt.milliseconds <= 550


def tunnel(port):
    """An egress proxy that leads every tunnel to a port of this machine."""

    def talk(one, connection):
        one.read(connection)
        with socket.create_connection(("127.0.0.1", port), timeout=2) as inside:
            connection.sendall(b"HTTP/1.1 200 Connected" + END)
            _relay(connection, inside)

    return talk


def _relay(one, other):
    one.setblocking(False)
    other.setblocking(False)
    while True:
        ready, _writable, _odd = select.select([one, other], [], [], 2)
        for source in ready:
            content = source.recv(65536)
            if not content:
                return
            (other if source is one else one).sendall(content)


def test_through_a_proxy_the_name_is_resolved_there_and_tls_is_with_the_receiver(receiver, authority):
    inside = receiver(answering(reply("202 Accepted")), tls=authority.context(HOST))
    proxy = receiver(tunnel(inside.port))

    attempt = send(secure(inside, authority, proxy=f"http://127.0.0.1:{proxy.port}"), no_names)

    assert (attempt.status, attempt.error) == (202, None)
    assert proxy.requests[0][0].startswith(f"CONNECT {HOST}:{inside.port} HTTP/1")
    assert f"Host: {HOST}:{inside.port}" in inside.requests[0][0]


def test_a_proxy_that_refuses_is_told_as_that(receiver, authority):
    proxy = receiver(answering(reply("403 Forbidden")))

    attempt = send(secure(proxy, authority, proxy=f"http://127.0.0.1:{proxy.port}"), no_names)

    assert attempt.error is AttemptError.PROXY
    assert "403" in attempt.message


def test_an_address_behind_a_proxy_is_guarded_as_any_other(receiver, authority):
    proxy = receiver(answering(reply()))

    attempt = send(secure(proxy, authority, host="10.0.0.1", proxy=f"http://127.0.0.1:{proxy.port}"), no_names)

    assert attempt.error is AttemptError.ADDRESS_REFUSED
    assert proxy.requests == []


def test_a_proxy_without_an_address_is_told_as_that(authority):
    one = type("One", (), {"port": 1})
    resolve = names(proxy_example=[])

    assert send(secure(one, authority, proxy="http://proxy.example:3128"), resolve).error is AttemptError.DNS


def test_a_proxy_may_have_a_name(receiver, authority):
    inside = receiver(answering(reply()), tls=authority.context(HOST))
    proxy = receiver(tunnel(inside.port))
    resolve = names(proxy_example=["127.0.0.1"])

    assert send(secure(inside, authority, proxy=f"http://proxy.example:{proxy.port}"), resolve).status == 200


@pytest.mark.parametrize("proxy", ["127.0.0.1:3128", "https://127.0.0.1:3128", "http://u:p@127.0.0.1:3128"])
def test_a_proxy_that_is_none_is_an_error_of_ours(authority, proxy):
    one = type("One", (), {"port": 1})

    assert send(secure(one, authority, proxy=proxy), no_names).error is AttemptError.CONFIGURATION
