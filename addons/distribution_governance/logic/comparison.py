"""Which comparisons, on a value in a column, say the same as a unary test?

The answer is a disjunction of conjunctions, so that any query language can be given it: the value matches when all
comparisons of one of the alternatives hold. A missing value holds in no comparison but `IS_MISSING`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from .facts import Kind, Value
from .interval import END, START, Interval
from .unary_test import UnaryTest


class Operator(Enum):
    """How a value is compared. The values are the signs used in messages and queries."""

    EQUAL = "="
    LESS = "<"
    LESS_OR_EQUAL = "<="
    MORE = ">"
    MORE_OR_EQUAL = ">="
    IN = "in"
    NOT_IN = "not in"
    IS_MISSING = "is missing"
    IS_PRESENT = "is present"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison: with a value, with several (`IN`, `NOT_IN`; in a stable order), or with none."""

    operator: Operator
    value: Value | tuple[str | bool, ...] = None


Alternatives = tuple[tuple[Comparison, ...], ...]

_MISSING = (Comparison(Operator.IS_MISSING),)
_PRESENT = (Comparison(Operator.IS_PRESENT),)


def comparisons(test: UnaryTest) -> Alternatives:
    """Return the alternatives of a test: none when nothing matches, one without comparisons when everything does."""
    if test.is_any:
        return ((),)
    present = _spans(test) if test.kind.is_ordered else _values(test)
    return (*present, _MISSING) if test.has_null else present


def _spans(test: UnaryTest) -> Alternatives:
    """Return one alternative per interval of numbers or dates."""
    return tuple(_span(span, test.kind) or _PRESENT for span in test.spans)


def _span(span: Interval, kind: Kind) -> tuple[Comparison, ...]:
    """Return the comparisons with the end points of an interval; none for an interval without end points."""
    (low, is_low_open), (high, is_high_closed) = span.low, span.high
    if span.low != START and low == high:
        return (Comparison(Operator.EQUAL, _point(low, kind)),)
    found = []
    if span.low != START:
        found.append(Comparison(Operator.MORE if is_low_open else Operator.MORE_OR_EQUAL, _point(low, kind)))
    if span.high != END:
        found.append(Comparison(Operator.LESS_OR_EQUAL if is_high_closed else Operator.LESS, _point(high, kind)))
    return tuple(found)


def _point(point: object, kind: Kind) -> Value:
    """Return the number or the date at a place of the number line."""
    return date.fromordinal(int(point)) if kind is Kind.DATE else point  # type: ignore[arg-type, call-overload, return-value]


def _values(test: UnaryTest) -> Alternatives:
    """Return the alternative of a flag or a category."""
    named = tuple(sorted(test.values))
    if test.is_negated:
        return ((Comparison(Operator.NOT_IN, named),),) if named else (_PRESENT,)
    return ((Comparison(Operator.IN, named),),) if named else ()
