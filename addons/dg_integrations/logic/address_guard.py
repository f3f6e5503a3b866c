"""May we connect to this address?

Whoever may enter an address of an endpoint must not thereby reach what only this server can reach (server-side request
forgery). So only public addresses pass, and private ones only in networks that an administrator has listed. An IPv4
address inside an IPv6 one has to pass as well. Some addresses never pass, whatever is listed: those under which clouds
hand out the credentials of their machines, and those that are not one machine.

`ipaddress.is_global` alone is not enough: it calls NAT64, 6to4, multicast and several reserved ranges global.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Listing a wider network is a mistake: it would hold half the world.
_WIDEST = {4: 8, 6: 7}

_NEVER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",  # this host
        "169.254.169.254/32",  # metadata of most clouds
        "169.254.170.2/32",  # credentials of containers at Amazon
        "169.254.170.23/32",
        "100.100.100.200/32",  # metadata at Alibaba
        "168.63.129.16/32",  # host agent at Azure, although public
        "192.0.0.192/32",  # metadata at Oracle
        "224.0.0.0/4",
        "255.255.255.255/32",
        "::/128",
        "fd00:ec2::/32",  # metadata at Amazon
        "fd20:ce::254/128",  # metadata at Google
        "ff00::/8",
    )
)

_NOT_PUBLIC = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "240.0.0.0/4",
        "::/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",
    )
)

_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_COMPATIBLE = IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


class AddressFault(Enum):
    """Why an address is refused. The values are stable and may be stored."""

    NO_ADDRESS = "no_address"
    NOT_AN_ADDRESS = "not_an_address"
    NEVER = "never_allowed"
    NOT_PUBLIC = "not_public"


@dataclass(frozen=True, slots=True)
class AddressProblem:
    """An address that is refused, and why."""

    fault: AddressFault
    address: str = ""

    @property
    def message(self) -> str:
        """Return the problem as a sentence."""
        return _SENTENCES[self.fault].format(address=self.address)


_SENTENCES = {
    AddressFault.NO_ADDRESS: "The host has no address.",
    AddressFault.NOT_AN_ADDRESS: "“{address}” is not an address to connect to.",
    AddressFault.NEVER: "{address} is never connected to, whatever networks are allowed.",
    AddressFault.NOT_PUBLIC: "{address} is not public. Ask an administrator to allow its network for this endpoint.",
}


def read_networks(text: str) -> tuple[Network, ...]:
    """Return the networks written as ``10.1.0.0/16, fd00:1::/32``, separated by commas or spaces.

    Raises ValueError, with a sentence for whoever wrote them, for what is no network or too wide to be one's own.
    """
    found = []
    for word in text.replace(",", " ").split():
        try:
            network = ip_network(word)
        except ValueError:
            raise ValueError(f"“{word}” is not a network. Write one such as 10.1.0.0/16 or fd00:1::/32.") from None
        if network.prefixlen < _WIDEST[network.version]:
            raise ValueError(f"The network {network} is too wide. List the networks that you run.")
        found.append(network)
    return tuple(found)


def pinned(answers: Iterable[str], allowed: Sequence[Network] = ()) -> tuple[str, ...] | AddressProblem:
    """Return the addresses to connect to, in their order, each once; or the first problem of any of them.

    One refused address refuses them all: a name that also points inside is not to be trusted. What is returned are
    addresses, so that nobody resolves the name a second time.
    """
    found: dict[str, None] = {}
    for answer in answers:
        judged = judge(answer, allowed)
        if isinstance(judged, AddressProblem):
            return judged
        found[str(judged)] = None
    return tuple(found) or AddressProblem(AddressFault.NO_ADDRESS)


def judge(text: str, allowed: Sequence[Network] = ()) -> Address | AddressProblem:
    """Return the address to connect to, or why it is refused. An IPv4-mapped address is the IPv4 address it means."""
    try:
        address = ip_address(text)
    except ValueError:
        return AddressProblem(AddressFault.NOT_AN_ADDRESS, text)
    if isinstance(address, IPv6Address) and address.scope_id:
        return AddressProblem(AddressFault.NOT_AN_ADDRESS, text)
    address = getattr(address, "ipv4_mapped", None) or address
    for part in (address, *_inside(address)):
        fault = _fault(part, allowed)
        if fault:
            return AddressProblem(fault, text)
    return address


def _fault(address: Address, allowed: Sequence[Network]) -> AddressFault | None:
    """Return why an address is refused, None where it is not."""
    if any(address in network for network in _NEVER):
        return AddressFault.NEVER
    if any(address in network for network in allowed):
        return None
    is_public = address.is_global and not any(address in network for network in _NOT_PUBLIC)
    return None if is_public else AddressFault.NOT_PUBLIC


def _inside(address: Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that packets to an IPv6 address may end up at."""
    if isinstance(address, IPv4Address):
        return []
    number = int(address)
    low = IPv4Address(number & 0xFFFFFFFF)
    found = [low] if any(address in network for network in _NAT64) else []
    if address in _COMPATIBLE and number > 1:
        found.append(low)
    if (number >> 32) & 0xFFFFFFFF in _ISATAP:
        found.append(low)
    if address.sixtofour:
        found.append(address.sixtofour)
    # Of a Teredo address, the server; the client is one of them, too.
    return [*found, *(address.teredo or ())]
