"""Does a message reach a receiver as it was written, and is the answer kept as it should be?"""

import socket

import pytest
from dg_integrations.logic.outcome import AttemptError
from dg_integrations.transport.attempt import Attempt
from postings import no_names, posting, send
from receivers import answering, reply, resetting


def header_lines(request):
    return dict(line.split(": ", 1) for line in request[0].split("\r\n")[1:])


def test_the_body_and_our_headers_arrive_as_they_were_written(receiver):
    one = receiver(answering(reply("202 Accepted", b"thanks")))

    attempt = send(
        posting(one.port, headers={"webhook-id": "evt_1", "Content-Type": "application/json"}, path="/a?b=%20"),
        no_names,
    )

    assert (attempt.status, attempt.error, attempt.pinned_ip) == (202, None, "127.0.0.1")
    assert (attempt.excerpt, attempt.is_cut, attempt.ended) == ("thanks", False, 202)
    (request,) = one.requests
    assert request[0].startswith("POST /a?b=%20 HTTP/1.1\r\n")
    assert request[1] == b'{"a":1}'
    assert header_lines(request) == {
        "webhook-id": "evt_1",
        "Content-Type": "application/json",
        "Host": f"127.0.0.1:{one.port}",
        "User-Agent": "DistributionGovernance/1 (webhooks)",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "Content-Length": "7",
    }


def test_custom_headers_are_sent_and_their_values_never_kept(receiver):
    one = receiver(answering(reply("401 Unauthorized", b"no: s3cr3t-key / Basic s3cr3t-key", "Via: s3cr3t-key")))

    sent = posting(one.port, custom_headers={"Authorization": "Basic s3cr3t-key"})
    attempt = send(sent, no_names)

    assert header_lines(one.requests[0])["Authorization"] == "Basic s3cr3t-key"
    assert attempt.excerpt == "no: […] / […]"
    assert "s3cr3t" not in f"{attempt}{sent}"


@pytest.mark.parametrize("name", ["Host", "webhook-signature", "Cookie", "Content-Length"])
def test_nobody_smuggles_in_a_header_of_ours(receiver, name):
    one = receiver(answering(reply()))

    attempt = send(posting(one.port, custom_headers={name: "x"}), no_names)

    assert attempt.error is AttemptError.CONFIGURATION
    assert name in attempt.message
    assert one.requests == []


def test_a_header_of_ours_that_cannot_be_sent_is_an_error_of_ours(receiver):
    one = receiver(answering(reply()))

    attempt = send(posting(one.port, headers={"webhook-id": "a\r\nHost: b"}), no_names)

    assert attempt.error is AttemptError.CONFIGURATION
    assert one.requests == []


def test_a_redirect_is_told_and_not_followed(receiver):
    inside = receiver(answering(reply(body=b"credentials")))
    location = f"Location: http://127.0.0.1:{inside.port}/latest?token=abc"
    one = receiver(answering(reply("302 Found", b"", location, "Set-Cookie: a=b")))

    attempt = send(posting(one.port), no_names)

    assert attempt.status == 302
    assert attempt.headers == {
        "content-length": "0",
        "location": f"http://127.0.0.1:{inside.port}/latest",
    }
    assert inside.requests == []


def test_an_answer_that_says_when_to_come_back_is_kept(receiver):
    one = receiver(answering(reply("429 Too Many Requests", b"", "Retry-After: 120")))

    assert send(posting(one.port), no_names).retry_after == "120"


def test_what_is_announced_as_packed_is_not_unpacked(receiver):
    one = receiver(answering(reply("200 OK", b"\x1f\x8b" + b"\0" * 50, "Content-Encoding: gzip")))

    assert send(posting(one.port), no_names).excerpt == "(52 bytes, encoded, not read)"


def test_proxies_and_passwords_of_the_environment_are_not_used(receiver, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    other, one = receiver(answering(reply("500 Proxied"))), receiver(answering(reply()))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{other.port}")

    assert send(posting(one.port), no_names).status == 200
    assert other.requests == []
    assert "Authorization" not in header_lines(one.requests[0])


def test_two_messages_share_no_cookie(receiver):
    one = receiver(answering(reply("200 OK", b"", "Set-Cookie: session=1")))

    send(posting(one.port), no_names)
    send(posting(one.port), no_names)

    assert not any("ookie" in head for head, _body in one.requests)
    assert len(one.requests) == 2


def test_a_port_where_nobody_listens_refuses():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    attempt = send(posting(port), no_names)

    assert (attempt.status, attempt.error, attempt.ended) == (None, AttemptError.CONNECT, AttemptError.CONNECT)
    assert "refused" in attempt.message


def test_a_receiver_that_resets_the_connection_is_told_as_that(receiver):
    assert send(posting(receiver(resetting).port), no_names).error is AttemptError.RESET


def test_a_receiver_that_hangs_up_without_a_word_is_told_as_that(receiver):
    assert send(posting(receiver(answering(b"")).port), no_names).error is AttemptError.RESET


@pytest.mark.parametrize(
    "answer",
    [
        b"garbage\r\n\r\n",
        b"HTTP/1.1 abc OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX-Big: " + b"x" * 1_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
        b"\0" * 100_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\nabc",
    ],
    ids=["garbage", "status", "large status", "ssh", "1 MB header", "500 headers", "zeros", "two lengths"],
)
def test_an_answer_that_is_no_http_is_told_as_that(receiver, answer):
    attempt = send(posting(receiver(answering(answer)).port), no_names)

    assert attempt.error is AttemptError.PROTOCOL
    assert len(attempt.message) <= 400


@pytest.mark.parametrize(
    ("answer", "excerpt"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nabc", "abc"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc", ""),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "abc"),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nabcde", ""),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc", "abc"),
        (b"HTTP/1.0 200 OK\r\n\r\nabc", "abc"),
    ],
)
def test_once_there_is_a_status_it_counts_whatever_follows(receiver, answer, excerpt):
    attempt = send(posting(receiver(answering(answer)).port), no_names)

    assert (attempt.status, attempt.error, attempt.excerpt) == (
        int(answer.split()[1]),
        None,
        excerpt,
    )


def test_a_receiver_that_answers_before_it_has_read_everything_is_heard(receiver):
    def refuse(_receiver, connection):
        connection.recv(1)
        connection.sendall(reply("413 Payload Too Large"))
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    assert send(posting(receiver(refuse).port, body=b"x" * 3_000_000), no_names).status == 413


def test_an_attempt_of_which_nothing_is_known_says_so():
    assert Attempt(0).ended is AttemptError.UNKNOWN
