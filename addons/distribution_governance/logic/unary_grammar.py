"""How is the text of a unary test read?

The grammar is that of S-FEEL unary tests in DMN 1.3 (rules "unary tests", "positive unary test", "interval"):

    tests    = "" | "-" | "not" "(" list ")" | list
    list     = test { "," test }
    test     = "null" | value | ("<" | "<=" | ">" | ">=") value | ("[" | "(" | "]") value ".." value ("]" | ")" | "[")

The fact's type decides which values may stand there. Stricter than DMN in one point, because a threshold must never be
misread: ``>= 1,500`` is refused instead of read as "at least 1, or 500".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn

from .facts import Kind, plain
from .interval import END, START, Interval
from .unary_error import Fault, UnaryTestError
from .unary_literal import TOKEN_TYPE, number_of, point_of, value_of, writer
from .unary_token import Token, tokens

Term = Interval | str | bool | None

# What people type or paste, and what S-FEEL writes.
_LOOKALIKES = {"≥": ">=", "≤": "<=", "−": "-", "–": "-", "“": '"', "”": '"', "„": '"', "’": '"', "'": '"', "…": ".."}

_CLOSING = (")", "]", "[")

# Digits with commas between them, and those among them that look like one number with marks for the thousands.
_JOINED = re.compile(r"(-?[ ]*[0-9]*\.?[0-9]+)(?:,[0-9]*\.?[0-9]+)+")
_THOUSANDS = re.compile(r"-?[ ]*[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A test that was read: its terms, or any value at all."""

    terms: tuple[Term, ...] = ()
    is_negated: bool = False
    is_any: bool = False


# Most cells of most tables: a comparison with a number, or a range of two, written plainly.
_NUMBER = r"(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)"
_COMPARISON = re.compile(rf"(<=?|>=?) ?{_NUMBER}")
_RANGE = re.compile(rf"([\[(\]]){_NUMBER}\.\.{_NUMBER}([\])\[])")


def read(text: str, kind: Kind) -> Parsed:
    """Return what a test asks of a fact of this kind. Raises UnaryTestError at the first word it cannot use.

    Plain numeric tests are read at once, in a third of the time that reading word by word takes.
    """
    interval = _at_once(text) if kind is Kind.NUMBER else None
    return _Reader(text, kind).tests() if interval is None or interval.is_empty else Parsed((interval,))


def _at_once(text: str) -> Interval | None:
    """Return the interval that a plain numeric test stands for, None for any other test."""
    if match := _COMPARISON.fullmatch(text):
        return _compared(match[1], Decimal(match[2]))
    if match := _RANGE.fullmatch(text):
        return _ranged(match[1], Decimal(match[2]), Decimal(match[3]), match[4])
    return None


def _compared(operator: str, point: Decimal) -> Interval:
    """Return the interval of a comparison."""
    if operator.startswith("<"):
        return Interval(START, (point, operator == "<="))
    return Interval((point, operator == ">"), END)


def _ranged(opening: str, low: Decimal, high: Decimal, closing: str) -> Interval:
    """Return the interval between two brackets, each of which includes its end only if it embraces it."""
    return Interval.between(low, high, has_low=opening == "[", has_high=closing == "]")


