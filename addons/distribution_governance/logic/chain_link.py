"""What is one link of the hash chain that seals the journal, and what can be found wrong with it?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

# The prefix names the way of hashing, so that a later one can stand beside this one in the same chain.
VERSION = "1$"
GENESIS = VERSION + "0" * 64


def digest(previous: str, position: int, text: str) -> str:
    """Return the digest of a link: SHA-256 over the digest before it, its position and its text.

    `previous` holds no line break and the text comes last, so no two links share what is hashed.
    """
    return VERSION + hashlib.sha256(f"{previous}\n{position}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Link:
    """One sealed entry. `key` names it to people and is not hashed; `text` is None where the entry itself is gone."""

    position: int
    key: str
    text: str | None
    digest: str


class ProblemKind(Enum):
    """What was done to a link."""

    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"


_SENTENCES = {
    ProblemKind.ALTERED: "{place} was altered: its content and its digest do not belong together.",
    ProblemKind.MISSING: "{place} was removed.",
    ProblemKind.REORDERED: "{place} was moved: it belongs elsewhere in the chain.",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One change that was made to the chain after it was sealed.

    `position` is where it shows; where several positions in a row are missing, the first, and `last_position` the last.
    `key` is empty where no link is left that could name it.
    """

    kind: ProblemKind
    position: int
    key: str = ""
    last_position: int | None = None

    @property
    def message(self) -> str:
        """Return the problem as a sentence."""
        if self.last_position not in (None, self.position):
            return f"Positions {self.position} to {self.last_position} were removed."
        place = f"Position {self.position} ({self.key})" if self.key else f"Position {self.position}"
        return _SENTENCES[self.kind].format(place=place)
