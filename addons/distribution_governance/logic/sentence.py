"""How does a sentence that the logic makes reach its reader in his own language?

The logic knows templates and the words to put in; it knows no reader. Templates are marked with `_`, by which name they
are found for translation, and whoever shows a sentence gives a `say` that translates a template. Without one, it is
said in English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce

Say = Callable[[str], str]


def english(template: str) -> str:
    """Return the template as it was written."""
    return template


# Marks a template where it is written; it is translated where it is said.
_ = english

_BOTH = _("{first} and {second}")


def joined(words: Iterable[str], say: Say = english) -> str:
    """Return words joined for a sentence; empty without any."""
    found = list(words)
    return reduce(lambda first, second: say(_BOTH).format(first=first, second=second), found) if found else ""
