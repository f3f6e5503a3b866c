"""How long may a search go on?

The questions asked of a table can take for ever on tables made to be hard. A search counts its steps, and when it has
taken too many it stops and says so.
"""

from __future__ import annotations


class Effort:
    """The steps that one search may still take."""

    __slots__ = ("_left",)

    def __init__(self, steps: int) -> None:
        """Allow so many steps."""
        self._left = steps

    def spend(self, steps: int) -> bool:
        """Take steps; return whether there were enough of them left."""
        self._left -= steps
        return self._left >= 0

    @property
    def is_spent(self) -> bool:
        """Return whether a search had to stop."""
        return self._left < 0
