"""What is wrong with a cell of a decision table, where, and what to type instead?

The sentences are shown to the administrator who typed the cell. A caller who translates them takes the parts: `fault`
says which sentence it is; `found`, `position`, `kind` and `suggestion` are the words to put in.
"""

from __future__ import annotations

from enum import Enum

from .facts import Kind

EXAMPLE = {
    Kind.NUMBER: "a number such as 15, -3 or 12.5",
    Kind.FLAG: "true or false",
    Kind.CATEGORY: 'a text in straight quotes such as "EU"',
    Kind.LABELS: 'a text in straight quotes such as "VIP"',
    Kind.DATE: 'a date such as date("2026-01-31")',
}


class Fault(Enum):
    """The ways in which a unary test can be wrong. The values are stable and may be stored."""

    VALUE = "value"  # something else stands where a value of the fact's type belongs
    WORD = "word"  # the suggestion is meant, but written differently
    ORDER = "order"  # smaller and larger are asked of a fact that has no order
    MARK = "mark"  # the suggested mark is missing
    END = "end"  # something follows a complete test
    REVERSED = "reversed"  # a range starts after its end
    EMPTY = "empty"  # a range holds no value
    COMMA = "comma"  # a comma inside what may be one number
    NUMBER = "number"  # a comma inside what can only be one number
    ZEROS = "zeros"  # leading zeros
    UNCLOSED = "unclosed"  # a text without its closing quote
    ESCAPE = "escape"  # a backslash before a character it cannot stand before
    DAY = "day"  # no day of the calendar


# Fault: (what is said of the thing found, what is expected)
_PHRASES = {
    Fault.VALUE: ("", "{example}"),
    Fault.WORD: ("", "“{suggestion}”"),
    Fault.ORDER: (", which asks for an order that this fact does not have", "{example}"),
    Fault.MARK: ("", "“{suggestion}”"),
    Fault.END: (" after a complete test", "a comma and a further test, or nothing,"),
    Fault.REVERSED: (", a range that starts after its end", "{suggestion}"),
    Fault.EMPTY: (", a range that holds no value", "{suggestion}"),
    Fault.COMMA: (", which may be one number or a list of two", "{suggestion}"),
    Fault.NUMBER: (", a number with a comma", "{suggestion}"),
    Fault.ZEROS: (", a number with leading zeros", "{suggestion}"),
    Fault.UNCLOSED: (", a text without a closing quote", "{suggestion}"),
    Fault.ESCAPE: (", a text with a backslash that stands before no known character", "{suggestion}"),
    Fault.DAY: (", which is no day of the calendar", "{example}"),
}


class UnaryTestError(ValueError):
    """A text that is no S-FEEL unary test for its fact. `str()` is a sentence for the person who typed it.

    `position` counts from 0 (the sentence counts from 1); `found` is the text that stands there, empty at the end of
    the test; `expected` is the phrase that says what belongs there; `suggestion` is the part of it to type, if known.
    """

    def __init__(self, fault: Fault, text: str, position: int, found: str, kind: Kind, suggestion: str = "") -> None:
        """Keep the parts of the sentence."""
        self.fault = fault
        self.text = text
        self.position = position
        self.found = found
        self.kind = kind
        self.suggestion = suggestion
        super().__init__(fault, text, position, found, kind, suggestion)

    @property
    def expected(self) -> str:
        """Return what belongs at the position, as a phrase."""
        return _PHRASES[self.fault][1].format(example=EXAMPLE[self.kind], suggestion=self.suggestion)

    def __str__(self) -> str:
        place = f"At position {self.position + 1} of “{self.text}”"
        if not self.found:
            return f"{place} the test ends too early. Type {self.expected} there."
        return f"{place} there is “{self.found}”{_PHRASES[self.fault][0]}. Type {self.expected} instead."
