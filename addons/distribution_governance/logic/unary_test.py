"""Does one measured value match one cell of a decision table, and which values would not?

A cell is an S-FEEL unary test (DMN 1.3): ``-``, ``x``, ``< x``, ``[a..b)``, lists, ``not(…)``, ``null``. A missing
value never matches by accident: it matches only ``-`` and a list that names ``null``. ``not("A")`` does not match it,
and ``not(null)`` matches every value that is there.

Where a document has several labels, ``"A","B"`` matches when one of them is A or B, ``not("A","B")`` when none is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .facts import Direction, Kind, Value, fits, settled
from .interval import Interval, gaps, union
from .unary_error import Fault, UnaryTestError
from .unary_grammar import Parsed, Term, read
from .unary_literal import literal, point_of, writer

__all__ = ["Fault", "UnaryTest", "UnaryTestError", "parse"]

_EVERYTHING = (Interval(),)
_FLAGS: frozenset[str | bool] = frozenset((True, False))


@dataclass(frozen=True, slots=True)
class UnaryTest:
    """One test of one fact. `text` is its canonical form: `parse(test.text, test.kind)` equals the test.

    `has_null` says whether a missing value matches. `spans` are the numbers or days that match, as disjoint intervals
    in order. `values` are the flags, categories or labels that match or, with `is_negated`, those that do not.
    """

    kind: Kind
    text: str
    has_null: bool
    spans: tuple[Interval, ...] = ()
    values: frozenset[str | bool] = frozenset()
    is_negated: bool = False

    def matches(self, value: Value) -> bool:
        """Return whether the value matches. Raises TypeError for a value that is not of the test's kind."""
        if not fits(value, self.kind):
            raise TypeError(f"{value!r} is no {self.kind.value}, so the test “{self.text}” says nothing about it.")
        value = settled(value)
        if value is None:
            return self.has_null
        if self.kind.is_ordered:
            point = point_of(value)
            return any(span.contains(point) for span in self.spans)
        if self.kind is Kind.LABELS:
            return self.values.isdisjoint(value) == self.is_negated  # type: ignore[arg-type]
        return (value in self.values) != self.is_negated

    @property
    def is_any(self) -> bool:
        """Return whether every value matches, a missing one as well."""
        return self.has_null and self._has_all

    @property
    def is_split(self) -> bool:
        """Return whether values that pass lie between values that match: then the nearest depends on the value."""
        return len(self.spans) > 1

    @property
    def _has_all(self) -> bool:
        """Return whether every value that is there matches."""
        if self.kind.is_ordered:
            return self.spans == _EVERYTHING
        return self.values == _FLAGS or (self.is_negated and not self.values)

    @property
    def _has_none(self) -> bool:
        """Return whether no value that is there matches."""
        return not (self.spans or self.values or self.is_negated)

    def complement(self, direction: Direction = Direction.NEUTRAL) -> str | None:
        """Return a test for what would pass: the values that are there and do not match. None: nothing would pass.

        With a direction only the values on the good side are named: ``[10..20)`` gives ``< 10`` where higher is worse.
        ``null`` is named only where no other value would pass.
        """
        if self._has_all:
            return None if self.has_null else "null"
        if self._has_none:
            return "not(null)" if self.has_null else "-"
        if self.kind is Kind.FLAG:
            return ", ".join(literal(flag) for flag in _FLAGS - self.values)
        free = gaps(self.spans) if self.kind.is_ordered else ()
        if len(free) == 1 or (free and direction is Direction.HIGHER):
            return self._written(free[0])
        if free and direction is Direction.LOWER:
            return self._written(free[-1])
        return self._opposite()

    def would_pass(self, value: Value, direction: Direction) -> str | None:
        """Return the nearest values that would pass instead of a value that matches; else as `complement`.

        Where higher is worse, the nearest lie below the value, if any do; where lower is worse, above it.
        """
        if not self.is_split or value is None or direction is Direction.NEUTRAL:
            return self.complement(direction)
        free = gaps(self.spans)
        point = point_of(value)
        if direction is Direction.HIGHER:
            below = [gap for gap in free if gap.high <= (point, False)]
            return self._written((below or free[:1])[-1])
        above = [gap for gap in free if gap.low >= (point, True)]
        return self._written((above or free[-1:])[0])

    def _written(self, interval: Interval) -> str:
        """Return the test for one interval."""
        return interval.text(writer(self.kind))

    def _opposite(self) -> str:
        """Return the test with its ``not`` added or taken away."""
        return self.text[len("not(") : -1] if self.text.startswith("not(") else f"not({self.text})"


@lru_cache(maxsize=8192)
def parse(text: str, kind: Kind) -> UnaryTest:
    """Return the test that `text` stands for on a fact of this kind. The same cells are read again and again.

    Raises UnaryTestError, which names the position and what belongs there, also where types do not fit: a text for a
    number, an order asked of a flag or category, a range from 10 to 5.
    """
    parsed = read(text, kind)
    has_null = parsed.is_any or (None in parsed.terms and not parsed.is_negated)
    canonical = _canonical(parsed, kind)
    if kind.is_ordered:
        return UnaryTest(kind, canonical, has_null, spans=_spans(parsed))
    values = frozenset(term for term in parsed.terms if isinstance(term, str | bool))
    is_negated = parsed.is_negated or parsed.is_any
    if kind is Kind.FLAG:
        return UnaryTest(kind, canonical, has_null, values=_FLAGS - values if is_negated else values)
    return UnaryTest(kind, canonical, has_null, values=values, is_negated=is_negated)


def _spans(parsed: Parsed) -> tuple[Interval, ...]:
    """Return the intervals that match."""
    if parsed.is_any:
        return _EVERYTHING
    named = union(term for term in parsed.terms if isinstance(term, Interval))
    return gaps(named) if parsed.is_negated else named


def _canonical(parsed: Parsed, kind: Kind) -> str:
    """Return the one way in which the test is written."""
    if parsed.is_any:
        return "-"
    listed = ", ".join([_term_text(term, kind) for term in parsed.terms])
    return f"not({listed})" if parsed.is_negated else listed


def _term_text(term: Term, kind: Kind) -> str:
    """Return one member of a list as it is written."""
    if term is None:
        return "null"
    return term.text(writer(kind)) if isinstance(term, Interval) else literal(term)
