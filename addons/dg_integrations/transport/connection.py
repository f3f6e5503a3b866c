"""How do we talk to exactly the address that was checked, under the name that was asked for?"""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path
from socket import socket

import urllib3.connection

from ..logic.target_url import Target
from .watchdog import Watch


class _PlainConnection(urllib3.connection.HTTPConnection):
    """A connection whose socket is under watch from the moment it exists."""

    watch: Watch

    def _new_conn(self) -> socket:
        connection = super()._new_conn()
        self.watch.over(connection)
        return connection


class _TlsConnection(urllib3.connection.HTTPSConnection):
    """The same with TLS, whose handshake is under watch as well."""

    watch: Watch

    def _new_conn(self) -> socket:
        connection = super()._new_conn()
        self.watch.over(connection)
        return connection


Connection = _PlainConnection | _TlsConnection


def connection_to(target: Target, address: str, watch: Watch, ca_file: str = "") -> Connection:
    """Return a connection to this address that is not yet open; over TLS the certificate is of the target's name.

    Raises OSError where `ca_file` cannot be read.
    """
    if target.is_tls:
        connection: Connection = _TlsConnection(
            address,
            target.port,
            timeout=watch.left,
            server_hostname=target.host,
            ssl_context=_context(ca_file, Path(ca_file).stat().st_mtime_ns if ca_file else 0),
        )
    else:
        connection = _PlainConnection(address, target.port, timeout=watch.left)
    connection.watch = watch
    return connection


def tunnel_to(target: Target, proxy: str, port: int, watch: Watch, ca_file: str = "") -> Connection:
    """Return a connection to the target through the proxy at this address, which is asked for the target by its name.

    Without TLS the proxy is asked for a tunnel, too. Raises as `connection_to` does.
    """
    connection = connection_to(target, proxy, watch, ca_file)
    connection.port = port
    connection.set_tunnel(f"[{target.host}]" if ":" in target.host else target.host, target.port)
    return connection


@lru_cache(maxsize=32)
def _context(ca_file: str, _changed: int) -> ssl.SSLContext:
    """Return what TLS trusts: the system's authorities and those of the file, read again when it has changed."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    return context
