"""Which value does a literal of S-FEEL stand for, and how is a value written as a literal?

On the number line a date is its day number (proleptic Gregorian ordinal), so that numbers and dates share one
machinery.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from .facts import Kind, Value, plain
from .unary_error import Fault, UnaryTestError
from .unary_token import Token

TOKEN_TYPE = {
    Kind.NUMBER: "number",
    Kind.FLAG: "word",
    Kind.CATEGORY: "string",
    Kind.LABELS: "string",
    Kind.DATE: "date",
}

_FLAGS = {"true": True, "false": False}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def value_of(word: Token, text: str, kind: Kind) -> Value:
    """Return the value of a literal, None for a word that is no flag. Raises UnaryTestError for a broken literal."""
    if kind is Kind.NUMBER:
        return number_of(word)
    if kind is Kind.DATE:
        return _day(word, text)
    if kind is Kind.FLAG:
        return _FLAGS.get(word.text)
    return _quoted(word, text, kind)


def number_of(word: Token) -> Decimal:
    """Return the exact number that a word stands for."""
    return Decimal(word.text.replace(" ", ""))


def point_of(value: object) -> Decimal:
    """Return the place of a number or a date on the number line."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value.toordinal() if isinstance(value, date) else value)  # type: ignore[arg-type]


def writer(kind: Kind) -> Callable[[Decimal], str]:
    """Return the function that writes the literal for a place on the number line."""
    return _day_text if kind is Kind.DATE else plain


def literal(value: str | bool) -> str:
    """Return the literal for a category or a flag; for both it is the JSON text."""
    return json.dumps(value, ensure_ascii=False)


def _day_text(point: Decimal) -> str:
    """Return the literal for a day number."""
    return f'date("{date.fromordinal(int(point)).isoformat()}")'


def _day(word: Token, text: str) -> date:
    """Return the date inside the quotes."""
    inside = word.text.split('"')[1]
    try:
        if _DAY.fullmatch(inside):
            return date.fromisoformat(inside)
    except ValueError:
        pass
    raise UnaryTestError(Fault.DAY, text, word.position, word.text, Kind.DATE)


def _quoted(word: Token, text: str, kind: Kind) -> str:
    """Return the text inside the quotes; the escapes of FEEL are those of JSON."""
    try:
        value: str = json.loads(word.text, strict=False)
        value.encode()  # half a surrogate pair has no UTF-8 and could never be stored
    except ValueError:
        doubled = word.text.replace("\\", "\\\\")
        raise UnaryTestError(Fault.ESCAPE, text, word.position, word.text, kind, doubled) from None
    return value
