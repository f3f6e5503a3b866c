"""What is sent in one attempt, and what is known of it afterwards?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network

from ..logic.outcome import AttemptError
from ..logic.target_url import UrlRules


@dataclass(frozen=True, slots=True)
class Posting:
    """One message and how it may be sent.

    `headers` are ours (content type, signatures); `custom_headers` are what somebody entered for the endpoint, checked
    against a list, their values kept out of every log. `deadline` is in seconds, for everything from the name to the
    last byte that is read. `ca_file` adds certificate authorities, `proxy` is the http address of an egress proxy:
    names are then resolved, and addresses guarded, by the proxy.
    """

    url: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    custom_headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    deadline: float = 15.0
    rules: UrlRules = field(default_factory=UrlRules)
    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    ca_file: str = ""
    proxy: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one attempt came to: a status, or an error and what it was in words.

    `pinned_ip` is the address that was connected to. `headers` and `excerpt` are what is kept of the answer, redacted.
    `is_cut` says that the body was not read to its end, because it was too long or took too long: the status counts.
    `retry_after` is the header as it came.
    """

    milliseconds: int
    status: int | None = None
    error: AttemptError | None = None
    message: str = ""
    pinned_ip: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    excerpt: str = ""
    is_cut: bool = False
    retry_after: str = ""

    @property
    def ended(self) -> int | AttemptError:
        """Return how the attempt ended, as `outcome.handle` takes it."""
        return self.error or self.status or AttemptError.UNKNOWN
