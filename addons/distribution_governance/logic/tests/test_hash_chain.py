"""Does the chain tell what was altered, removed or re-ordered, each change once?"""

import hashlib
import re
from dataclasses import replace

import pytest
from distribution_governance.logic.hash_chain import GENESIS, Problem, ProblemKind, digest, verify
from hash_chains import chain, found
from hypothesis import given
from hypothesis import strategies as st

ALTERED, MISSING, REORDERED = ProblemKind.ALTERED, ProblemKind.MISSING, ProblemKind.REORDERED


def test_a_digest_is_made_of_all_that_came_before_and_names_its_version():
    assert GENESIS == "1$" + "0" * 64
    assert digest(GENESIS, 7, "Größe") == "1$" + hashlib.sha256(f"{GENESIS}\n7\nGröße".encode()).hexdigest()
    assert re.fullmatch(r"1\$[0-9a-f]{64}", digest("", 1, ""))


def test_a_digest_depends_on_each_of_its_parts():
    digests = {
        digest(GENESIS, 1, "text"),
        digest(digest(GENESIS, 1, ""), 1, "text"),
        digest(GENESIS, 2, "text"),
        digest(GENESIS, 1, "text "),
        digest(GENESIS, 1, "1\ntext"),
        digest(GENESIS, 11, "text"),
    }

    assert len(digests) == 6


@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_a_sound_chain_has_no_problems(count):
    assert verify(chain(count)) == []


def test_a_later_segment_is_verified_from_where_it_starts():
    whole = chain(10)

    assert verify(whole[6:], whole[5].digest, 7) == []
    assert found(whole[6:], GENESIS, 7) == [(ALTERED, 7)]
    assert found(whole[6:]) == [(MISSING, 1, 6)]


@pytest.mark.parametrize("position", [1, 2, 5, 9, 10])
def test_an_altered_text_is_one_problem(position):
    links = chain(10)
    links[position - 1] = replace(links[position - 1], text="something else")

    assert verify(links) == [Problem(ALTERED, position, f"event {position}")]


@pytest.mark.parametrize("position", [1, 5, 10])
def test_an_altered_digest_is_one_problem(position):
    links = chain(10)
    links[position - 1] = replace(links[position - 1], digest="1$" + "f" * 64)

    assert found(links) == [(ALTERED, position)]


@pytest.mark.parametrize("position", [1, 5, 9])
def test_an_altered_link_with_a_new_digest_shows_behind_it(position):
    links = chain(10)
    before = links[position - 2].digest if position > 1 else GENESIS
    links[position - 1] = replace(links[position - 1], text="forged", digest=digest(before, position, "forged"))

    assert found(links) == [(ALTERED, position + 1)]


def test_two_altered_texts_are_two_problems():
    links = [replace(link, text="other") if link.position in (4, 5) else link for link in chain(10)]

    assert found(links) == [(ALTERED, 4), (ALTERED, 5)]


def test_a_key_is_a_name_only():
    links = [replace(link, key="renamed") for link in chain(3)]

    assert verify(links) == []


@pytest.mark.parametrize("position", [1, 5, 9])
def test_a_removed_link_is_one_problem(position):
    links = chain(10)
    del links[position - 1]

    assert verify(links) == [Problem(MISSING, position, last_position=position)]


def test_removed_links_in_a_row_are_one_problem():
    links = chain(10)

    assert found(links[:3] + links[6:]) == [(MISSING, 4, 6)]
    assert found(links[:3] + links[4:6] + links[8:]) == [(MISSING, 4), (MISSING, 7, 8)]


def test_a_removed_text_whose_seal_is_left_is_named_and_what_follows_is_verified():
    links = chain(10)
    links[4] = replace(links[4], text=None)
    links[5] = replace(links[5], text="something else")

    assert verify(links) == [Problem(MISSING, 5, "event 5"), Problem(ALTERED, 6, "event 6")]


def test_the_link_behind_a_gap_cannot_be_verified_but_the_next_can():
    links = chain(10)
    del links[4]
    links[4] = replace(links[4], text="unknowable")
    links[5] = replace(links[5], text="altered")

    assert found(links) == [(MISSING, 5), (ALTERED, 7)]


def test_a_cut_off_end_shows_against_an_anchor():
    links = chain(10)
    anchors = {10: links[9].digest}

    assert verify(links, anchors=anchors) == []
    assert found(links[:7], anchors=anchors) == [(MISSING, 8, 10)]
    assert found(links[:9], anchors=anchors) == [(MISSING, 10)]
    assert found([], anchors=anchors) == [(MISSING, 1, 10)]
    assert found(links[:7]) == []


def test_a_chain_that_was_written_anew_shows_against_an_anchor():
    links = chain(10)
    anchors = {4: links[3].digest, 8: links[7].digest}
    forged = chain(10, previous=digest(GENESIS, 0, "another beginning"))

    assert found(forged, digest(GENESIS, 0, "another beginning"), anchors=anchors) == [
        (ALTERED, 4),
        (ALTERED, 8),
    ]


def test_an_altered_link_at_an_anchor_is_one_problem():
    links = chain(10)
    anchors = {4: links[3].digest}
    links[3] = replace(links[3], digest="1$" + "f" * 64)

    assert found(links, anchors=anchors) == [(ALTERED, 4)]


@pytest.mark.parametrize(
    ("problem", "message"),
    [
        (
            Problem(ALTERED, 5, "event 17"),
            "Position 5 (event 17) was altered: its content and its digest do not belong together.",
        ),
        (Problem(MISSING, 5, "event 17"), "Position 5 (event 17) was removed."),
        (Problem(MISSING, 5, last_position=5), "Position 5 was removed."),
        (Problem(MISSING, 5, last_position=7), "Positions 5 to 7 were removed."),
        (Problem(REORDERED, 5, "event 17"), "Position 5 (event 17) was moved: it belongs elsewhere in the chain."),
    ],
)
def test_a_problem_is_told_in_a_sentence(problem, message):
    assert problem.message == message


@given(st.integers(1, 12), st.data())
def test_one_change_is_one_problem_at_its_place(count, data):
    links = chain(count)
    position = data.draw(st.integers(1, count))
    change = data.draw(st.sampled_from([ALTERED, MISSING]))
    if change is ALTERED:
        links[position - 1] = replace(links[position - 1], text=data.draw(st.text("ab", max_size=3)))
        assert found(links) == [(ALTERED, position)]
    else:
        del links[position - 1]
        assert found(links) == ([(MISSING, position)] if position < count else [])
