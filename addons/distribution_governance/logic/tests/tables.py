"""Facts and rules to write, read and analyse; shared by the tests of whole tables."""

from datetime import date, timedelta

from distribution_governance.logic.decision_table import Condition, Rule
from distribution_governance.logic.facts import Direction, Fact, Kind, Unit
from distribution_governance.logic.verdict import Effect
from hypothesis import strategies as st

FACTS = {
    fact.key: fact
    for fact in (
        Fact("discount", "Deepest discount", Unit.PERCENT),
        Fact("margin", "Margin", Unit.PERCENT, Direction.LOWER),
        Fact("region", "Region", Unit.CATEGORY, Direction.NEUTRAL),
        Fact("is_new", "New customer", Unit.FLAG, Direction.NEUTRAL),
        Fact("promised", "Promised date", Unit.DATE, Direction.LOWER),
        Fact("tags", "Tags", Unit.LABELS, Direction.NEUTRAL),
    )
}
OVERDUE = Fact("overdue", "Overdue days", Unit.DAYS)


def rule(key, effect=Effect.HOLD, /, **tests):
    """Return a rule with these tests, one per fact."""
    conditions = tuple(Condition(fact, test) for fact, test in tests.items())
    return Rule(key, f"Rule {key}", effect, conditions)


NUMBERS = st.sampled_from(["-1", "0", "9.99", "10", "10.01", "20"])
DAYS = st.integers(0, 3).map(lambda step: f'date("{date(2026, 1, 30) + timedelta(step)}")')
NAMES = st.sampled_from(['"EU"', '"UK"', '""', '"=1+1"', '"a, b; c"', r'"say \"hi\""', '"Größe"', '"null"'])


def _lists(terms):
    """Return a strategy for lists of terms, with or without a negation."""
    several = st.lists(terms | st.just("null"), min_size=1, max_size=3).map(", ".join)
    return several | several.map("not({})".format)


def _ordered(values):
    """Return a strategy for the terms of a fact with an order."""
    compared = st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">="]), values)
    return values | compared


TESTS = {
    Kind.NUMBER: _lists(_ordered(NUMBERS) | st.sampled_from(["[0..10)", "(9.99..20]", "(-1..0)"])),
    Kind.DATE: _lists(_ordered(DAYS)),
    Kind.CATEGORY: _lists(NAMES),
    Kind.LABELS: _lists(st.sampled_from(['"VIP"', '"EU"', '"new"'])),
    Kind.FLAG: _lists(st.sampled_from(["true", "false"])),
}


RULE_TEXTS = st.just("Rule")


@st.composite
def rule_lists(draw, texts=RULE_TEXTS, facts=FACTS, max_size=6):
    """Draw rules, keyed by their row, whose names and guidances are drawn from `texts`."""
    rules = []
    for number in range(1, draw(st.integers(0, max_size)) + 1):
        asked = [fact for fact in facts.values() if draw(st.booleans())]
        conditions = tuple(Condition(fact.key, draw(TESTS[fact.unit.kind])) for fact in asked)
        effect = draw(st.sampled_from(Effect))
        rules.append(Rule(str(number), draw(texts.filter(str.strip)), effect, conditions, draw(texts)))
    return tuple(rules)
