"""How is one message sent to an address that somebody entered, without trusting that address or its receiver?

The address is read in one way only; its host is resolved once, every answer is checked, and the connection goes to a
checked answer under the original name. Everything together ends at one deadline. Redirects are not followed but told,
at most 16 KiB of the answer are read and none of it is decoded, there are no cookies, no passwords from files and no
proxies from the environment. Whatever happens is a value: `send` raises nothing of what a receiver can cause.
"""

from __future__ import annotations

import contextlib
import ssl
import time
from collections.abc import Sequence
from dataclasses import replace
from http.client import HTTPException

import urllib3.exceptions
from urllib3.response import BaseHTTPResponse

from ..logic.address_guard import AddressProblem, pinned
from ..logic.header_rules import custom_header_problem, kept_headers
from ..logic.outcome import AttemptError
from ..logic.redaction import excerpt, redacted
from ..logic.target_url import SENTENCES, Target, UrlFault, UrlRules, read_url
from .attempt import Attempt, Posting
from .connection import Connection, connection_to, tunnel_to
from .resolver import Resolver, resolved, system_addresses
from .watchdog import Watch

USER_AGENT = "DistributionGovernance/1 (webhooks)"
MOST_READ = 16 * 1024

_MOST_ADDRESSES = 3
_LONGEST_MESSAGE = 300
_ANY_PORT = UrlRules(is_http_allowed=True, ports=range(1, 65536))
# What may come out of a conversation with a receiver who keeps to nothing.
_TROUBLE = (OSError, HTTPException, urllib3.exceptions.HTTPError, ValueError)


class _Failed(Exception):
    """An attempt that ends without a status."""

    def __init__(self, error: AttemptError, message: str, pinned_ip: str = "") -> None:
        super().__init__(message)
        self.attempt = Attempt(0, error=error, message=message[:_LONGEST_MESSAGE], pinned_ip=pinned_ip)


def send(posting: Posting, resolve: Resolver = system_addresses) -> Attempt:
    """Send one message and return what it came to, at the latest when its deadline has passed.

    Uses nothing but its arguments, so that it may run in any thread. `resolve` stands for the system's resolver.
    """
    began = time.monotonic()
    with Watch(posting.deadline) as watch:
        try:
            found = _sent(posting, resolve, watch)
        except _Failed as failed:
            found = failed.attempt
    message = redacted(found.message, _secrets(posting))
    return replace(found, milliseconds=round((time.monotonic() - began) * 1000), message=message)


def _sent(posting: Posting, resolve: Resolver, watch: Watch) -> Attempt:
    """Return the attempt, its duration still open. Raises _Failed where it ends without a status."""
    target = _target(posting)
    _check_headers(posting)
    if posting.proxy:
        proxy, addresses = _through_proxy(posting, target, resolve, watch)
    else:
        proxy, addresses = None, _guarded(posting, target, resolve, watch)
    connection, address = _connected(posting, target, proxy, addresses, watch)
    try:
        response = _answered(connection, posting, target, address, watch)
        return _told(response, posting, address)
    finally:
        connection.close()


def _target(posting: Posting) -> Target:
    target = read_url(posting.url, posting.rules)
    if isinstance(target, UrlFault):
        raise _Failed(AttemptError.TARGET_REFUSED, SENTENCES[target])
    return target


def _check_headers(posting: Posting) -> None:
    for name, value in posting.custom_headers.items():
        if problem := custom_header_problem(name, value):
            raise _Failed(AttemptError.CONFIGURATION, problem)


def _guarded(posting: Posting, target: Target, resolve: Resolver, watch: Watch) -> Sequence[str]:
    """Return the addresses of the target, all of which may be connected to."""
    answers = [target.host] if target.is_literal else _resolved(resolve, target, watch)
    addresses = pinned(answers, posting.allowed_networks)
    if isinstance(addresses, AddressProblem):
        raise _Failed(AttemptError.ADDRESS_REFUSED, addresses.message)
    return addresses


def _through_proxy(posting: Posting, target: Target, resolve: Resolver, watch: Watch) -> tuple[Target, Sequence[str]]:
    """Return the proxy and its addresses. It guards names itself; an address as the target is guarded here as well."""
    proxy = read_url(posting.proxy, _ANY_PORT)
    if isinstance(proxy, UrlFault) or proxy.is_tls:
        raise _Failed(AttemptError.CONFIGURATION, "The address of the proxy is not of the form http://host:port.")
    if target.is_literal:
        _guarded(posting, target, resolve, watch)
    return proxy, [proxy.host] if proxy.is_literal else _resolved(resolve, proxy, watch)


def _resolved(resolve: Resolver, target: Target, watch: Watch) -> Sequence[str]:
    try:
        return resolved(resolve, target.host, target.port, watch.left)
    except TimeoutError as error:
        raise _Failed(AttemptError.TIMEOUT, str(error)) from None
    except OSError as error:
        raise _Failed(AttemptError.DNS, f"The name {target.host} cannot be resolved: {error}") from None


