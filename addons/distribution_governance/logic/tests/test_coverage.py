"""Does a release go on covering what was released, and nothing that is worse?"""

from datetime import date
from decimal import Decimal, localcontext

import pytest
from distribution_governance.logic.coverage import Release, covers
from distribution_governance.logic.facts import Direction
from distribution_governance.logic.verdict import Effect, Finding, Reason
from hypothesis import given
from hypothesis import strategies as st

HIGHER, LOWER, NEUTRAL = Direction.HIGHER, Direction.LOWER, Direction.NEUTRAL
NUMBERS = st.decimals(-1000, 1000, places=2)


def reason(policy="sales", rule="deep", **values):
    """Return a reason of this rule that found these values."""
    findings = tuple(Finding(fact, "> 0", value, "", None) for fact, value in values.items())
    return Reason(policy, rule, "Deep discount", Effect.HOLD, "", findings)


def released(tolerance="0", *, strict=False, **values):
    """Return a release of the rule for these values and the content “same”."""
    return Release("sales", "deep", values, "same", strict=strict, tolerance_percent=Decimal(tolerance))


def is_covered(was, now, direction, tolerance="0"):
    """Return whether a value released at `was` is covered when it is found at `now`."""
    release = released(tolerance, discount=was)
    return covers(release, reason(discount=now), "same", {"discount": direction})


def number(text):
    """Return the number that a text stands for."""
    return Decimal(text)


# released, tolerance in percent, direction, covered values, values that are not
BORDERS = [
    ("20", "0", HIGHER, ["20", "20.00", "19.99", "0", "-5"], ["20.000000000000000000000000000000000001", "21"]),
    ("20", "0", LOWER, ["20", "20.01", "99"], ["19.999999999999999999999999999999999999", "-20"]),
    ("20", "0", NEUTRAL, ["20", "20.00"], ["19.99", "20.01"]),
    ("20", "10", HIGHER, ["22", "21.99"], ["22.000000000000000000000000000000000001"]),
    ("20", "10", LOWER, ["18", "18.01"], ["17.999999999999999999999999999999999999"]),
    ("20", "10", NEUTRAL, ["20"], ["20.01", "19.99", "22"]),
    ("-20", "10", HIGHER, ["-18", "-18.01", "-50"], ["-17.99", "20"]),
    ("-20", "10", LOWER, ["-22", "-21.99", "50"], ["-22.01"]),
    ("0", "10", HIGHER, ["0", "-0", "-1"], ["0.01"]),
    ("0", "10", LOWER, ["0", "1"], ["-0.01"]),
    ("33.33", "33.333", HIGHER, ["44.4398889"], ["44.4398890"]),
    ("20", "-10", HIGHER, ["20", "19"], ["20.01"]),
    ("1000", "10", HIGHER, ["1080"], ["1120"]),
    (
        "1E+40",
        "0",
        HIGHER,
        ["10000000000000000000000000000000000000000"],
        ["10000000000000000000000000000000000000001"],
    ),
]


@pytest.mark.parametrize(("was", "tolerance", "direction", "covered", "uncovered"), BORDERS)
def test_a_value_is_covered_up_to_the_tolerance_and_no_further(was, tolerance, direction, covered, uncovered):
    assert [now for now in covered if not is_covered(number(was), number(now), direction, tolerance)] == []
    assert [now for now in uncovered if is_covered(number(was), number(now), direction, tolerance)] == []


def test_the_border_does_not_depend_on_the_precision_somebody_set():
    with localcontext() as context:
        context.prec = 3

        assert is_covered(number("10000"), number("10000"), HIGHER)
        assert not is_covered(number("10000"), number("10001"), HIGHER)


@given(NUMBERS, NUMBERS, st.decimals(0, 50, places=1), st.sampled_from([HIGHER, LOWER]))
def test_better_never_asks_again(was, now, tolerance, direction):
    is_no_worse = now <= was if direction is HIGHER else now >= was

    if is_no_worse:
        assert is_covered(was, now, direction, tolerance)
    else:
        assert is_covered(was, now, direction, tolerance) is (abs(now - was) * 100 <= abs(was) * tolerance)


