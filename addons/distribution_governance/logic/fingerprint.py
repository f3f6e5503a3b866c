"""Is this still the same content?

Equal content has one canonical JSON text (in the spirit of RFC 8785: sorted keys, no spaces, UTF-8) and hence one
fingerprint. Numbers are written exactly and in their shortest plain form, so 15 and 15.00 are the same content. Floats
are refused: their last digits depend on how they were computed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from .facts import plain


def fingerprint(content: object) -> str:
    """Return the SHA-256 of the canonical text of `content`, in hexadecimal. Raises as `canonical` does."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def canonical(content: object) -> str:
    """Return the one JSON text of `content`.

    Content is made of mappings with text keys, lists, tuples, sets, texts, flags, whole numbers, Decimals, dates,
    moments and None. Raises TypeError, naming the place, for everything else.
    """
    return _text(content, "content")


def _text(content: object, place: str) -> str:
    """Return the canonical text of the part of the content that stands at `place`."""
    if isinstance(content, Mapping):
        return _mapping(content, place)
    if isinstance(content, list | tuple):
        return f"[{','.join(_text(item, f'{place}[{index}]') for index, item in enumerate(content))}]"
    if isinstance(content, set | frozenset):
        return f"[{','.join(sorted(_text(item, place) for item in content))}]"
    return _scalar(content, place)


def _mapping(content: Mapping[object, object], place: str) -> str:
    """Return the canonical text of a mapping; a key that is no text would be mistaken for one that is."""
    for key in content:
        if not isinstance(key, str):
            raise TypeError(f"The key {key!r} of {place} is not a text. Use texts as keys instead.")
    parts = [f"{_quoted(key)}:{_text(content[key], f'{place}.{key}')}" for key in sorted(content)]
    return f"{{{','.join(parts)}}}"


def _scalar(content: object, place: str) -> str:
    """Return the canonical text of a single value."""
    if content is None or isinstance(content, bool):
        return json.dumps(content)
    if isinstance(content, str):
        return _quoted(content)
    if isinstance(content, int):
        return str(int(content))
    if isinstance(content, Decimal) and content.is_finite():
        return plain(content)
    if isinstance(content, date):
        return _quoted(content.isoformat())
    raise TypeError(f"{place} is {content!r}, which has no exact text. Use a Decimal, a text, a date or None instead.")


# Returns a text as JSON, readable in every language.
_quoted = json.encoder.encode_basestring
