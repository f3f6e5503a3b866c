"""Chains to test with, and what is found in them; shared by the tests of the hash chain."""

from distribution_governance.logic.hash_chain import GENESIS, Link, digest, verify


def chain(count, previous=GENESIS, first=1):
    """Return a sound chain."""
    links = []
    for position in range(first, first + count):
        previous = digest(previous, position, f"text {position}")
        links.append(Link(position, f"event {position}", f"text {position}", previous))
    return links


def found(links, *args, **kwargs):
    """Return what is found, as (kind, position), with the last position where several are missing."""
    return [
        (problem.kind, problem.position)
        if problem.last_position in (None, problem.position)
        else (problem.kind, problem.position, problem.last_position)
        for problem in verify(iter(links), *args, **kwargs)
    ]
