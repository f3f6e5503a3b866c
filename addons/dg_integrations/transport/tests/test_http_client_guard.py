"""Can neither a name nor an address make us connect where we must not?"""

import pytest
from dg_integrations.logic.address_guard import read_networks
from dg_integrations.logic.outcome import AttemptError
from dg_integrations.transport import resolver as resolving
from postings import DEADLINE, names, no_names, posting, send
from receivers import answering, reply


def test_a_name_is_resolved_once_and_the_connection_goes_to_that_answer(receiver):
    one = receiver(answering(reply()))
    rebinding = iter([["127.0.0.1"], ["127.0.0.2"]])

    attempt = send(posting(one.port, host="hook.example"), lambda _host, _port: next(rebinding))

    assert (attempt.status, attempt.pinned_ip) == (200, "127.0.0.1")
    assert f"Host: hook.example:{one.port}" in one.requests[0][0]
    assert next(rebinding) == ["127.0.0.2"]


def test_a_name_that_later_points_inside_is_checked_again_every_time(receiver):
    one = receiver(answering(reply()))
    rebinding = iter([["127.0.0.1"], ["10.0.0.1"]])
    sent = posting(one.port, host="hook.example")

    assert send(sent, lambda _host, _port: next(rebinding)).status == 200
    assert send(sent, lambda _host, _port: next(rebinding)).error is AttemptError.ADDRESS_REFUSED
    assert len(one.requests) == 1


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        ["::1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1"],
        ["8.8.8.8", "1.1.1.1", "127.0.0.1"],
        ["169.254.169.254"],
        ["fe80::1%lo"],
        ["0.0.0.0"],
    ],
)
def test_one_answer_that_points_inside_stops_everything(receiver, answers):
    one = receiver(answering(reply()))

    attempt = send(posting(one.port, host="hook.example", allowed_networks=()), names(hook_example=answers))

    assert attempt.error is AttemptError.ADDRESS_REFUSED
    assert attempt.message.endswith(".")
    assert one.requests == []


def test_an_address_that_is_entered_as_such_is_checked_as_well(receiver):
    one = receiver(answering(reply()))

    attempt = send(posting(one.port, allowed_networks=read_networks("10.0.0.0/8")), no_names)

    assert attempt.error is AttemptError.ADDRESS_REFUSED
    assert one.requests == []


@pytest.mark.parametrize("url", ["http://2130706433/", "http://127.1/", "http://u@127.0.0.1/", "file:///etc/passwd"])
def test_an_odd_address_is_not_even_resolved(url):
    sent = posting(80)
    attempt = send(type(sent)(url, b"", rules=sent.rules), no_names)

    assert attempt.error is AttemptError.TARGET_REFUSED


def test_a_name_that_does_not_exist_is_told_as_that():
    attempt = send(posting(1, host="nowhere.example"), names())

    assert attempt.error is AttemptError.DNS
    assert attempt.message == "The name nowhere.example cannot be resolved: no such name"


def test_a_name_that_the_system_cannot_even_ask_for_is_told_as_that():
    def odd(_host, _port):
        raise UnicodeError("label too long")

    assert send(posting(1, host="odd.example"), odd).error is AttemptError.DNS


def test_a_name_without_addresses_is_told_as_that():
    assert send(posting(1, host="empty.example"), names(empty_example=[])).error is AttemptError.ADDRESS_REFUSED


def test_where_one_address_cannot_be_reached_the_next_one_is_tried(receiver):
    one = receiver(answering(reply()))  # listens on the second address only

    attempt = send(posting(one.port, host="hook.example"), names(hook_example=["127.0.0.2", "127.0.0.1", "127.0.0.3"]))

    assert (attempt.status, attempt.pinned_ip) == (200, "127.0.0.1")


def test_the_system_resolves_names_of_this_machine(receiver):
    one = receiver(answering(reply()))

    assert "127.0.0.1" in resolving.system_addresses("localhost", one.port)
    assert resolving.system_addresses("127.0.0.1", one.port) == ["127.0.0.1"]


def test_only_so_many_names_are_resolved_at_once(monkeypatch):
    monkeypatch.setattr(resolving, "_places", resolving.threading.BoundedSemaphore(1))
    resolving._places.acquire()

    attempt = send(posting(1, host="hook.example", deadline=DEADLINE), no_names)

    assert (attempt.error, attempt.message) == (AttemptError.TIMEOUT, "Too many names are being resolved.")
