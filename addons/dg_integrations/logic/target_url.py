"""Where does an endpoint's address point to, if it can only be read in one way?

Programs disagree about odd addresses, and what one of them checks another one may not connect to. So anything odd is
refused: user names, fragments, backslashes, letters beyond ASCII, numbers that stand for hosts, percent signs in a
host, a full stop at its end.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from ipaddress import IPv6Address, ip_address

LONGEST_URL = 2048
HTTPS_PORTS = frozenset({443, 8443})

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)?(?P<query>\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?\[\]]*)?",
    re.ASCII,
)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_LONGEST_NAME = 253

# Names under which clouds answer with what belongs to the machine alone.
_METADATA_NAMES = frozenset({"metadata", "metadata.google.internal", "metadata.goog", "instance-data"})


class UrlFault(Enum):
    """Why an address is refused. The values are stable and may be stored."""

    TOO_LONG = "too_long"
    NOT_ASCII = "not_ascii"
    USER_INFO = "user_info"
    FRAGMENT = "fragment"
    MALFORMED = "malformed"
    NOT_HTTPS = "not_https"
    BAD_HOST = "bad_host"
    PORT = "port"


SENTENCES = {
    UrlFault.TOO_LONG: f"The address has more than {LONGEST_URL} characters.",
    UrlFault.NOT_ASCII: "The address holds letters beyond ASCII. Write the host in its xn-- form and the rest with %.",
    UrlFault.USER_INFO: "The address holds a user name. Use a header or a signature instead.",
    UrlFault.FRAGMENT: "The address holds a # and what follows it, which is never sent. Leave it away.",
    UrlFault.MALFORMED: "The address is not of the form https://host/path.",
    UrlFault.NOT_HTTPS: "The address does not start with https://, which this endpoint requires.",
    UrlFault.BAD_HOST: "The host is no full name and no address in its usual form.",
    UrlFault.PORT: "The port is not one of those that are allowed. Ask an administrator to allow it.",
}


@dataclass(frozen=True, slots=True)
class UrlRules:
    """What an address may be besides https on 443 or 8443: `is_http_allowed` adds http on 80, `ports` adds ports."""

    is_http_allowed: bool = False
    ports: Collection[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Target:
    """Where to connect and what to ask for. `host` is lower-case, an IPv6 address without its brackets."""

    is_tls: bool
    host: str
    port: int
    path: str

    @property
    def is_literal(self) -> bool:
        """Return whether the host is an address, so that there is nothing to resolve."""
        return _is_address(self.host)

    @property
    def authority(self) -> str:
        """Return the host as in a Host header: with its port unless that is the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.is_tls else 80) else f"{host}:{self.port}"


def read_url(text: str, rules: UrlRules | None = None) -> Target | UrlFault:
    """Return where an address points to, or why it is refused."""
    rules = rules or UrlRules()
    fault = _oddity(text)
    if fault:
        return fault
    found = _URL.fullmatch(text)
    if not found:
        return UrlFault.MALFORMED
    is_tls = found["scheme"] == "https"
    if not is_tls and not rules.is_http_allowed:
        return UrlFault.NOT_HTTPS
    host = found["host"].lower()
    if not _is_host(host):
        return UrlFault.BAD_HOST
    port = int(found["port"]) if found["port"] else (443 if is_tls else 80)
    if not _is_port_allowed(port, rules):
        return UrlFault.PORT
    return Target(is_tls, host.strip("[]"), port, (found["path"] or "/") + (found["query"] or ""))


def _is_port_allowed(port: int, rules: UrlRules) -> bool:
    """Return whether the rules allow a port; 0 and what is beyond 65535 are none."""
    is_usual = port in HTTPS_PORTS or (rules.is_http_allowed and port == 80)
    return 0 < port < 65536 and (is_usual or port in rules.ports)


def _oddity(text: str) -> UrlFault | None:
    """Return what is so odd about an address that it is told apart from a mere mistake."""
    if len(text) > LONGEST_URL:
        return UrlFault.TOO_LONG
    if not text.isascii():
        return UrlFault.NOT_ASCII
    if "#" in text:
        return UrlFault.FRAGMENT
    authority = re.split(r"[/?\\]", text.partition("://")[2], maxsplit=1)[0]
    return UrlFault.USER_INFO if "@" in authority else None


def _is_host(host: str) -> bool:
    """Return whether a host is a name or an address that everybody reads alike."""
    if host.startswith("["):
        return _is_address(host[1:-1])
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):  # a number in any notation, such as 2130706433 or 127.1
        return _is_address(host)
    is_name = len(host) <= _LONGEST_NAME and all(_LABEL.fullmatch(label) for label in labels)
    return is_name and host not in _METADATA_NAMES


def _is_address(host: str) -> bool:
    """Return whether a host is an IPv4 address of four plain numbers or an IPv6 address without a zone."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    return not (isinstance(address, IPv6Address) and address.scope_id)
