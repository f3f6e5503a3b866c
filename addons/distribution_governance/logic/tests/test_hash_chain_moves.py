"""Are links of the chain that were only moved told from altered ones?"""

from dataclasses import replace

import pytest
from distribution_governance.logic.hash_chain import Problem, ProblemKind, verify
from hash_chains import chain, found
from hypothesis import given
from hypothesis import strategies as st

ALTERED, MISSING, REORDERED = ProblemKind.ALTERED, ProblemKind.MISSING, ProblemKind.REORDERED


def exchanged(links, one, other, *fields):
    """Return the chain with these fields of the links at two positions exchanged."""
    links = list(links)
    first, second = links[one - 1], links[other - 1]
    links[one - 1] = replace(first, **{field: getattr(second, field) for field in fields})
    links[other - 1] = replace(second, **{field: getattr(first, field) for field in fields})
    return links


@pytest.mark.parametrize(("one", "other"), [(1, 2), (4, 5), (3, 7), (1, 10), (9, 10), (4, 6)])
def test_links_that_changed_places_are_told_from_altered_ones(one, other):
    moved = exchanged(chain(10), one, other, "key", "text", "digest")

    assert verify(moved) == [
        Problem(REORDERED, one, f"event {other}"),
        Problem(REORDERED, other, f"event {one}"),
    ]


@pytest.mark.parametrize(("one", "other"), [(1, 2), (4, 5), (3, 7), (9, 10)])
def test_texts_that_changed_places_are_told_from_altered_ones(one, other):
    moved = exchanged(chain(10), one, other, "key", "text")

    assert found(moved) == [(REORDERED, one), (REORDERED, other)]


def test_digests_that_changed_places_were_altered():
    moved = exchanged(chain(10), 3, 7, "digest")

    assert found(moved) == [(ALTERED, 3), (ALTERED, 7)]


def test_links_that_rotated_are_all_reordered():
    links = chain(10)
    moved = exchanged(exchanged(links, 3, 5, "key", "text", "digest"), 5, 8, "key", "text", "digest")

    assert found(moved) == [(REORDERED, 3), (REORDERED, 5), (REORDERED, 8)]


def test_an_altered_link_among_moved_ones_is_told_apart():
    moved = exchanged(chain(10), 2, 4, "key", "text", "digest")
    moved[7] = replace(moved[7], text="something else")

    assert found(moved) == [(REORDERED, 2), (REORDERED, 4), (ALTERED, 8)]


def test_a_link_that_comes_late_is_reordered_and_not_missing():
    links = chain(6)

    assert verify([links[0], links[2], links[1], *links[3:]]) == [Problem(REORDERED, 2, "event 2")]
    assert found([links[0], *links[3:], links[1], links[2]]) == [(REORDERED, 2), (REORDERED, 3)]
    assert found([links[0], *links[4:], links[2]]) == [(MISSING, 2), (REORDERED, 3), (MISSING, 4)]
    assert found([links[0], *links[4:], links[1]]) == [(REORDERED, 2), (MISSING, 3, 4)]
    assert found([links[0], *links[4:], links[3]]) == [(MISSING, 2, 3), (REORDERED, 4)]


def test_a_link_that_comes_twice_is_reordered_and_harms_no_other():
    links = chain(5)

    assert found([*links[:3], links[2], *links[3:]]) == [(REORDERED, 3)]
    assert found([*links, links[0]]) == [(REORDERED, 1)]


def test_many_altered_links_are_each_named():
    links = [replace(link, text="other") if link.position % 2 else link for link in chain(200)]

    assert found(links) == [(ALTERED, position) for position in range(1, 200, 2)]


def test_links_that_changed_places_far_behind_many_altered_ones_are_found():
    links = [replace(link, text="other") if link.position <= 40 else link for link in chain(60)]

    moved = exchanged(links, 50, 51, "key", "text", "digest")

    assert found(moved)[-2:] == [(REORDERED, 50), (REORDERED, 51)]
    assert len(found(moved)) == 42


@given(st.permutations(range(6)))
def test_any_new_order_of_sound_links_is_only_ever_reordered(order):
    links = chain(6)
    moved = [replace(links[source], position=place + 1) for place, source in enumerate(order)]

    assert [problem.position for problem in verify(moved)] == [
        place + 1 for place, source in enumerate(order) if place != source
    ]
    assert {problem.kind for problem in verify(moved)} <= {REORDERED}
