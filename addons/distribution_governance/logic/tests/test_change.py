"""Is a change stopped exactly by what it makes worse?"""

from dataclasses import replace
from decimal import Decimal

import pytest
from distribution_governance.logic.case import Case, Judged
from distribution_governance.logic.change import excuse, reopen
from distribution_governance.logic.facts import Direction
from distribution_governance.logic.verdict import Effect, Finding, Mode, Reason

DIRECTIONS = {7: {"discount": Direction.HIGHER, "margin": Direction.LOWER}}


def judged(value, *, fact="discount", rule="deep", effect=Effect.HOLD, is_covered=False, test="> 10", policy="sales"):
    """Return a reason that was found with this value."""
    number = Decimal(value) if value is not None else None
    finding = Finding(fact, test, number, "", None)
    return Judged(Reason(policy, rule, "", effect, "", (finding,)), 7, Mode.ENFORCE, is_covered)


def case(*reasons, content="old"):
    """Return a document with these reasons and this content."""
    return Case(1, content, {}, (7,), reasons)


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        ([], [judged(18)], False),
        ([judged(18)], [judged(18)], True),
        ([judged(18)], [judged(17)], True),
        ([judged(18)], [judged(19)], False),
        ([judged(18, fact="margin")], [judged(17, fact="margin")], False),
        ([judged(18, fact="margin")], [judged(19, fact="margin")], True),
        ([judged(18, rule="other")], [judged(18)], False),
        ([judged(18, policy="other")], [judged(18)], False),
        ([judged(18)], [judged(18), judged(50, rule="deeper")], False),
        ([judged(18, effect=Effect.HOLD)], [judged(18, effect=Effect.BLOCK)], False),
        ([judged(18, effect=Effect.BLOCK)], [judged(18, effect=Effect.BLOCK)], True),
        ([judged(18, effect=Effect.BLOCK)], [judged(18, effect=Effect.HOLD)], True),
        ([], [judged(18, is_covered=True)], True),
        ([judged(18)], [], True),
    ],
)
def test_only_what_got_worse_stops(before, after, passes):
    assert excuse(case(*after, content="new"), case(*before), DIRECTIONS, ()).passes is passes


@pytest.mark.parametrize(("before", "passes"), [(Mode.OBSERVE, False), (Mode.WARN, False), (Mode.ENFORCE, True)])
def test_what_was_only_observed_before_is_not_excused_where_it_is_enforced(before, passes):
    observed = replace(judged(18), mode=before)

    assert excuse(case(judged(18), content="new"), case(observed), DIRECTIONS, ()).passes is passes


def test_without_a_direction_only_the_same_value_is_excused():
    assert excuse(case(judged(18)), case(judged(18)), {}, ()).passes
    assert not excuse(case(judged(17)), case(judged(18)), {}, ()).passes


def test_strict_release_is_void_but_what_no_release_covered_is_excused():
    after = case(judged(18), content="new")

    assert not excuse(after, case(judged(18, is_covered=True)), DIRECTIONS, (7,)).passes
    assert excuse(after, case(judged(18)), DIRECTIONS, (7,)).passes
    assert excuse(after, case(judged(18, is_covered=True)), DIRECTIONS, ()).passes


@pytest.mark.parametrize(("content", "passes"), [("old", True), ("new", False)])
def test_fact_that_could_not_be_computed_excuses_the_same_content_only(content, passes):
    before, after = case(judged(None, test="")), case(judged(None, test=""), content=content)

    assert excuse(after, before, DIRECTIONS, ()).passes is passes


def test_excused_reasons_are_kept_and_told():
    after = case(judged(18), judged(50, rule="deeper"))

    excused = excuse(after, case(judged(18)), DIRECTIONS, ())

    assert [judged.is_covered for judged in excused.judged] == [True, False]
    assert [judged.reason for judged in excused.judged] == [judged.reason for judged in after.judged]


def test_what_holds_the_document_goes_on_holding_it():
    after = case(judged(18), judged(20, rule="other"), judged(30, rule="released", is_covered=True))
    excused = excuse(after, case(judged(18), judged(20, rule="other")), DIRECTIONS, ())
    assert excused.passes

    held = reopen(excused, after, {("sales", "deep"), ("sales", "released")})

    assert [judged.is_covered for judged in held.judged] == [False, True, True]
