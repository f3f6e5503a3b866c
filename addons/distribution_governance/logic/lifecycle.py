"""Which state may follow which?

Every lifecycle of the product is a table here; the one method of a model that changes a state asks `check` first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


class TransitionError(ValueError):
    """A change of state that the lifecycle does not know. Carries its parts, so that the caller can translate it."""

    def __init__(self, lifecycle: str, old: str, new: str, allowed: frozenset[str]) -> None:
        """Keep what was asked and what would be allowed from `old`."""
        self.lifecycle = lifecycle
        self.old = old
        self.new = new
        self.allowed = allowed
        super().__init__(lifecycle, old, new, allowed)

    def __str__(self) -> str:
        sentence = f"The {self.lifecycle} cannot go from “{self.old}” to “{self.new}”."
        if not self.allowed:
            return f"{sentence} It can go nowhere from “{self.old}”."
        choices = ", ".join(f"“{state}”" for state in sorted(self.allowed))
        return f"{sentence} From “{self.old}” it can go to: {choices}."


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The states of one kind of record and the states that may follow each of them."""

    name: str
    transitions: Mapping[str, frozenset[str]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "transitions", MappingProxyType(dict(self.transitions)))

    @property
    def states(self) -> frozenset[str]:
        """Return every state that the table names, as a start or as a target."""
        return frozenset(self.transitions).union(*self.transitions.values())

    @property
    def final_states(self) -> frozenset[str]:
        """Return the states that nothing follows."""
        return frozenset(state for state in self.states if not self.transitions.get(state))

    def allows(self, old: str, new: str) -> bool:
        """Return whether `new` may follow `old`; staying in a state is a transition only where the table says so."""
        return new in self.transitions.get(old, frozenset())

    def check(self, old: str, new: str) -> None:
        """Raise TransitionError unless `new` may follow `old`."""
        if not self.allows(old, new):
            raise TransitionError(self.name, old, new, self.transitions.get(old, frozenset()))


HOLD = Lifecycle(
    "hold",
    {
        "active": frozenset({"released", "withdrawn", "expired"}),
        "released": frozenset({"expired", "withdrawn"}),
    },
)

POLICY = Lifecycle(
    "policy",
    {
        "draft": frozenset({"published"}),
        "published": frozenset({"retired"}),
        "retired": frozenset({"published"}),
    },
)

EXCEPTION = Lifecycle(
    "exception",
    {
        "open": frozenset({"assigned", "resolved"}),
        "assigned": frozenset({"assigned", "resolved"}),
    },
)

JOB = Lifecycle(
    "job",
    {
        "draft": frozenset({"running"}),
        "running": frozenset({"done", "failed", "cancelled"}),
        "failed": frozenset({"running", "cancelled"}),
    },
)

PROPOSAL = Lifecycle(
    "proposal",
    {
        "waiting": frozenset({"applied", "rejected", "withdrawn", "failed"}),
    },
)
