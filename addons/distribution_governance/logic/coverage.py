"""Does a release that was given once still cover a reason that is found now?

A release covers facts, not documents: it was given for certain values of one rule of one policy. It goes on covering
the rule while no value is worse than released by more than the tolerance; better never asks again. A strict release is
void as soon as the content of the document is another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .facts import Direction, Kind, Value, fits, settled
from .verdict import Reason


@dataclass(frozen=True, slots=True)
class Release:
    """A recorded permission: which rule, for which values of its facts, and for which content of the document.

    `tolerance_percent` is a share of the size of each released value; below zero it counts as zero.
    """

    policy: str
    rule: str
    values: Mapping[str, Value]
    fingerprint: str
    strict: bool = False
    tolerance_percent: Decimal = Decimal(0)


def covers(release: Release, reason: Reason, fingerprint: str, directions: Mapping[str, Direction]) -> bool:
    """Return whether the release covers the reason found in a document whose content has this fingerprint.

    A fact that the release does not know is not covered. Strict releases ask for the same content *and* for values
    that are no worse, because facts such as credit change while the document stays as it is. Of a fact that could not
    be computed nobody knows whether it got worse, so only the same content is covered.
    """
    if (release.policy, release.rule) != (reason.policy, reason.rule):
        return False
    is_blind = any(not finding.test for finding in reason.findings)
    if (release.strict or is_blind) and release.fingerprint != fingerprint:
        return False
    return all(
        finding.fact in release.values
        and _is_within(
            finding.value,
            release.values[finding.fact],
            directions.get(finding.fact, Direction.NEUTRAL),
            release.tolerance_percent,
        )
        for finding in reason.findings
    )


def _is_within(found: Value, released: Value, direction: Direction, tolerance_percent: Decimal) -> bool:
    """Return whether a value is no worse than the released one by more than the tolerance.

    Only numbers get better or worse; anything else, and a missing value, must be the same. Fractions keep the border
    exact, where decimal arithmetic would round to 28 digits.
    """
    if not (_is_number(found) and _is_number(released)):
        found, released = settled(found), settled(released)
        return type(found) is type(released) and found == released
    if direction is Direction.NEUTRAL:
        return found == released
    distance = Fraction(found) - Fraction(released)  # type: ignore[arg-type]
    worse = distance if direction is Direction.HIGHER else -distance
    return worse <= abs(Fraction(released)) * max(Fraction(tolerance_percent), Fraction(0)) / 100  # type: ignore[arg-type]


def _is_number(value: Value) -> bool:
    """Return whether the value is a number that is there."""
    return value is not None and fits(value, Kind.NUMBER)
