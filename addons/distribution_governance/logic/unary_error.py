"""What is wrong with a cell of a decision table, where, and what to type instead?

The sentences are shown to the administrator who typed the cell.
"""

from __future__ import annotations

from enum import Enum

from .facts import Kind
from .sentence import Say, _, english

EXAMPLE = {
    Kind.NUMBER: _("a number such as 15, -3 or 12.5"),
    Kind.FLAG: _("true or false"),
    Kind.CATEGORY: _('a text in straight quotes such as "EU"'),
    Kind.LABELS: _('a text in straight quotes such as "VIP"'),
    Kind.DATE: _('a date such as date("2026-01-31")'),
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
    Fault.ORDER: (_(", which asks for an order that this fact does not have"), "{example}"),
    Fault.MARK: ("", "“{suggestion}”"),
    Fault.END: (_(" after a complete test"), _("a comma and a further test, or nothing,")),
    Fault.REVERSED: (_(", a range that starts after its end"), "{suggestion}"),
    Fault.EMPTY: (_(", a range that holds no value"), "{suggestion}"),
    Fault.COMMA: (_(", which may be one number or a list of two"), "{suggestion}"),
    Fault.NUMBER: (_(", a number with a comma"), "{suggestion}"),
    Fault.ZEROS: (_(", a number with leading zeros"), "{suggestion}"),
    Fault.UNCLOSED: (_(", a text without a closing quote"), "{suggestion}"),
    Fault.ESCAPE: (_(", a text with a backslash that stands before no known character"), "{suggestion}"),
    Fault.DAY: (_(", which is no day of the calendar"), "{example}"),
}

_FOUND = _("At position {position} of “{text}” there is “{found}”{phrase}. Type {expected} instead.")
_ENDS = _("At position {position} of “{text}” the test ends too early. Type {expected} there.")


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
        return self._expected(english)

    def _expected(self, say: Say) -> str:
        """Return what belongs at the position, as a phrase in the reader's language."""
        return say(_PHRASES[self.fault][1]).format(example=say(EXAMPLE[self.kind]), suggestion=self.suggestion)

    def told(self, say: Say) -> str:
        """Return the sentence in the reader's language."""
        phrase = _PHRASES[self.fault][0]
        return say(_FOUND if self.found else _ENDS).format(
            position=self.position + 1,
            text=self.text,
            found=self.found,
            phrase=say(phrase) if phrase else "",
            expected=self._expected(say),
        )

    def __str__(self) -> str:
        return self.told(english)
