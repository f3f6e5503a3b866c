"""What is a client told when its request is not done?

A problem document as in RFC 9457, of a kind out of one published catalogue. Whatever a client is refused for, it gets
one of these, and never a word about the inside of the server.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

CONTENT_TYPE = "application/problem+json"
TYPES = "/dg/v1/problems/"

_RESERVED = frozenset({"type", "title", "status", "detail", "instance"})


class ProblemKind(Enum):
    """The catalogue: slug, status and title of every kind of problem. Slugs are stable: clients may rely on them."""

    MALFORMED = ("malformed", 400, "The request cannot be read")
    KEY_MISSING = ("idempotency-key-missing", 400, "The request has no Idempotency-Key")
    UNAUTHENTICATED = ("unauthenticated", 401, "The client is not known")
    SIGNATURE_REFUSED = ("signature-refused", 401, "The signature of the request is not valid")
    FORBIDDEN = ("forbidden", 403, "The client may not do this")
    NOT_ELIGIBLE = ("not-eligible", 403, "This person may not decide this")
    NOT_FOUND = ("not-found", 404, "There is no such thing for this client")
    METHOD_NOT_ALLOWED = ("method-not-allowed", 405, "This address does not know the method")
    CONFLICT = ("conflict", 409, "The state of the record does not allow this")
    ALREADY_DECIDED = ("already-decided", 409, "The request has been decided otherwise")
    IN_PROGRESS = ("in-progress", 409, "The same request is being worked on")
    REPLAYED = ("replayed", 409, "The signed message was used before")
    VERSION_MISMATCH = ("version-mismatch", 412, "The record is not in the version that was expected")
    TOO_LARGE = ("too-large", 413, "The request is too large")
    UNSUPPORTED_TYPE = ("unsupported-media-type", 415, "The request is not JSON")
    INVALID = ("invalid", 422, "The request does not have the form that was agreed")
    KEY_REUSED = ("idempotency-key-reused", 422, "The Idempotency-Key belongs to another request")
    RATE_LIMITED = ("rate-limited", 429, "The client sends too many requests")
    INTERNAL = ("internal", 500, "The server failed")
    UNAVAILABLE = ("unavailable", 503, "The server is too busy")

    def __init__(self, slug: str, status: int, title: str) -> None:
        """Give the parts of an entry their names."""
        self.slug = slug
        self.status = status
        self.title = title


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem as its client sees it.

    `detail` is a sentence about this occurrence, `instance` names it (a reference for the log). `extras` are further
    members with JSON values. `retry_after` is in seconds (None: it does not help to wait). Raises ValueError for an
    extra with the name of a standard member.
    """

    kind: ProblemKind
    detail: str = ""
    instance: str = ""
    extras: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    retry_after: int | None = None

    def __post_init__(self) -> None:
        if taken := _RESERVED & set(self.extras):
            raise ValueError(f"These members of a problem are not free to use: {', '.join(sorted(taken))}.")

    def document(self, types: str = TYPES) -> dict[str, object]:
        """Return the members of the problem document; `types` is the address below which the kinds are described."""
        members = {
            "type": types + self.kind.slug,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": self.instance,
        }
        return {name: value for name, value in members.items() if value != ""} | dict(self.extras)

    def body(self, types: str = TYPES) -> bytes:
        """Return the problem document as bytes."""
        return json.dumps(self.document(types)).encode()

    def headers(self) -> dict[str, str]:
        """Return the headers that belong to the answer."""
        found = {"Content-Type": CONTENT_TYPE}
        if self.kind.status == 401:
            found["WWW-Authenticate"] = 'Bearer realm="dg"'
        if self.retry_after is not None:
            found["Retry-After"] = str(self.retry_after)
        return found
