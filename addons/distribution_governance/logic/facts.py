"""What is measured, in which unit, and how does a measured value travel without losing a digit?

A fact is one named, typed input of a decision. Numbers are ``Decimal`` from the moment they leave a float field:
`exact` is the one way in, `encode` and `decode` are the one way to and from JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache

# Several labels are a frozenset or tuple of texts, whose order and repetition mean nothing; no labels are no value.
Labels = frozenset[str] | tuple[str, ...]
Value = Decimal | bool | str | date | Labels | None

# Wide enough for the largest float (309 digits) with any rounding; a wider number is a mistake, not money.
_WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)
_NO_NUMBER = Decimal("NaN")


class Kind(Enum):
    """The type of the values of a fact, which decides what may be asked of them."""

    NUMBER = "number"
    FLAG = "flag"
    CATEGORY = "category"
    LABELS = "labels"
    DATE = "date"

    @property
    def is_ordered(self) -> bool:
        """Return whether values of this kind can be smaller or larger than each other."""
        return self in (Kind.NUMBER, Kind.DATE)


class Unit(Enum):
    """What the value of a fact counts, so that people can read it."""

    MONEY = "money"
    PERCENT = "percent"
    QUANTITY = "quantity"
    DAYS = "days"
    COUNT = "count"
    FLAG = "flag"
    CATEGORY = "category"
    LABELS = "labels"
    DATE = "date"

    @property
    def kind(self) -> Kind:
        """Return the type of the values that have this unit."""
        return _KIND_OF_UNIT.get(self, Kind.NUMBER)


_KIND_OF_UNIT = {
    Unit.FLAG: Kind.FLAG,
    Unit.CATEGORY: Kind.CATEGORY,
    Unit.LABELS: Kind.LABELS,
    Unit.DATE: Kind.DATE,
}


class Direction(Enum):
    """On which side a value gets worse."""

    HIGHER = "higher_is_worse"
    LOWER = "lower_is_worse"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Fact:
    """One named, typed input of a decision.

    `path` is a dotted field path; without it the document computes the fact in a method of its own. `disclosure` is
    the XML id of the group that may see the figure (empty: everybody). `guard` names the shared limit the fact
    measures, such as ``credit`` (empty: none). `is_size` says that it tells how large the whole document is.
    """

    key: str
    label: str
    unit: Unit
    direction: Direction = Direction.HIGHER
    path: str = ""
    disclosure: str = ""
    help: str = ""
    guard: str = ""
    is_size: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """The value of one fact of one document, and the place in the document that it comes from."""

    value: Value
    where: str = ""
    is_failed: bool = False

    @classmethod
    def failed(cls, message: str) -> Measure:
        """Return the measure of a fact that could not be computed, for the reason given in `message`."""
        return cls(None, where=message, is_failed=True)


def fits(value: object, kind: Kind) -> bool:
    """Return whether `value` can be compared with tests of this kind. A missing value fits every kind.

    A flag is no number and a moment is no date, although Python would compare them; NaN and infinity are no numbers.
    """
    if value is None:
        return True
    if kind is Kind.NUMBER:
        return type(value) is int or (isinstance(value, Decimal) and value.is_finite())
    if kind is Kind.DATE:
        return type(value) is date
    if kind is Kind.LABELS:
        return isinstance(value, frozenset | tuple) and all(isinstance(label, str) for label in value)
    return isinstance(value, bool if kind is Kind.FLAG else str)


def settled(value: Value) -> Value:
    """Return the value in the one form in which equal values are equal: labels as a frozenset, no labels as None."""
    return (frozenset(value) or None) if isinstance(value, frozenset | tuple) else value


def exact(value: float | str | Decimal, digits: int) -> Decimal:
    """Return `value` rounded half away from zero to `digits` decimals, free of binary noise and of a negative zero.

    A float counts as the shortest decimal that stands for it (1.005 is 1.005, not 1.00499999999999989…), so that
    what people see is what is compared. Raises ValueError for what is no finite number
    of at most 1000 digits, TypeError for a flag.
    """
    if isinstance(value, float):
        # The numbers of a document are asked for again and again, and computed once.
        return _exact_float(float(value), digits)
    if isinstance(value, bool):
        raise TypeError(f"{value} is a flag, not a number. Give a number instead.")
    return _rounded(value, digits)


@lru_cache(maxsize=4096)
def _exact_float(value: float, digits: int) -> Decimal:
    """Return `exact` of a float; equal floats are the same number, so what was computed once holds."""
    return _rounded(repr(value), digits)


def _rounded(source: str | Decimal, digits: int) -> Decimal:
    """Return the number that `source` stands for, rounded; raises ValueError when it is none."""
    try:
        number = _WIDE.add(_WIDE.quantize(Decimal(source), Decimal(1).scaleb(-digits)), 0)
    except InvalidOperation:
        number = _NO_NUMBER
    if number.is_nan():
        raise ValueError(f"“{source}” is not a finite number of reasonable size. Give a number instead.")
    return number


def plain(number: Decimal) -> str:
    """Return the shortest text of a finite number without an exponent: equal numbers have equal texts."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def encode(value: Value) -> str | bool | list[str] | None:
    """Return the JSON form of a value: a number as a plain decimal text, a date as ISO text, labels as a sorted list.

    Raises TypeError for a float, a moment, NaN, infinity and everything else that is no value of a fact.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if fits(value, Kind.NUMBER):
        return plain(Decimal(value))  # type: ignore[arg-type]
    if fits(value, Kind.DATE):
        return value.isoformat()  # type: ignore[union-attr]
    if fits(value, Kind.LABELS):
        return sorted(set(value)) or None  # type: ignore[arg-type]
    raise TypeError(f"{value!r} is not a value of a fact. Give a Decimal, a flag, a text, a date or None instead.")


def decode(raw: object, unit: Unit) -> Value:
    """Return the value that `encode` wrote for a fact of this unit. Raises ValueError for anything else."""
    kind = unit.kind
    if raw is None:
        return None
    if kind in (Kind.FLAG, Kind.CATEGORY) and fits(raw, kind):
        return raw  # type: ignore[return-value]
    if kind is Kind.LABELS and isinstance(raw, list) and raw and fits(tuple(raw), kind):
        return settled(tuple(raw))
    try:
        return _from_text(raw, kind)
    except (ValueError, InvalidOperation):
        raise ValueError(f"{raw!r} is not the stored form of a {kind.value}.") from None


def _from_text(raw: object, kind: Kind) -> Value:
    """Return the number or date that stands in a text; a whole number may also stand for itself."""
    if kind is Kind.NUMBER and (isinstance(raw, str) or type(raw) is int):
        number = Decimal(raw)
        if number.is_finite():
            return number
    if kind is Kind.DATE and isinstance(raw, str):
        return date.fromisoformat(raw)
    raise ValueError(kind)
