"""Which words is a unary test made of, and where does each of them stand?

Literals follow the grammar of S-FEEL in DMN 1.3: numbers without exponent, texts in straight quotes with the escapes of
FEEL, dates as ``date("2026-01-31")`` or ``@"2026-01-31"``.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Token(NamedTuple):
    """One word of a test: its type (a group of the pattern, or "end"), its text and where it starts."""

    type: str
    text: str
    position: int

    @property
    def end(self) -> int:
        """Return where the word ends."""
        return self.position + len(self.text)


# A number takes its sign along, as S-FEEL has no subtraction in tests. One with leading zeros is set apart, being most
# likely the rest of another that was typed as "1,000". "1..5" is a number, dots and a number. Only
# ASCII digits count: those of other scripts are easily mistaken for one another.
_PATTERN = re.compile(
    r"""
      (?P<zeros>    (?:-[ ]*)?0[0-9]+(?:\.[0-9]+)? )
    | (?P<number>   (?:-[ ]*)?(?: [0-9]+(?:\.[0-9]+)? | \.[0-9]+ ) )
    | (?P<mark>     \.\. | [\[\](),-] )
    | (?P<operator> <=? | >=? )
    | (?P<space>    \s+ )
    | (?P<string>   "(?: [^"\\\r\n] | \\. )*" )
    | (?P<date>     date\s*\(\s*"[^"]*"\s*\) | @"[^"]*" )
    | (?P<word>     [^\W\d]\w* )
    | (?P<stray>    . )
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> list[Token]:
    """Return the words of a test in order, closed by one of the type "end"."""
    words = [
        Token(group, match[0], match.start())
        for match in _PATTERN.finditer(text)
        if (group := match.lastgroup) and group != "space"
    ]
    words.append(Token("end", "", len(text)))
    return words
