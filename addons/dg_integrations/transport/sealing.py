"""How is a secret kept in a database that others may read?

Secrets are encrypted with keys from the configuration of the server, which no backup of the database holds (Fernet:
AES-128-CBC with HMAC-SHA256). The first key seals; every key of the ring opens, so that a new one is put in front, the
secrets are sealed anew, and the old one is taken away. What is sealed is bound to its purpose: a secret that somebody
copies to another record does not open there.
"""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken

_SEPARATOR = b"\0"


class SealError(ValueError):
    """Why a secret cannot be sealed or opened, as a sentence that names neither the secret nor a key."""


class KeyRing:
    """The keys of the configuration, the current one first. Raises SealError without a key or for what is none."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take the keys, each 32 bytes in URL-safe base64 as `new_key` writes it."""
        if not keys:
            raise SealError("There is no key to seal secrets with. Set one in the configuration of the server.")
        try:
            self._keys = [Fernet(key) for key in keys]
        except ValueError:
            raise SealError("A key to seal secrets with is 32 bytes in URL-safe base64.") from None

    @classmethod
    def read(cls, text: str) -> KeyRing:
        """Return the ring of the keys written in the configuration, separated by commas or spaces."""
        return cls(text.replace(",", " ").split())

    def seal(self, secret: str, purpose: str) -> str:
        """Return the secret encrypted with the current key. Raises SealError for a purpose with a NUL."""
        if "\0" in purpose:
            raise SealError("A purpose is a plain text.")
        return self._keys[0].encrypt(purpose.encode() + _SEPARATOR + secret.encode()).decode()

    def unseal(self, sealed: str, purpose: str) -> str:
        """Return the secret. Raises SealError where no key opens it or it was sealed for another purpose."""
        return self._opened(sealed, purpose)[1]

    def renewed(self, sealed: str, purpose: str) -> str:
        """Return the secret as sealed with the current key: unchanged where it is. Raises as `unseal` does."""
        place, secret = self._opened(sealed, purpose)
        return self.seal(secret, purpose) if place else sealed

    def _opened(self, sealed: str, purpose: str) -> tuple[int, str]:
        """Return which key opened the secret, and the secret."""
        for place, key in enumerate(self._keys):
            try:
                found, _separator, secret = key.decrypt(sealed.encode()).partition(_SEPARATOR)
            except InvalidToken:
                continue
            if found.decode() != purpose:
                raise SealError("The secret was sealed for something else.")
            return place, secret.decode()
        raise SealError("No key of the configuration opens the secret. Put back the key it was sealed with.")


def new_key() -> str:
    """Return a new key for the configuration."""
    return Fernet.generate_key().decode()
