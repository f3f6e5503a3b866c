"""Is this still the same content?

Equal content has one canonical JSON text (in the spirit of RFC 8785: sorted keys, no spaces, UTF-8) and hence one
fingerprint. Numbers are written exactly and in their shortest plain form, so 15 and 15.00 are the same content. Floats
are refused: their last digits depend on how they were computed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
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
    try:
        return _text(content)
    except TypeError:
        # Every confirmation pays for a text that is written, nobody for knowing the place while nothing is wrong.
        raise TypeError(_complaint(content, "content")) from None


def _text(content: object) -> str:
    """Return the canonical text of a part of the content; raises TypeError when there is none."""
    write = _WRITERS.get(type(content))
    return write(content) if write else _text_of_kin(content)


def _text_of_kin(content: object) -> str:
    """Return the canonical text of what only behaves like one of the known types, or inherits from one."""
    for kind, write in _KIN:
        if isinstance(content, kind):
            return write(content)
    raise TypeError


def _mapping(content: Mapping[str, object]) -> str:
    return f"{{{','.join([f'{_quoted(key)}:{_text(content[key])}' for key in sorted(content)])}}}"


def _sequence(content: list[object] | tuple[object, ...]) -> str:
    return f"[{','.join([_text(item) for item in content])}]"


def _set(content: set[object] | frozenset[object]) -> str:
    return f"[{','.join(sorted([_text(item) for item in content]))}]"


def _number(content: Decimal) -> str:
    if not content.is_finite():
        raise TypeError
    return plain(content)


def _day(content: date) -> str:
    return _quoted(content.isoformat())


# Returns a text as JSON, readable in every language.
_quoted = json.encoder.encode_basestring

_WRITERS: dict[type, Callable[..., str]] = {
    type(None): lambda _nothing: "null",
    bool: lambda flag: "true" if flag else "false",
    str: _quoted,
    int: str,
    Decimal: _number,
    date: _day,
    datetime: _day,
    dict: _mapping,
    list: _sequence,
    tuple: _sequence,
    set: _set,
    frozenset: _set,
}

_KIN: tuple[tuple[type | tuple[type, ...], Callable[..., str]], ...] = (
    (Mapping, _mapping),
    ((list, tuple), _sequence),
    ((set, frozenset), _set),
    (str, _quoted),
    (int, lambda number: str(int(number))),
    (Decimal, _number),
    (date, _day),
)


def _complaint(content: object, place: str) -> str:
    """Return what is wrong with content that has no canonical text, and where."""
    if isinstance(content, Mapping):
        for key in content:
            if not isinstance(key, str):
                return f"The key {key!r} of {place} is not a text. Use texts as keys instead."
        parts = [(content[key], f"{place}.{key}") for key in sorted(content)]
    elif isinstance(content, list | tuple):
        parts = [(item, f"{place}[{index}]") for index, item in enumerate(content)]
    elif isinstance(content, set | frozenset):
        parts = [(item, place) for item in content]
    else:
        return f"{place} is {content!r}, which has no exact text. Use a Decimal, a text, a date or None instead."
    return next(_complaint(part, where) for part, where in parts if not _has_text(part))


def _has_text(content: object) -> bool:
    """Return whether this part of the content is not what is wrong with it."""
    try:
        _text(content)
    except TypeError:
        return False
    return True
