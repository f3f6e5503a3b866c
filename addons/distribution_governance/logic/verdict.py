"""What does a decision say, and why?

A verdict is the list of reasons found; its effect is that of the most severe one (DMN hit policy *collect*). A business
"no" is a value with reasons, never an exception.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from .facts import Value


class Effect(Enum):
    """What happens to a document, from the mildest to the most severe. Effects can be compared: ALLOW < BLOCK."""

    ALLOW = "allow"
    WARN = "warn"
    HOLD = "hold"
    BLOCK = "block"

    @property
    def severity(self) -> int:
        """Return the place in the order, 0 for the mildest."""
        return _SEVERITY[self]

    def __lt__(self, other: Effect) -> bool:
        return self.severity < other.severity

    def __le__(self, other: Effect) -> bool:
        return self.severity <= other.severity

    def __gt__(self, other: Effect) -> bool:
        return self.severity > other.severity

    def __ge__(self, other: Effect) -> bool:
        return self.severity >= other.severity

    @classmethod
    def worst(cls, effects: Iterable[Effect]) -> Effect:
        """Return the most severe of the effects, ALLOW when there is none."""
        return max(effects, key=_SEVERITY.__getitem__, default=cls.ALLOW)


_SEVERITY = {effect: place for place, effect in enumerate(Effect)}


class Mode(Enum):
    """How far a policy may go: watch only, warn, or enforce."""

    OBSERVE = "observe"
    WARN = "warn"
    ENFORCE = "enforce"

    @property
    def limit(self) -> Effect:
        """Return the most severe effect that this mode lets through."""
        return _LIMIT_OF_MODE[self]


_LIMIT_OF_MODE = {Mode.OBSERVE: Effect.ALLOW, Mode.WARN: Effect.WARN, Mode.ENFORCE: Effect.BLOCK}


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition that matched: the fact, the test, the value found, its place, and which values would pass."""

    fact: str
    test: str
    value: Value
    where: str
    would_pass: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that matched, with everything that made it match. `policy` and `rule` are stable keys."""

    policy: str
    rule: str
    name: str
    effect: Effect
    guidance: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """All the reasons that one or several policies found for one document."""

    reasons: tuple[Reason, ...] = ()

    @property
    def effect(self) -> Effect:
        """Return the effect of the most severe reason, ALLOW when there is none."""
        return Effect.worst(reason.effect for reason in self.reasons)
