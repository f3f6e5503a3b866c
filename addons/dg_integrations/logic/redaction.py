"""What of a receiver's answer may be kept in a log?

Receivers echo what they were sent. Secrets that we sent, whatever looks like a key or a password, and mail addresses
are taken out before anything is kept. It is a net, not a proof: nothing that is secret belongs into an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "[…]"
LONGEST_EXCERPT = 4096

_SHORTEST_SECRET = 4
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_NAMED = re.compile(
    r"""(?ix)
    (?P<name> (?: passw(?:or)?d | passwd | secret | token | api[_-]?key | authorization | credential )
      [\w-]{0,40} ["']? \s{0,5} [:=] \s{0,5} )
    (?: "(?:[^"\\]|\\.)*+"? | '(?:[^'\\]|\\.)*+'? | (?:bearer|basic)\s{1,5}[^\s,;&}\]]+ | [^\s,;&}\]"']+ )
    """
)
_LOOKS_SECRET = re.compile(
    r"""(?x)
    \b (?: whsec_ | whsk_ | dgk_ | sk_live_ | sk_test_ | ghp_ | xox[abp]- ) [\w+/=-]{8,}
    | \b (?:[Bb]earer|[Bb]asic) \s{1,5} [\w.~+/=-]{8,}
    | \b eyJ [\w-]{8,} \. [\w-]{4,} \. [\w-]*
    | \b v1a?,[A-Za-z0-9+/]{40,}={0,2}
    """
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """Return the text without the given secrets and whatever looks like one, control characters as spaces."""
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, HIDDEN)
    text = _CONTROL.sub(" ", text)
    text = _NAMED.sub(lambda found: found["name"] + HIDDEN, text)
    return _MAIL.sub(HIDDEN, _LOOKS_SECRET.sub(HIDDEN, text))


def excerpt(content: bytes, encoding: str = "", secrets: Iterable[str] = (), longest: int = LONGEST_EXCERPT) -> str:
    """Return what is kept of an answer's body: at most `longest` bytes of UTF-8, taken out first and cut then.

    What was announced as encoded (gzip and the like, although we ask for none) is not decoded but only counted.
    """
    if encoding.strip().lower() not in ("", "identity"):
        return f"({len(content)} bytes, encoded, not read)"
    text = redacted(content.decode("utf-8", "replace"), secrets)
    return text.encode()[:longest].decode("utf-8", "ignore")
