"""Do unions and gaps of intervals divide the number line without losing or doubling a point?"""

from decimal import Decimal

import pytest
from distribution_governance.logic.interval import END, START, Interval, gaps, union
from hypothesis import given
from hypothesis import strategies as st

POINTS = st.integers(-4, 4).map(Decimal)
HALVES = [Decimal(half) / 2 for half in range(-11, 12)]
BOUNDED = st.builds(Interval.between, POINTS, POINTS, has_low=st.booleans(), has_high=st.booleans())
RAYS = st.builds(Interval, st.just(START), st.tuples(POINTS, st.booleans())) | st.builds(
    Interval, st.tuples(POINTS, st.booleans()), st.just(END)
)
SETS = st.lists((BOUNDED | RAYS).filter(lambda interval: not interval.is_empty), max_size=6)


def between(low, high, brackets):
    """Return the interval with these ends, written with these brackets."""
    return Interval.between(Decimal(low), Decimal(high), has_low=brackets[0] == "[", has_high=brackets[1] == "]")


@pytest.mark.parametrize(
    ("interval", "text", "inside", "outside"),
    [
        (between(10, 20, "[]"), "[10..20]", ["10", "15", "20"], ["9.999", "20.001"]),
        (between(10, 20, "[)"), "[10..20)", ["10", "19.999"], ["9.999", "20"]),
        (between(10, 20, "(]"), "(10..20]", ["10.001", "20"], ["10", "20.001"]),
        (between(10, 20, "()"), "(10..20)", ["10.001", "19.999"], ["10", "20"]),
        (between(10, 10, "[]"), "10", ["10", "10.0"], ["9.999", "10.001"]),
        (Interval(START, (Decimal(10), False)), "< 10", ["-1E+99", "9.999"], ["10"]),
        (Interval(START, (Decimal(10), True)), "<= 10", ["10"], ["10.001"]),
        (Interval((Decimal(10), False), END), ">= 10", ["10", "1E+99"], ["9.999"]),
        (Interval((Decimal(10), True), END), "> 10", ["10.001"], ["10"]),
        (Interval(), "-", ["-1E+99", "0", "1E+99"], []),
    ],
)
def test_an_interval_contains_what_its_text_says(interval, text, inside, outside):
    assert interval.text(str) == text
    assert all(interval.contains(Decimal(point)) for point in inside)
    assert not any(interval.contains(Decimal(point)) for point in outside)


@pytest.mark.parametrize("brackets", ["[)", "(]", "()"])
def test_only_closed_brackets_hold_a_single_point(brackets):
    assert between(5, 5, brackets).is_empty
    assert not between(5, 5, "[]").is_empty


def test_an_interval_that_ends_before_it_starts_is_empty():
    assert between(6, 5, "[]").is_empty
    assert not between(5, 6, "()").is_empty


def test_touching_intervals_become_one():
    assert union([between(5, 9, "[]"), between(1, 5, "[)")]) == (between(1, 9, "[]"),)


def test_intervals_with_a_point_between_them_stay_two():
    assert union([between(5, 9, "(]"), between(1, 5, "[)")]) == (between(1, 5, "[)"), between(5, 9, "(]"))


def test_an_interval_inside_another_adds_nothing():
    assert union([between(1, 9, "[]"), between(3, 4, "[]")]) == (between(1, 9, "[]"),)


def test_the_gap_of_nothing_is_everything_and_the_other_way_round():
    assert gaps(()) == (Interval(),)
    assert gaps((Interval(),)) == ()


def test_a_single_missing_point_is_a_gap():
    assert gaps((between(1, 5, "[)"), between(5, 9, "(]"))) == (
        Interval(START, (Decimal(1), False)),
        between(5, 5, "[]"),
        Interval((Decimal(9), True), END),
    )


@given(SETS)
def test_a_union_holds_the_points_of_its_parts_and_its_gaps_hold_the_others(intervals):
    whole = union(intervals)
    free = gaps(whole)

    for point in HALVES:
        is_inside = any(interval.contains(point) for interval in intervals)
        assert sum(interval.contains(point) for interval in whole) == is_inside
        assert sum(interval.contains(point) for interval in free) == (not is_inside)


@given(SETS)
def test_the_gaps_of_the_gaps_are_the_union_again(intervals):
    assert gaps(gaps(union(intervals))) == union(intervals)


@given(SETS)
def test_a_union_is_the_same_in_any_order(intervals):
    assert union(reversed(intervals)) == union(intervals)
