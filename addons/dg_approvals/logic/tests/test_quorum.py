"""When is a step decided?"""

from itertools import product

import pytest
from dg_approvals.logic.quorum import ALL, Outcome, kept, outcome, required


@pytest.mark.parametrize(
    ("agreed", "refused", "quorum", "expected"),
    [
        ([], [], 1, Outcome.OPEN),
        ([1], [], 1, Outcome.APPROVED),
        ([1], [], 2, Outcome.OPEN),
        ([1, 2], [], 2, Outcome.APPROVED),
        ([1, 2], [], ALL, Outcome.OPEN),
        ([1, 2, 3], [], ALL, Outcome.APPROVED),
        ([1, 2], [3], 2, Outcome.REJECTED),
        ([], [3], 1, Outcome.REJECTED),
        ([9], [], 1, Outcome.OPEN),
        ([], [9], 1, Outcome.OPEN),
    ],
)
def test_a_step_of_three_people(agreed, refused, quorum, expected):
    assert outcome({1, 2, 3}, agreed, refused, quorum) is expected


def test_nobody_asked_never_approves():
    assert outcome([], [], [], ALL) is Outcome.OPEN


def test_a_quorum_does_not_shrink_with_the_people_who_are_left():
    assert required(asked=2, quorum=5) == 5
    assert required(asked=3, quorum=ALL) == 3


def test_escalating_asks_for_no_more_answers_than_before():
    assert kept(ALL, before=2, after=5) == 2
    assert kept(ALL, before=3, after=1) == 1
    assert kept(2, before=3, after=1) == 2


def test_escalating_where_nobody_was_asked_still_wants_one_answer():
    assert kept(ALL, before=0, after=2) == 1


@pytest.mark.parametrize(("silent", "added", "stay"), product(range(1, 4), range(4), (True, False)))
@pytest.mark.parametrize(("agreed", "quorum"), product(range(4), range(4)))
def test_escalating_decides_no_step_that_was_open(agreed, silent, added, stay, quorum):
    """Those who have not answered stay beside whoever is asked in addition, or leave where anybody is."""
    spoken, before, new = set(range(agreed)), set(range(agreed + silent)), set(range(100, 100 + added))
    if outcome(before, spoken, (), quorum) is Outcome.OPEN:
        after = before | new if stay or not new else spoken | new
        assert outcome(after, spoken, (), kept(quorum, len(before), len(after))) is Outcome.OPEN