def _connected(
    posting: Posting, target: Target, proxy: Target | None, addresses: Sequence[str], watch: Watch
) -> tuple[Connection, str]:
    """Return an open connection and its address. Where a host cannot be reached at one address, the next is tried."""
    tried = addresses[:_MOST_ADDRESSES]
    for left, address in zip(range(len(tried), 0, -1), tried, strict=True):
        connection = _closed_connection(posting, target, proxy, address, watch)
        connection.timeout = watch.left / left
        try:
            connection.connect()
        except _TROUBLE as error:
            connection.close()
            is_next_tried = isinstance(error, urllib3.exceptions.HTTPError) and left > 1 and not watch.is_over
            if not is_next_tried:
                raise _Failed(_connecting_error(error, proxy, watch), _words(error), address) from None
        else:
            return connection, address
    raise _Failed(AttemptError.DNS, "The host has no address.")


def _closed_connection(
    posting: Posting, target: Target, proxy: Target | None, address: str, watch: Watch
) -> Connection:
    try:
        if proxy:
            return tunnel_to(target, address, proxy.port, watch, posting.ca_file)
        return connection_to(target, address, watch, posting.ca_file)
    except OSError:
        raise _Failed(AttemptError.CONFIGURATION, "The file of certificate authorities cannot be read.") from None


def _answered(connection: Connection, posting: Posting, target: Target, address: str, watch: Watch) -> BaseHTTPResponse:
    """Return the answer, of which status and headers are read."""
    headers = {
        **posting.custom_headers,
        **posting.headers,
        "Host": target.authority,
        "User-Agent": USER_AGENT,
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    connection.timeout = watch.left
    connection.sock.settimeout(watch.left)
    try:
        # A server that refuses may answer and hang up before it has read everything.
        with contextlib.suppress(BrokenPipeError):
            _ask(connection, target.path, posting.body, headers)
        return connection.getresponse()
    except _TROUBLE as error:
        raise _Failed(_talking_error(error, watch), _words(error), address) from None


def _ask(connection: Connection, path: str, body: bytes, headers: dict[str, str]) -> None:
    """Send the request. Raises _Failed for a header of ours that cannot be sent: nothing went out then."""
    try:
        connection.request("POST", path, body, headers, preload_content=False, decode_content=False)
    except ValueError as error:
        raise _Failed(AttemptError.CONFIGURATION, _words(error)) from None


def _told(response: BaseHTTPResponse, posting: Posting, address: str) -> Attempt:
    """Return what is kept of an answer."""
    secrets = _secrets(posting)
    content, is_cut = _read(response)
    kept = {name: redacted(value, secrets) for name, value in kept_headers(response.headers).items()}
    return Attempt(
        0,
        status=response.status,
        pinned_ip=address,
        headers=kept,
        excerpt=excerpt(content, kept.get("content-encoding", ""), secrets),
        is_cut=is_cut,
        retry_after=kept.get("retry-after", ""),
    )


def _read(response: BaseHTTPResponse) -> tuple[bytes, bool]:
    """Return the first part of a body as it came, and whether there was more, or more could have come."""
    content = b""
    try:
        while len(content) <= MOST_READ:
            part = response.read1(MOST_READ + 1 - len(content), decode_content=False)
            if not part:
                return content, False
            content += part
    except _TROUBLE:
        return content, True
    return content[:MOST_READ], True


def _connecting_error(error: Exception, proxy: Target | None, watch: Watch) -> AttemptError:
    """Return the kind of an error that came before anything was sent."""
    # urllib3 counts a refused connection among the time-outs.
    is_refused = isinstance(error, urllib3.exceptions.NewConnectionError)
    is_late = isinstance(error, TimeoutError | urllib3.exceptions.ConnectTimeoutError)
    if watch.is_over or (is_late and not is_refused):
        return AttemptError.TIMEOUT
    if isinstance(error, ssl.SSLError):
        return AttemptError.TLS
    if proxy:
        return AttemptError.PROXY
    return AttemptError.RESET if isinstance(error, ConnectionError) else AttemptError.CONNECT


def _talking_error(error: Exception, watch: Watch) -> AttemptError:
    """Return the kind of an error that came while something was sent or received."""
    if watch.is_over or isinstance(error, TimeoutError):
        return AttemptError.TIMEOUT
    if isinstance(error, ssl.SSLError):
        return AttemptError.TLS
    return AttemptError.RESET if isinstance(error, OSError) else AttemptError.PROTOCOL


def _words(error: Exception) -> str:
    """Return an error in words."""
    return f"{type(error).__name__}: {error}"


def _secrets(posting: Posting) -> list[str]:
    """Return what must not be kept: the values of custom headers, whole and without the kind of authorization."""
    values = list(posting.custom_headers.values())
    return values + [value.rpartition(" ")[2] for value in values]
