"""Who sent this message, and is it what was sent?

The headers of Standard Webhooks 1.0.0: an id that stays the same over all attempts, the second at which the attempt was
signed, and a list of signatures over ``id.timestamp.body``. While a secret is rotated both secrets sign, so that the
receiver may change over at any moment. Here is `v1` (HMAC-SHA256); `v1a` (ed25519) reads the same headers and is in
``transport/keys.py``.

Whatever somebody sends, verifying returns a refusal with a reason and never raises.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

ID_HEADER = "webhook-id"
TIMESTAMP_HEADER = "webhook-timestamp"
SIGNATURE_HEADER = "webhook-signature"

TOLERANCE = 300
SHORTEST_SECRET = 24
LONGEST_SECRET = 64

_PREFIX = "whsec_"
_LONGEST_HEADER = 4096
_MOST_SIGNATURES = 16
# A full stop separates what is signed: with one in the id, two messages could share a signature.
_ID = re.compile(r"[!-\-/-~]{1,256}", re.ASCII)
_TIMESTAMP = re.compile(r"[0-9]{1,12}", re.ASCII)
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE62_LENGTH = 48


class Refusal(Enum):
    """Why a message is not believed. The values are stable; callers show the sender no more than that it is refused."""

    HEADER_MISSING = "header_missing"
    HEADER_MALFORMED = "header_malformed"
    TOO_OLD = "too_old"
    TOO_NEW = "too_new"
    NO_KNOWN_SIGNATURE = "no_known_signature"
    MISMATCH = "mismatch"


class SecretError(ValueError):
    """A text that is no secret; its text is a sentence that does not repeat it."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A shared secret of 24 to 64 bytes. It never shows in a log: its representation does not hold it."""

    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not SHORTEST_SECRET <= len(self.key) <= LONGEST_SECRET:
            raise SecretError(f"A secret has {SHORTEST_SECRET} to {LONGEST_SECRET} bytes, not {len(self.key)}.")

    @classmethod
    def read(cls, text: str) -> Secret:
        """Return the secret written as ``whsec_`` and base64. Raises SecretError for anything else."""
        if not text.startswith(_PREFIX):
            raise SecretError(f"A secret starts with {_PREFIX}.")
        try:
            return cls(base64.b64decode(text.removeprefix(_PREFIX).encode("ascii"), validate=True))
        except (binascii.Error, UnicodeEncodeError):
            raise SecretError(f"What follows {_PREFIX} is base64.") from None

    @classmethod
    def new(cls, random: bytes) -> Secret:
        """Return a new secret made of 48 or more random bytes, as 48 letters and digits.

        Letters and digits, because tools such as n8n take a secret as a text: there it is the text itself, elsewhere
        its base64, and both give the same signature. The bias of the last division is below 2**-90.
        """
        if len(random) < _BASE62_LENGTH:
            raise SecretError(f"A new secret needs {_BASE62_LENGTH} random bytes.")
        number, letters = int.from_bytes(random, "big"), []
        for _place in range(_BASE62_LENGTH):
            number, digit = divmod(number, len(_BASE62))
            letters.append(_BASE62[digit])
        return cls("".join(letters).encode())

    @property
    def text(self) -> str:
        """Return the secret as it is handed to its receiver."""
        return _PREFIX + base64.b64encode(self.key).decode()


