"""What happened to the links of a hash chain whose digests do not fit: were they altered, or only moved?

One change may break several links: whoever exchanges two of them also breaks the link behind each. So the breaks are
explained together. A digest that fits with the digest of another broken link before it, in the place of another, or
with the text of another, tells what was moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .chain_link import Link, Problem, ProblemKind, digest

# Explaining compares every broken link with every other; further ones are explained among themselves.
_TOGETHER = 40


@dataclass(frozen=True, slots=True)
class Break:
    """A link whose digest fits its text with none of the digests that may stand before it."""

    link: Link
    text: str
    previous: tuple[str, ...]

    @property
    def position(self) -> int:
        """Return where the link stands."""
        return self.link.position

    def fits(self, previous: str, position: int, text: str) -> bool:
        """Return whether the link's digest is that of this text at this position."""
        return self.link.digest == digest(previous, position, text)


def problems_of(breaks: Sequence[Break]) -> Iterator[Problem]:
    """Yield one problem for each broken link that was changed; links that only follow a moved one are sound."""
    for start in range(0, len(breaks), _TOGETHER):
        together = breaks[start : start + _TOGETHER]
        for broken in together:
            kind = _kind(broken, [other for other in together if other is not broken])
            if kind:
                yield Problem(kind, broken.position, broken.link.key)


def _kind(broken: Break, others: Sequence[Break]) -> ProblemKind | None:
    """Return what was done to a broken link, None if nothing was."""
    if any(broken.fits(other.link.digest, broken.position, broken.text) for other in others):
        return None
    if any(_belongs_to(broken, other, others) or _holds_text_of(broken, other) for other in others):
        return ProblemKind.REORDERED
    return ProblemKind.ALTERED


def _belongs_to(broken: Break, other: Break, others: Sequence[Break]) -> bool:
    """Return whether a link came, together with its digest, from the place of the other."""
    befores = [*other.previous, *(third.link.digest for third in others)]
    return any(broken.fits(before, other.position, broken.text) for before in befores)


def _holds_text_of(broken: Break, other: Break) -> bool:
    """Return whether a link's digest stayed in place while its text was exchanged with that of the other."""
    return any(broken.fits(before, broken.position, other.text) for before in broken.previous)
