"""Messages to receivers on this machine, sent as to anybody else."""

import functools

from dg_integrations.logic.address_guard import read_networks
from dg_integrations.logic.target_url import UrlRules
from dg_integrations.transport.attempt import Posting
from dg_integrations.transport.http_client import send

LOOPBACK = read_networks("127.0.0.0/8")
DEADLINE = 0.3
# A deadline that no test waits for: it is there so that none hangs.
GENEROUS = 5


def posting(port, host="127.0.0.1", scheme="http", path="/hook", **values):
    """A message to a receiver on this machine."""
    values = {
        "body": b'{"a":1}',
        "deadline": GENEROUS,
        "rules": UrlRules(is_http_allowed=True, ports={port}),
        "allowed_networks": LOOPBACK,
        **values,
    }
    return Posting(f"{scheme}://{host}:{port}{path}", **values)


def names(**addresses):
    """A resolver that knows these names only; it fails a test that resolves one twice."""

    @functools.cache
    def seen(host):
        return []

    def resolve(host, _port):
        seen(host).append(host)
        assert len(seen(host)) == 1, f"{host} was resolved twice"
        if host.replace(".", "_") not in addresses:
            raise OSError("no such name")
        return addresses[host.replace(".", "_")]

    return resolve


def no_names(host, _port):
    """A resolver that nobody should ask."""
    raise AssertionError(f"{host} was resolved")


__all__ = ["DEADLINE", "GENEROUS", "LOOPBACK", "names", "no_names", "posting", "send"]
