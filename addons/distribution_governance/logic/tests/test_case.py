"""Does a document pass exactly when no reason in force holds or blocks it?"""

import pytest
from distribution_governance.logic.case import Case, Judged
from distribution_governance.logic.verdict import Effect, Mode, Reason


def judged(effect, mode=Mode.ENFORCE, *, is_covered=False):
    """Return a reason with this effect as it acts under a mode."""
    return Judged(Reason("sales", effect.value, "", effect, "", ()), 7, mode, is_covered)


def case(*reasons):
    """Return a document with these reasons."""
    return Case(1, "content", {}, (7,), reasons)


@pytest.mark.parametrize(
    ("mode", "effects"),
    [
        (Mode.OBSERVE, ["allow", "allow", "allow", "allow"]),
        (Mode.WARN, ["allow", "warn", "warn", "warn"]),
        (Mode.ENFORCE, ["allow", "warn", "hold", "block"]),
    ],
)
def test_a_reason_does_no_more_than_its_mode_allows(mode, effects):
    assert [judged(effect, mode).effect.value for effect in Effect] == effects


@pytest.mark.parametrize("effect", Effect)
def test_a_covered_reason_does_nothing(effect):
    assert judged(effect, is_covered=True).effect is Effect.ALLOW


@pytest.mark.parametrize(
    ("reasons", "effect", "passes"),
    [
        ([], Effect.ALLOW, True),
        ([judged(Effect.WARN)], Effect.WARN, True),
        ([judged(Effect.WARN), judged(Effect.HOLD)], Effect.HOLD, False),
        ([judged(Effect.BLOCK), judged(Effect.HOLD)], Effect.BLOCK, False),
        ([judged(Effect.HOLD, is_covered=True), judged(Effect.BLOCK, Mode.WARN)], Effect.WARN, True),
    ],
)
def test_the_worst_reason_in_force_decides(reasons, effect, passes):
    assert case(*reasons).effect is effect
    assert case(*reasons).passes is passes


def test_only_reasons_in_force_stop_a_document():
    holding, blocking = judged(Effect.HOLD), judged(Effect.BLOCK)
    harmless = [judged(Effect.WARN), judged(Effect.HOLD, is_covered=True), judged(Effect.BLOCK, Mode.OBSERVE)]

    assert case(harmless[0], holding, *harmless[1:], blocking).stopping == (holding, blocking)
    assert case(*harmless).stopping == ()
