"""What did a client say, without any doubt?

JSON as RFC 7493 wants it between machines: UTF-8, an object, no key twice, no NaN, no half characters, and within
limits of size and depth that hold before anything is built. Numbers with a fraction are Decimals. Whatever is wrong is
a value with a code, a sentence and a JSON pointer, never an exception.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum

LARGEST_BODY = 256 * 1024
DEEPEST = 32

_LONGEST_NUMBER = 100
_LARGEST_EXPONENT = 308
# A string as a whole, closed or not, or a bracket: always linear in the length of the text.
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[{\]}]', re.DOTALL)


class JsonFault(Enum):
    """What is wrong with a body. The values are stable: clients may rely on them."""

    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    MALFORMED = "malformed"
    TOO_DEEP = "too_deep"
    DUPLICATE_KEY = "duplicate_key"
    BAD_NUMBER = "bad_number"
    BAD_TEXT = "bad_text"
    NOT_AN_OBJECT = "not_an_object"


@dataclass(frozen=True, slots=True)
class JsonProblem:
    """Why a body was refused: a code, a sentence, and where in the body as a JSON pointer (empty: the whole)."""

    fault: JsonFault
    message: str
    pointer: str = ""


@dataclass(frozen=True, slots=True)
class _Doubled:
    """Stands where an object has a key twice."""

    key: str


@dataclass(frozen=True, slots=True)
class _BadNumber:
    """Stands where a number is none, or out of all proportion."""


def parse(body: bytes, largest: int = LARGEST_BODY, deepest: int = DEEPEST) -> dict[str, object] | JsonProblem:
    """Return the object that a body holds, or the first thing that is wrong with it."""
    if len(body) > largest:
        return JsonProblem(JsonFault.TOO_LARGE, f"The body has more than {largest} bytes.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return JsonProblem(JsonFault.NOT_UTF8, f"The body is not UTF-8 from byte {error.start} on.")
    if _depth(text, deepest) > deepest:
        return JsonProblem(JsonFault.TOO_DEEP, f"The body nests more than {deepest} levels.")
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=lambda _name: _BadNumber(),
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        return JsonProblem(JsonFault.MALFORMED, f"The body is not JSON: {error.msg} at {where}.")
    problem = next(_problems(value, ""), None)
    if problem is None and not isinstance(value, dict):
        return JsonProblem(JsonFault.NOT_AN_OBJECT, "The body is not an object: it starts with { and ends with }.")
    return problem or value


def fingerprint(value: object) -> str:
    """Return the SHA-256, in hexadecimal, by which two parsed bodies that say the same are recognised.

    The order of keys, spaces and the way a number is written (1, 1.0) make no difference.
    """
    return hashlib.sha256(_canonical(value).encode()).hexdigest()


def _depth(text: str, enough: int) -> int:
    """Return how deep the text nests, but no more than one level beyond `enough`."""
    depth = deepest = 0
    for found in _BRACKETS.finditer(text):
        first = found[0][0]
        if first in "[{":
            depth += 1
            deepest = max(deepest, depth)
            if deepest > enough:
                break
        elif first in "]}":
            depth -= 1
    return deepest


def _object(pairs: list[tuple[str, object]]) -> dict[str, object] | _Doubled:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    seen: set[str] = set()
    return _Doubled(next(key for key, _value in pairs if key in seen or seen.add(key)))


def _whole(text: str) -> int | _BadNumber:
    return int(text) if len(text) <= _LONGEST_NUMBER else _BadNumber()


def _fraction(text: str) -> Decimal | _BadNumber:
    try:
        number = Decimal(text if len(text) <= _LONGEST_NUMBER else "NaN")
    except InvalidOperation:  # an exponent that not even a Decimal holds
        return _BadNumber()
    # 1e999999999 is short, and a gigabyte once somebody writes it out.
    is_sane = number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT
    return number if is_sane else _BadNumber()


def _problems(value: object, pointer: str) -> Iterator[JsonProblem]:
    """Yield what is wrong inside a value, depth first."""
    if isinstance(value, _Doubled):
        yield JsonProblem(
            JsonFault.DUPLICATE_KEY, f"The object has the key {value.key[:60]!a} more than once.", pointer
        )
    elif isinstance(value, _BadNumber):
        yield JsonProblem(JsonFault.BAD_NUMBER, "The number is not finite or out of all proportion.", pointer)
    elif isinstance(value, str):
        yield from _bad_text(value, pointer)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _problems(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for key, item in value.items():
            place = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            yield from _bad_text(key, pointer)
            yield from _problems(item, place)


def _bad_text(text: str, pointer: str) -> Iterator[JsonProblem]:
    """Yield a problem where a text cannot be stored: PostgreSQL knows no NUL, and UTF-8 no half characters."""
    if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        yield JsonProblem(JsonFault.BAD_TEXT, "The text holds a NUL or half a character.", pointer)


def _canonical(value: object) -> str:
    """Return the one JSON text of a parsed value, numbers in their shortest plain digits."""
    if isinstance(value, dict):
        return f"{{{','.join([f'{json.dumps(key)}:{_canonical(value[key])}' for key in sorted(value)])}}}"
    if isinstance(value, list):
        return f"[{','.join([_canonical(item) for item in value])}]"
    if isinstance(value, Decimal):
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    return json.dumps(value)