@pytest.mark.parametrize(
    ("was", "now", "is_same"),
    [
        (None, None, True),
        (None, Decimal(0), False),
        (Decimal(0), None, False),
        (True, True, True),
        (False, True, False),
        (True, False, False),
        ("EU", "EU", True),
        ("EU", "UK", False),
        (frozenset({"EU", "VIP"}), frozenset({"VIP", "EU"}), True),
        (frozenset({"EU", "VIP"}), ("VIP", "EU", "VIP"), True),
        (("EU",), ("EU", "VIP"), False),
        (("EU", "VIP"), ("EU",), False),
        ((), None, True),
        (None, ("EU",), False),
        ("EU", ("EU",), False),
        (date(2026, 1, 31), date(2026, 1, 31), True),
        (date(2026, 1, 31), date(2026, 1, 30), False),
        (date(2026, 1, 31), date(2026, 2, 1), False),
        (True, Decimal(1), False),
        (Decimal(1), True, False),
        (Decimal(5), 5, True),
        (Decimal("NaN"), Decimal("NaN"), False),
        ("5", Decimal(5), False),
    ],
)
@pytest.mark.parametrize("direction", Direction)
def test_what_is_no_number_must_be_the_same(was, now, is_same, direction):
    assert is_covered(was, now, direction, "100") is is_same


def test_without_a_tolerance_nothing_worse_is_covered():
    release = Release("sales", "deep", {"discount": Decimal(20)}, "same")

    assert covers(release, reason(discount=Decimal(20)), "changed", {"discount": HIGHER})
    assert not covers(release, reason(discount=Decimal("20.01")), "same", {"discount": HIGHER})


def test_a_fact_of_unknown_direction_must_be_the_same():
    release = released("10", discount=Decimal(20))

    assert covers(release, reason(discount=Decimal(20)), "same", {})
    assert not covers(release, reason(discount=Decimal(19)), "same", {})
    assert not covers(release, reason(discount=Decimal(21)), "same", {})


def test_a_fact_that_was_not_released_is_not_covered():
    directions = {"discount": HIGHER, "margin": LOWER}
    release = released(discount=Decimal(20), other=None)

    assert not covers(release, reason(discount=Decimal(20), margin=None), "same", directions)
    assert covers(release, reason(discount=Decimal(20)), "same", directions)


def test_one_fact_that_is_worse_is_enough():
    directions = {"discount": HIGHER, "margin": LOWER}
    release = released(discount=Decimal(20), margin=Decimal(8))

    assert covers(release, reason(discount=Decimal(15), margin=Decimal(9)), "same", directions)
    assert not covers(release, reason(discount=Decimal(15), margin=Decimal(7)), "same", directions)
    assert not covers(release, reason(discount=Decimal(21), margin=Decimal(9)), "same", directions)


def test_a_reason_without_findings_is_covered_by_a_release_of_its_rule():
    assert covers(released(), reason(), "same", {})


@pytest.mark.parametrize(("policy", "rule"), [("purchases", "deep"), ("sales", "other"), ("deep", "sales")])
def test_a_release_covers_only_its_own_rule(policy, rule):
    release = released(discount=Decimal(20))

    assert not covers(release, reason(policy, rule, discount=Decimal(1)), "same", {"discount": HIGHER})


def test_a_release_of_facts_survives_a_change_of_the_document():
    assert covers(released(discount=Decimal(20)), reason(discount=Decimal(20)), "changed", {"discount": HIGHER})


def test_a_strict_release_is_void_once_the_document_changed():
    release = released(strict=True, discount=Decimal(20))

    assert covers(release, reason(discount=Decimal(20)), "same", {"discount": HIGHER})
    assert not covers(release, reason(discount=Decimal(20)), "changed", {"discount": HIGHER})
    assert not covers(release, reason(discount=Decimal(19)), "changed", {"discount": HIGHER})


def test_a_strict_release_does_not_cover_what_got_worse_around_the_same_document():
    release = released("10", strict=True, discount=Decimal(20))

    assert covers(release, reason(discount=Decimal(22)), "same", {"discount": HIGHER})
    assert not covers(release, reason(discount=Decimal(23)), "same", {"discount": HIGHER})
