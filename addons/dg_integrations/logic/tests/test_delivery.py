"""Does a delivery only ever go where it may, and is nothing lost on the way?"""

from itertools import product

import pytest
from dg_integrations.logic.delivery import MOVES, OPEN, TRANSITIONS, Move, State, after
from distribution_governance.logic.lifecycle import Lifecycle

DELIVERY = Lifecycle("delivery", TRANSITIONS)


def test_exactly_the_states_of_the_design_may_follow_each_other():
    assert {
        "pending": {"leased", "cancelled"},
        "leased": {"pending", "done", "dead"},
        "dead": {"cancelled"},
    } == TRANSITIONS


def test_done_and_cancelled_are_final_and_a_dead_one_can_only_be_cancelled():
    assert DELIVERY.final_states == {"done", "cancelled"}
    assert not any(DELIVERY.allows("dead", state) for state in ("pending", "leased", "done"))


@pytest.mark.parametrize("move", [Move.RETRY, Move.RETURN, Move.EXPIRE])
def test_whatever_becomes_of_a_lease_the_delivery_comes_back(move):
    assert after(State.LEASED, move) is State.PENDING


def test_only_a_claimed_delivery_can_be_delivered():
    assert after(State.LEASED, Move.DELIVER) is State.DONE
    assert not any(after(state, Move.DELIVER) for state in State if state is not State.LEASED)


def test_an_unknown_move_leads_nowhere():
    unknown = [(state, move) for state, move in product(State, Move) if (state, move) not in MOVES]

    assert {after(state, move) for state, move in unknown} == {None}


def test_a_lease_that_was_given_back_unused_is_no_attempt():
    assert not Move.RETURN.is_attempt
    assert not Move.CLAIM.is_attempt
    assert Move.EXPIRE.is_attempt


def test_open_deliveries_are_those_that_can_still_be_delivered():
    assert {State.PENDING, State.LEASED} == OPEN
