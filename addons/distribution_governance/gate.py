"""Which door does a document pass to become a commitment?

`Gate` declares a transition; `@gate` turns the method people and integrations call into its front door, which decides
for the whole batch, lets the allowed documents pass in one call and parks the others. It never raises for a hold, so
that evidence and holds are committed. The narrow waist (`dg.governed.mixin`) guards the transition itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from .clearance import Key, cleared


@dataclass(frozen=True, slots=True)
class Gate:
    """One guarded transition: `field` goes from one of `sources` to one of `targets`, by the method `door`.

    A document begins in `initial`. `done` is the past tense that names the event, such as confirmed; `stamps` are
    further fields that the step writes and that are no content of the document.
    """

    name: str
    door: str
    done: str
    field: str
    initial: str
    sources: frozenset[str]
    targets: frozenset[str]
    stamps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about one document: may it pass, on which decision, with which content.

    `facts_digest` proves the figures; `warnings` are the reasons that let it pass with a word to the user;
    `is_released` says that a release stands for it, which is used up when it passes; `content` are the plain values
    that were decided on.
    """

    passes: bool
    decision_id: int
    fingerprint: str
    facts_digest: str
    warnings: tuple[str, ...] = ()
    is_released: bool = False
    content: object = None


def gate(name: str) -> Callable:
    """Return a decorator that makes a document method the front door of the gate `name`."""

    def decorate(method: Callable) -> Callable:
        @wraps(method)
        def front_door(self, *args, **kwargs):
            return _pass_front_door(self, name, lambda documents: method(documents, *args, **kwargs))

        front_door.dg_gate = name
        return front_door

    return decorate


def _pass_front_door(documents, name: str, proceed: Callable):
    """Decide, let pass, park; return what the guarded method returns, or an action that tells what was parked."""
    documents = documents | documents.browse()  # a document that a caller names twice is still one document
    rulings = documents._dg_decide(name)
    if not rulings:
        return proceed(documents)
    parked = documents.filtered(lambda document: document.id in rulings and not rulings[document.id].passes)
    passing = documents - parked
    result = _proceed_cleared(passing, name, rulings, proceed) if passing else True
    return documents._dg_answer(result, passing, parked) if parked else result


def _proceed_cleared(documents, name: str, rulings: dict[int, Ruling], proceed: Callable):
    """Call the guarded method once for all `documents` and note in the journal which of them arrived."""
    contents = {
        Key(documents._name, document_id, name): rulings[document_id].content
        for document_id in documents.ids
        if document_id in rulings
    }
    with cleared(documents.env.cr, contents):
        result = proceed(documents)
    documents._dg_after_passing(name, rulings)
    return result
