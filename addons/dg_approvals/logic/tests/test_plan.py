"""Is one person asked once for several reasons, and in the right order?"""

from dg_approvals.logic.plan import Tier, merged, needed
from hypothesis import given
from hypothesis import strategies as st

TEAM, MANAGER, FINANCE, BOARD = (Tier(key, name) for key, name in enumerate(("team", "manager", "finance", "board")))


def names(tiers):
    return [tier.signature for tier in tiers]


def test_a_rule_needs_its_route_up_to_its_highest_tier():
    assert needed([TEAM, MANAGER, BOARD], MANAGER.key) == (TEAM, MANAGER)


def test_without_a_highest_tier_it_needs_the_whole_route():
    assert needed([TEAM, MANAGER], None) == (TEAM, MANAGER)


def test_a_highest_tier_that_is_gone_asks_everybody_rather_than_nobody():
    assert needed([TEAM, MANAGER], 99) == (TEAM, MANAGER)


def test_equal_tiers_of_several_rules_are_one():
    assert names(merged([[TEAM, MANAGER], [TEAM]])) == ["team", "manager"]


def test_a_tier_comes_as_late_as_the_later_route_wants_it():
    assert names(merged([[MANAGER], [TEAM, MANAGER], [TEAM, FINANCE, BOARD]])) == [
        "team",
        "manager",
        "finance",
        "board",
    ]


def test_tiers_of_one_level_open_together():
    finance = Tier(FINANCE.key, FINANCE.signature, is_parallel=True)

    plan = merged([[TEAM, finance, BOARD]])

    assert [(tier.signature, tier.is_parallel) for tier in plan] == [
        ("team", False),
        ("finance", True),
        ("board", False),
    ]


def test_the_first_tier_is_never_parallel_to_nothing():
    assert not merged([[Tier(1, "alone", is_parallel=True)]])[0].is_parallel


def test_nothing_is_asked_for_no_demand():
    assert merged([]) == ()


@given(st.lists(st.lists(st.sampled_from([TEAM, MANAGER, FINANCE, BOARD]), unique=True, max_size=4), max_size=4))
def test_everybody_demanded_is_asked_exactly_once(demands):
    plan = names(merged(demands))

    assert sorted(plan) == sorted({tier.signature for tiers in demands for tier in tiers})


@given(st.lists(st.sampled_from([TEAM, MANAGER, FINANCE, BOARD]), unique=True, max_size=4))
def test_the_order_of_a_single_route_is_kept(tiers):
    assert names(merged([tiers])) == names(tiers)
