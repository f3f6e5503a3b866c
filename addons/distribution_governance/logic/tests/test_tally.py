"""Is what was counted kept exactly, and read off rightly?"""

import json
from decimal import Decimal

import pytest
from distribution_governance.logic.tally import Tally, is_newly_passing, is_newly_stopped, step
from distribution_governance.logic.verdict import Effect

STOPPING = {Effect.HOLD, Effect.BLOCK}
FULL = Tally(
    counts={"allow>hold": 2, "hold>allow": 1, "warn>warn": 4},
    money={"allow>hold": Decimal("0.10"), "hold>allow": Decimal("12345678901234567.89"), "warn>warn": Decimal(0)},
    old_rules={"r1": 1},
    new_rules={"r1": 2, "fact_failed:rate": 1},
    old_days={"2026-01-05": 1},
    new_days={"2026-01-05": 1, "2026-01-06": 1},
    missing={"margin": 3},
    undecided=3,
    measured=2,
    guessed=1,
)


def test_a_tally_survives_json_to_the_last_cent():
    assert Tally.from_json(json.loads(json.dumps(FULL.as_json()))) == FULL


def test_cents_add_up_without_binary_noise():
    total = sum((FULL for _ in range(9)), FULL)

    assert total.money["allow>hold"] == Decimal("1.00")
    assert (total.undecided, total.missing, total.new_days["2026-01-06"]) == (30, {"margin": 30}, 10)


def test_adding_keeps_what_only_one_side_has_and_changes_neither():
    other = Tally(counts={"allow>block": 1, "warn>warn": 1})

    assert (FULL + other).counts == {"allow>hold": 2, "hold>allow": 1, "warn>warn": 5, "allow>block": 1}
    assert (FULL.counts["warn>warn"], other.counts) == (4, {"allow>block": 1, "warn>warn": 1})
    assert FULL + Tally() == Tally() + FULL == FULL


def test_undecided_documents_were_considered_but_took_no_step():
    assert FULL.considered == 10
    assert FULL.count(lambda old, new: True) == 7


@pytest.mark.parametrize("old", Effect)
@pytest.mark.parametrize("new", Effect)
def test_newly_stopped_and_newly_passing_are_the_two_ways_over_one_line(old, new):
    assert is_newly_stopped(old, new) == (old not in STOPPING and new in STOPPING)
    assert is_newly_passing(old, new) == (old in STOPPING and new not in STOPPING)
    assert Tally({step(old, new): 1}).count(lambda one, other: (one, other) == (old, new)) == 1
