"""Is the journal still what it was when it was sealed?

Every link carries a digest of its text, its position and the digest before it, so nothing can be altered, removed or
put elsewhere without a break. What a chain cannot know by itself - that its end was cut off, or that all of it was
written anew - shows when it is compared with digests that were kept outside (anchors).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from .chain_break import Break, problems_of
from .chain_link import GENESIS, Link, Problem, ProblemKind, digest

__all__ = ["GENESIS", "Link", "Problem", "ProblemKind", "digest", "verify"]

_NO_ANCHORS: Mapping[int, str] = MappingProxyType({})


def verify(
    links: Iterable[Link],
    previous: str = GENESIS,
    first_position: int = 1,
    anchors: Mapping[int, str] = _NO_ANCHORS,
) -> list[Problem]:
    """Return what was done to the links since they were sealed, by position; an empty list for an intact chain.

    `previous` is the digest before the first link, which stands at `first_position`. The links are read once, as a
    stream; only the broken ones are kept. After a problem the stored digest counts, so that one change is one problem.
    `anchors` are digests by position that were kept outside; the chain must reach the last of them.

    Two limits lie in the method: the link right behind a gap cannot be verified, because the digest before it is gone;
    and whoever alters a link *and* its digest shows at the link behind it, whose digest no longer fits.
    """
    reading = _Reading(previous, first_position, anchors)
    for link in links:
        reading.read(link)
    reading.reach(max(anchors, default=0) + 1)
    return reading.problems()


class _Reading:
    """How far a chain was read, and what was found on the way."""

    __slots__ = ("_anchors", "_breaks", "_expected", "_found", "_late", "_missing", "_previous")

    def __init__(self, previous: str, first_position: int, anchors: Mapping[int, str]) -> None:
        self._anchors = anchors
        self._expected = first_position
        self._previous: tuple[str, ...] = (previous,)
        self._breaks: list[Break] = []
        self._missing: list[tuple[int, int]] = []
        self._late: list[Link] = []
        self._found: list[Problem] = []

    def read(self, link: Link) -> None:
        """Take in the next link."""
        if link.position < self._expected:
            self._late.append(link)
            return
        self.reach(link.position)
        self._expected = link.position + 1
        if link.text is None:
            self._found.append(Problem(ProblemKind.MISSING, link.position, link.key))
            self._previous = (link.digest,)
            return
        self._compare(link, link.text)

    def reach(self, position: int) -> None:
        """Note the positions that were skipped on the way to this one."""
        if position > self._expected:
            self._missing.append((self._expected, position - 1))
            self._previous = ()

    def _compare(self, link: Link, text: str) -> None:
        """Verify the digest of a link. Behind a link with a wrong digest, that digest and the right one both count.

        So a link is at fault only for what was done to itself.
        """
        possible = [digest(before, link.position, text) for before in self._previous]
        is_broken = bool(possible) and link.digest not in possible
        if is_broken:
            self._breaks.append(Break(link, text, self._previous))
        elif self._anchors.get(link.position, link.digest) != link.digest:
            self._found.append(Problem(ProblemKind.ALTERED, link.position, link.key))
        self._previous = (link.digest, *possible) if is_broken else (link.digest,)

    def problems(self) -> list[Problem]:
        """Return everything that was found, by position."""
        late = [Problem(ProblemKind.REORDERED, link.position, link.key) for link in self._late]
        problems = [*self._found, *problems_of(self._breaks), *late, *self._gaps()]
        return sorted(problems, key=lambda problem: problem.position)

    def _gaps(self) -> Iterator[Problem]:
        """Yield the stretches of positions that came neither in their place nor later."""
        late = sorted({link.position for link in self._late})
        for first, last in self._missing:
            start = first
            for position in (*(place for place in late if first <= place <= last), last + 1):
                if start < position:
                    yield Problem(ProblemKind.MISSING, start, last_position=position - 1)
                start = position + 1
