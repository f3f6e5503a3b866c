"""Was it reached?  A goal is a limit that a figure is held against."""

from __future__ import annotations

from dataclasses import dataclass

from .turns import Spread

HEADS = ("goal", "what", "limit", "figure [quartiles]", "")
# How many digits after the point are worth reading, by unit.
DIGITS = {"×": 3, "queries": 0, "queries each": 2, "s": 2, "ms": 2, "µs": 1}


@dataclass(frozen=True)
class Goal:
    """One figure and its limit: `id` as in the project's list of goals, `at_least` where more is better."""

    id: str
    text: str
    limit: float
    unit: str
    spread: Spread
    at_least: bool = False

    @property
    def figure(self):
        """The measured figure: the middle of the spread."""
        return self.spread.middle

    @property
    def is_met(self):
        """Is the figure on the right side of the limit, or on it?"""
        return self.figure >= self.limit if self.at_least else self.figure <= self.limit

    def row(self):
        """Return the cells of the goal's line in a table, under HEADS."""
        digits = DIGITS.get(self.unit, 0)
        bound = "≥" if self.at_least else "≤"
        return (
            self.id,
            self.text,
            f"{bound} {self.limit:,.{digits}f} {self.unit}",
            self.spread.text(digits),
            "met" if self.is_met else "**missed**",
        )


@dataclass(frozen=True)
class Section:
    """What one part found: its goals, and a table of what was measured on the way."""

    title: str
    goals: tuple[Goal, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    note: str = ""