class _Reader:
    """Reads one test from left to right, one word ahead."""

    __slots__ = ("_is_ordered", "_kind", "_next", "_text", "_value_type", "_word", "_words")

    def __init__(self, text: str, kind: Kind) -> None:
        self._text = text
        self._kind = kind
        self._is_ordered = kind.is_ordered
        self._value_type = TOKEN_TYPE[kind]
        self._words = tokens(text)
        self._next = 0
        self._word = self._words[0]

    def _advance(self) -> None:
        """Go on to the next word."""
        self._next += 1
        self._word = self._words[self._next]

    def tests(self) -> Parsed:
        """Read the whole text."""
        if self._word.type == "end":
            return Parsed(is_any=True)
        if self._word.text == "-":
            self._advance()
            self._close()
            return Parsed(is_any=True)
        if self._word.text == "not":
            self._advance()
            self._mark("(")
            terms = self._list()
            self._mark(")")
            self._close()
            return Parsed(terms, is_negated=True)
        terms = self._list()
        self._close()
        return Parsed(terms)

    def _list(self) -> tuple[Term, ...]:
        """Read tests with commas between them; what is said twice counts once."""
        terms = [self._term()]
        while self._word.text == ",":
            self._refuse_thousands()
            self._advance()
            terms.append(self._term())
        return tuple(dict.fromkeys(terms)) if len(terms) > 1 else (terms[0],)

    def _term(self) -> Term:
        """Read a single test."""
        word = self._word
        if word.text == "null":
            self._advance()
            return None
        if word.type == "operator":
            self._need_order(word)
            self._advance()
            return self._comparison(word.text)
        if word.text in ("(", "[", "]"):
            self._need_order(word)
            return self._range()
        value = self._value()
        if self._is_ordered:
            point = point_of(value)
            return Interval.between(point, point, has_low=True, has_high=True)
        return value  # type: ignore[return-value]

    def _comparison(self, operator: str) -> Interval:
        """Read the value after an operator."""
        return _compared(operator, point_of(self._value()))

    def _range(self) -> Interval:
        """Read a range from its opening to its closing bracket."""
        opening = self._word
        self._advance()
        low = point_of(self._value())
        self._refuse_comma_in_range("..")
        self._mark("..")
        high = point_of(self._value())
        self._refuse_comma_in_range(*_CLOSING)
        closing = self._word
        if closing.text not in _CLOSING:
            self._fail(Fault.MARK, closing, "]")
        self._advance()
        interval = _ranged(opening.text, low, high, closing.text)
        if interval.is_empty:
            fault = Fault.REVERSED if low > high else Fault.EMPTY
            first, last = map(writer(self._kind), sorted((low, high)))
            whole = Token("range", self._text[opening.position : closing.end], opening.position)
            self._fail(fault, whole, f"[{first}..{last}]")
        return interval

    def _value(self) -> object:
        """Read a value of the fact's type."""
        word = self._word
        if word.type == self._value_type:
            value = value_of(word, self._text, self._kind)
            if value is not None:
                self._advance()
                return value
        return self._fail_value(word)

    def _mark(self, mark: str) -> None:
        """Read a certain mark."""
        if self._word.text != mark:
            self._fail(Fault.MARK, self._word, mark)
        self._advance()

    def _close(self) -> None:
        """Make sure that nothing follows."""
        if self._word.type != "end":
            self._fail(Fault.END, self._word)

    def _need_order(self, word: Token) -> None:
        """Refuse a comparison on a fact whose values are neither smaller nor larger than each other."""
        if not self._is_ordered:
            self._fail(Fault.ORDER, word)

    def _refuse_thousands(self) -> None:
        """Refuse ``>= 1,500`` and ``12,500``: without a space, nobody knows whether that is one number or two."""
        joined = self._joined()
        if joined and (self._words[self._next - 2].type == "operator" or _THOUSANDS.fullmatch(joined.text)):
            one, several = joined.text.replace(",", ""), joined.text.replace(",", ", ")
            self._fail(Fault.COMMA, joined, f"{one} (one number) or {several} (a list)")

    def _refuse_comma_in_range(self, *following: str) -> None:
        """Refuse ``[1,000..2,000]``, where nothing but a number can be meant, with a better word than "type .."."""
        joined = self._joined()
        if joined and self._text[joined.end :].lstrip().startswith(following):
            self._fail(Fault.NUMBER, joined, joined.text.replace(",", ""))

    def _joined(self) -> Token | None:
        """Return the digits and commas around the next word, if that is a comma between digits without a space."""
        if self._word.text != ",":
            return None
        start = self._words[self._next - 1].position
        digits = _JOINED.match(self._text, start)
        return Token("number", digits[0], start) if digits and digits.end(1) == self._word.position else None

    def _fail_value(self, word: Token) -> NoReturn:
        """Refuse a word that is no value of the fact's type, with the nearest thing that would be one."""
        if word.text in _LOOKALIKES:
            self._fail(Fault.WORD, word, _LOOKALIKES[word.text])
        if word.text == '"':
            line = self._text[word.position :].splitlines()[0]
            self._fail(Fault.UNCLOSED, Token("string", line, word.position), f'{line.rstrip()}"')
        if word.type == "zeros" and self._kind is Kind.NUMBER:
            self._fail(Fault.ZEROS, word, plain(number_of(word)))
        if word.type == "word" and self._value_type == "string":
            self._fail(Fault.WORD, word, f'"{word.text}"')
        self._fail(Fault.VALUE, word)

    def _fail(self, fault: Fault, word: Token, suggestion: str = "") -> NoReturn:
        """Raise the error for a word."""
        raise UnaryTestError(fault, self._text, word.position, word.text, self._kind, suggestion)
