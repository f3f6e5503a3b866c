"""How is a value written as JSON, so that equal values are equal bytes and nothing is lost on the way?

Keys are sorted, there are no spaces and the text is UTF-8, so that what is signed can be made again. Whole numbers are
numbers; a Decimal is written as a text in plain digits (``"1250.50"``), because most receivers read a number into a
binary float, and its digits are kept, because 1250.50 is a price with two decimals. Dates and moments are texts as in
RFC 3339, moments in UTC. Binary floats are refused: whoever has one knows to how many digits it is meant.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

# Beyond this, receivers that read numbers into binary floats get another number (RFC 7493, section 2.2).
LARGEST_NUMBER = 2**53 - 1

_MOST_DIGITS = 400


class UnwritableError(ValueError):
    """A value that has no exact JSON; its text is a sentence that names the place."""


def written(value: object, place: str = "data") -> str:
    """Return the JSON text of a value made of mappings, sequences, texts, flags, numbers, dates, moments and None.

    `place` is what the value is called in a complaint. Raises UnwritableError for anything else.
    """
    if isinstance(value, Mapping):
        return _mapping(value, place)
    if isinstance(value, list | tuple):
        return f"[{','.join([written(item, f'{place}[{index}]') for index, item in enumerate(value)])}]"
    write = _WRITERS.get(type(value))
    if write is None:
        raise UnwritableError(f"{place} is a {type(value).__name__}, which has no exact JSON. {_ADVICE}")
    return write(value, place)


def moment(value: datetime) -> str:
    """Return a moment as in RFC 3339, in UTC, with a fraction only where it has one. Without a zone it is UTC."""
    utc = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
    return f"{utc.isoformat()}Z"


_ADVICE = "Give a text, a whole number, a Decimal, a flag, a date, a moment, a list or a mapping instead."


def _mapping(value: Mapping[object, object], place: str) -> str:
    for key in value:
        if not isinstance(key, str):
            raise UnwritableError(f"The key {key!r} of {place} is not a text. Use texts as keys instead.")
    members = [
        f"{_text(key, f'The key {key!a} of {place}')}:{written(value[key], f'{place}.{key}')}"
        for key in sorted(value)  # type: ignore[type-var]
    ]
    return f"{{{','.join(members)}}}"


def _text(value: str, place: str) -> str:
    """Return a text as JSON, readable in every language."""
    try:
        value.encode()
    except UnicodeEncodeError:
        raise UnwritableError(f"{place} holds half a character, which is no Unicode text.") from None
    return json.encoder.encode_basestring(value)


def _whole(value: int, place: str) -> str:
    if abs(value) > LARGEST_NUMBER:
        raise UnwritableError(f"{place} is too large for receivers to read exactly. Give it as a text instead.")
    return str(value)


def _decimal(value: Decimal, place: str) -> str:
    if not value.is_finite():
        raise UnwritableError(f"{place} is {value}, which is no number in JSON. Give a finite number or None instead.")
    # A handful of characters such as 1e999999999 would otherwise be written as a text of a gigabyte.
    if abs(value.adjusted()) > _MOST_DIGITS or len(value.as_tuple().digits) > _MOST_DIGITS:
        raise UnwritableError(f"{place} has more than {_MOST_DIGITS} digits. Give a number of reasonable size instead.")
    return f'"{value:f}"'


_WRITERS: dict[type, Callable[..., str]] = {
    type(None): lambda _nothing, _place: "null",
    bool: lambda flag, _place: "true" if flag else "false",
    str: _text,
    int: _whole,
    Decimal: _decimal,
    date: lambda day, _place: f'"{day.isoformat()}"',
    datetime: lambda value, _place: f'"{moment(value)}"',
}
