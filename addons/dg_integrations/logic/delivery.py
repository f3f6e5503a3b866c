"""Where can one event on its way to one endpoint go next?

A delivery is leased by a dispatcher for as long as one attempt may take. Whatever becomes of that dispatcher, the lease
ends, so nothing is lost. `done` means that the receiver answered 2xx, not that it processed anything. What ended is
never sent again: a replay is a delivery of its own, of the same event.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class State(Enum):
    """How a delivery stands. The values are stable and may be stored."""

    PENDING = "pending"
    LEASED = "leased"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


class Move(Enum):
    """What happens to a delivery."""

    CLAIM = "claim"
    DELIVER = "deliver"
    RETRY = "retry"
    RETURN = "return"
    EXPIRE = "expire"
    GIVE_UP = "give_up"
    CANCEL = "cancel"

    @property
    def is_attempt(self) -> bool:
        """Return whether an attempt was made, or may have been: it is logged and counts against the schedule."""
        return self in (Move.DELIVER, Move.RETRY, Move.EXPIRE, Move.GIVE_UP)


MOVES: Mapping[tuple[State, Move], State] = MappingProxyType(
    {
        (State.PENDING, Move.CLAIM): State.LEASED,
        (State.PENDING, Move.CANCEL): State.CANCELLED,
        (State.LEASED, Move.DELIVER): State.DONE,
        (State.LEASED, Move.RETRY): State.PENDING,
        (State.LEASED, Move.RETURN): State.PENDING,
        (State.LEASED, Move.EXPIRE): State.PENDING,
        (State.LEASED, Move.GIVE_UP): State.DEAD,
        (State.DEAD, Move.CANCEL): State.CANCELLED,
    }
)

# {state: the states that may follow it}, as the lifecycles of the product are written.
TRANSITIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        state.value: frozenset(new.value for (old, _move), new in MOVES.items() if old is state)
        for state in State
        if any(old is state for old, _move in MOVES)
    }
)

# A delivery in one of these keeps the later ones of its document and endpoint waiting.
OPEN = frozenset({State.PENDING, State.LEASED})


def after(state: State, move: Move) -> State | None:
    """Return the state that a move leads to, None where the delivery cannot make it."""
    return MOVES.get((state, move))
