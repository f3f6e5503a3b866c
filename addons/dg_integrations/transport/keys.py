"""Who sent this message, told to somebody who holds no secret?

The asymmetric signature `v1a` of Standard Webhooks: ed25519 over the same content as `v1`. Only we can sign, everybody
can verify with the public key. Private keys are written as ``whsk_`` and base64 of the seed and the public key (the
seed alone is read as well), public ones as ``whpk_`` and base64.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ..logic.signature import TOLERANCE, Refusal, SecretError, Verification, opened, signed_content

_PRIVATE = "whsk_"
_PUBLIC = "whpk_"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The key with which receivers verify."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != _KEY_BYTES:
            raise SecretError(f"A public key has {_KEY_BYTES} bytes, not {len(self.raw)}.")

    @classmethod
    def read(cls, text: str) -> PublicKey:
        """Return the key written as ``whpk_…``. Raises SecretError for anything else."""
        return cls(_decoded(text, _PUBLIC))

    @property
    def text(self) -> str:
        """Return the key as it is published."""
        return _PUBLIC + base64.b64encode(self.raw).decode()

    def verifies(self, signature: bytes, content: bytes) -> bool:
        """Return whether the holder of the private key signed the content; bytes that are no signature are none."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The key with which we sign. It never shows in a log: its representation does not hold it."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != _KEY_BYTES:
            raise SecretError(f"A private key has {_KEY_BYTES} bytes, not {len(self.seed)}.")

    @classmethod
    def read(cls, text: str) -> PrivateKey:
        """Return the key written as ``whsk_…``. Raises SecretError for anything else."""
        raw = _decoded(text, _PRIVATE)
        key = cls(raw[:_KEY_BYTES])
        if raw[_KEY_BYTES:] not in (b"", key.public.raw):
            raise SecretError("The two halves of the private key do not belong together.")
        return key

    @classmethod
    def new(cls) -> PrivateKey:
        """Return a new key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def text(self) -> str:
        """Return the key as it is kept, sealed."""
        return _PRIVATE + base64.b64encode(self.seed + self.public.raw).decode()

    @property
    def public(self) -> PublicKey:
        """Return the key to publish."""
        return PublicKey(self._key().public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        """Return the signature of the content, 64 bytes."""
        return self._key().sign(content)

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


def sign(message_id: str, timestamp: int, body: bytes, keys: Iterable[PrivateKey]) -> list[str]:
    """Return one `v1a` signature per key, in their order. Raises as `signed_content` does."""
    content = signed_content(message_id, timestamp, body)
    return [f"v1a,{base64.b64encode(key.sign(content)).decode()}" for key in keys]


def verify(
    given: Mapping[str, str], body: bytes, keys: Iterable[PublicKey], now: int, tolerance: int = TOLERANCE
) -> Verification:
    """Return whether a message with these headers and this body was signed with one of the keys; never raises."""
    envelope = opened(given, now, tolerance)
    if isinstance(envelope, Refusal):
        return Verification(envelope)
    signatures = [_bytes(text) for text in envelope.claimed("v1a")]
    if not signatures:
        return Verification(Refusal.NO_KNOWN_SIGNATURE, envelope)
    content = signed_content(envelope.id, envelope.timestamp, body)
    is_genuine = any(key.verifies(signature, content) for key in keys for signature in signatures)
    return Verification(None if is_genuine else Refusal.MISMATCH, envelope)


def _bytes(text: str) -> bytes:
    """Return what a base64 text stands for, nothing where it is none."""
    try:
        return base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return b""


def _decoded(text: str, prefix: str) -> bytes:
    """Return the bytes of a key text; raises SecretError, without repeating the text, where it is none."""
    raw = _bytes(text.removeprefix(prefix)) if text.startswith(prefix) else b""
    if not raw:
        raise SecretError(f"A key is {prefix} and base64.")
    return raw
