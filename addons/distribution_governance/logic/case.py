"""What came out of judging one document at one gate, with releases and modes taken into account?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .facts import Measure
from .verdict import Effect, Mode, Reason


@dataclass(frozen=True, slots=True)
class Judged:
    """One reason as it acts here: under the mode of its policy, and perhaps covered by a release."""

    reason: Reason
    version_id: int
    mode: Mode
    is_covered: bool = False

    @property
    def effect(self) -> Effect:
        """Return what the reason does now: nothing when covered, never more than the mode allows."""
        return Effect.ALLOW if self.is_covered else min(self.reason.effect, self.mode.limit)


@dataclass(frozen=True, slots=True)
class Case:
    """One document in front of one gate: what was measured, under which versions, and what speaks against it.

    `content` are the plain values behind the fingerprint, for comparing without computing it again.
    """

    document_id: int
    fingerprint: str
    measures: Mapping[str, Measure]
    version_ids: tuple[int, ...]
    judged: tuple[Judged, ...] = ()
    content: object = field(default=None, repr=False)

    @property
    def effect(self) -> Effect:
        """Return the most severe effect in force."""
        return Effect.worst(judged.effect for judged in self.judged)

    @property
    def passes(self) -> bool:
        """Return True when nothing in force holds or blocks the document."""
        return self.effect < Effect.HOLD

    @property
    def stopping(self) -> tuple[Judged, ...]:
        """Return the reasons that hold or block the document now."""
        return tuple(judged for judged in self.judged if judged.effect >= Effect.HOLD)