@dataclass(frozen=True, slots=True)
class Envelope:
    """The headers of a message that have the right form: nothing is verified yet but the age.

    `signatures` are pairs of a version and what is claimed to be its signature.
    """

    id: str
    timestamp: int
    signatures: tuple[tuple[str, str], ...]

    def claimed(self, version: str) -> list[str]:
        """Return the signatures of one version."""
        return [text for name, text in self.signatures if name == version]


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a message is genuine; without an envelope its headers were no such headers."""

    refusal: Refusal | None
    envelope: Envelope | None = None

    @property
    def is_genuine(self) -> bool:
        """Return whether the message came from a holder of the secret, unaltered and in time."""
        return self.refusal is None


def signed_content(message_id: str, timestamp: int, body: bytes) -> bytes:
    """Return the bytes that are signed. Raises ValueError for an id or a time that cannot stand in a header."""
    if not _ID.fullmatch(message_id) or not _TIMESTAMP.fullmatch(str(timestamp)):
        raise ValueError("A message id is printable ASCII without a full stop, a timestamp counts seconds since 1970.")
    return f"{message_id}.{timestamp}.".encode() + body


def sign(message_id: str, timestamp: int, body: bytes, secrets: Iterable[Secret]) -> list[str]:
    """Return one `v1` signature per secret, in their order. Raises as `signed_content` does."""
    content = signed_content(message_id, timestamp, body)
    return [f"v1,{_mac(secret, content)}" for secret in secrets]


def headers(message_id: str, timestamp: int, signatures: Sequence[str]) -> dict[str, str]:
    """Return the three headers of a signed message. Raises ValueError without a signature."""
    if not signatures:
        raise ValueError("A message is sent with at least one signature.")
    return {
        ID_HEADER: message_id,
        TIMESTAMP_HEADER: str(timestamp),
        SIGNATURE_HEADER: " ".join(signatures),
    }


def verify(
    given: Mapping[str, str], body: bytes, secrets: Iterable[Secret], now: int, tolerance: int = TOLERANCE
) -> Verification:
    """Return whether a message with these headers and this body was signed with one of the secrets.

    `now` is the second of receipt since 1970; the timestamp may differ from it by `tolerance` seconds either way.
    """
    envelope = opened(given, now, tolerance)
    if isinstance(envelope, Refusal):
        return Verification(envelope)
    claimed = envelope.claimed("v1")
    if not claimed:
        return Verification(Refusal.NO_KNOWN_SIGNATURE, envelope)
    content = signed_content(envelope.id, envelope.timestamp, body)
    expected = [_mac(secret, content).encode() for secret in secrets]
    # Every pair is compared, so that the time taken tells nothing about which of them agrees.
    agreeing = [
        hmac.compare_digest(text.encode("utf-8", "surrogatepass"), right) for text in claimed for right in expected
    ]
    return Verification(None if any(agreeing) else Refusal.MISMATCH, envelope)


def opened(given: Mapping[str, str], now: int, tolerance: int = TOLERANCE) -> Envelope | Refusal:
    """Return the headers of a message as an envelope, or why they are refused. Names are read in any case."""
    lowered = {name.lower(): value for name, value in given.items() if isinstance(name, str)}
    values = [lowered.get(name) for name in (ID_HEADER, TIMESTAMP_HEADER, SIGNATURE_HEADER)]
    message_id, timestamp, signatures = (value if isinstance(value, str) else "" for value in values)
    if not (message_id and timestamp and signatures):
        return Refusal.HEADER_MISSING
    words = signatures.split(" ")
    if len(signatures) > _LONGEST_HEADER or len(words) > _MOST_SIGNATURES:
        return Refusal.HEADER_MALFORMED
    # Of a number with leading zeros another text would be signed than was sent.
    if not _ID.fullmatch(message_id) or not _TIMESTAMP.fullmatch(timestamp) or str(int(timestamp)) != timestamp:
        return Refusal.HEADER_MALFORMED
    age = now - int(timestamp)
    if abs(age) > tolerance:
        return Refusal.TOO_OLD if age > 0 else Refusal.TOO_NEW
    pairs = (word.partition(",") for word in words)
    return Envelope(message_id, int(timestamp), tuple((version, text) for version, _comma, text in pairs))


def _mac(secret: Secret, content: bytes) -> str:
    """Return the HMAC-SHA256 of the content in base64."""
    return base64.b64encode(hmac.new(secret.key, content, hashlib.sha256).digest()).decode()
