"""When is a step decided?"""

import pytest
from dg_approvals.logic.quorum import ALL, Outcome, outcome, required


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
