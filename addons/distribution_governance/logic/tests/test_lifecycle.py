"""Does a record only ever go where its lifecycle lets it go?"""

import pickle
from itertools import product

import pytest
from distribution_governance.logic.lifecycle import HOLD, JOB, POLICY, Lifecycle, TransitionError

ALLOWED = [
    (HOLD, "active", "released"),
    (HOLD, "active", "withdrawn"),
    (HOLD, "active", "expired"),
    (HOLD, "released", "expired"),
    (HOLD, "released", "withdrawn"),
    (POLICY, "draft", "published"),
    (POLICY, "published", "retired"),
    (POLICY, "retired", "published"),
]


@pytest.mark.parametrize("lifecycle", [HOLD, POLICY], ids=lambda lifecycle: lifecycle.name)
def test_exactly_the_transitions_of_the_table_are_allowed(lifecycle):
    found = [(lifecycle, old, new) for old, new in product(lifecycle.states, repeat=2) if lifecycle.allows(old, new)]

    assert set(map(str, found)) == {str(row) for row in ALLOWED if row[0] is lifecycle}


@pytest.mark.parametrize(("lifecycle", "old", "new"), ALLOWED)
def test_an_allowed_transition_passes_the_check(lifecycle, old, new):
    assert lifecycle.check(old, new) is None


def test_states_include_those_that_are_only_targets():
    assert HOLD.states == {"active", "released", "withdrawn", "expired"}


def test_final_states_are_those_that_nothing_follows():
    assert HOLD.final_states == {"withdrawn", "expired"}
    assert POLICY.final_states == frozenset()
    assert JOB.final_states == {"done", "cancelled"}
    assert Lifecycle("step", {"open": frozenset({"done"}), "done": frozenset()}).final_states == {"done"}


def test_a_refused_transition_says_what_is_possible():
    with pytest.raises(TransitionError) as refused:
        HOLD.check("released", "active")

    assert str(refused.value) == (
        "The hold cannot go from “released” to “active”. From “released” it can go to: “expired”, “withdrawn”."
    )
    assert (refused.value.lifecycle, refused.value.old, refused.value.new) == ("hold", "released", "active")
    assert refused.value.allowed == {"expired", "withdrawn"}


@pytest.mark.parametrize("old", ["withdrawn", "unheard of"])
def test_nothing_follows_a_final_or_unknown_state(old):
    with pytest.raises(TransitionError) as refused:
        HOLD.check(old, "active")

    assert str(refused.value) == f"The hold cannot go from “{old}” to “active”. It can go nowhere from “{old}”."


@pytest.mark.parametrize("state", sorted(HOLD.states))
def test_staying_is_no_transition(state):
    assert not HOLD.allows(state, state)


def test_a_lifecycle_cannot_be_changed_from_outside():
    table = {"open": frozenset({"done"})}
    lifecycle = Lifecycle("step", table)

    table["done"] = frozenset({"open"})

    assert not lifecycle.allows("done", "open")
    with pytest.raises(TypeError):
        lifecycle.transitions["done"] = frozenset({"open"})


def test_a_refusal_survives_being_sent_to_another_process():
    refusal = TransitionError("hold", "released", "active", frozenset({"expired"}))

    assert str(pickle.loads(pickle.dumps(refusal))) == str(refusal)
