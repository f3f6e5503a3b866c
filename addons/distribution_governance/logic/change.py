"""What did a change of a committed document make worse?

A document was committed under certain figures. A change is judged like a new document, but what spoke against the
document before, no less than now, is no reason to stop the change: orders that were confirmed before a policy was
published are not punished for an unrelated edit, and better never asks again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from .case import Case, Judged
from .coverage import Release, covers
from .facts import Direction

# Which way each fact gets worse, for each version by its id.
Directions = Mapping[int, Mapping[str, Direction]]


def excuse(after: Case, before: Case, directions: Directions, strict: Collection[int]) -> Case:
    """Return the case `after` a change, with every reason covered that stood `before` and did not get worse.

    `strict` are the versions whose releases are void at any change of the content: what such a release covered is not
    excused any more.
    """
    return replace(
        after,
        judged=tuple(
            replace(judged, is_covered=True) if _stood(judged, after, before, directions, strict) else judged
            for judged in after.judged
        ),
    )


def reopen(excused: Case, after: Case, held: Collection[tuple[str, str]]) -> Case:
    """Return the case in which reasons that hold the document already are not excused: they go on holding it.

    `held` names them as (policy, rule). What a release covers stays covered.
    """
    return replace(
        excused,
        judged=tuple(
            judged if (judged.reason.policy, judged.reason.rule) in held else lenient
            for lenient, judged in zip(excused.judged, after.judged, strict=True)
        ),
    )


def _stood(judged: Judged, after: Case, before: Case, directions: Directions, strict: Collection[int]) -> bool:
    """Return whether this reason spoke against the document before the change, and no less."""
    reason = judged.reason
    known = {(was.reason.policy, was.reason.rule): was for was in before.judged}.get((reason.policy, reason.rule))
    if known is None or known.reason.effect < reason.effect or known.mode.limit < judged.mode.limit:
        return False
    if known.is_covered and known.version_id in strict:
        return False
    values = {finding.fact: finding.value for finding in known.reason.findings}
    stood = Release(reason.policy, reason.rule, values, before.fingerprint)
    return covers(stood, reason, after.fingerprint, directions.get(judged.version_id, {}))
