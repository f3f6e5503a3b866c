"""Does the compiled table decide as a naive loop over the rules does, for every table and every document?"""

import operator
from datetime import date, timedelta
from decimal import Decimal

from distribution_governance.logic.decision_table import (
    Condition,
    DecisionTable,
    Rule,
    facts_to_json,
    rules_to_json,
    table_from_json,
)
from distribution_governance.logic.facts import Direction, Fact, Measure, Unit
from distribution_governance.logic.unary_test import parse
from distribution_governance.logic.verdict import Effect
from hypothesis import given
from hypothesis import strategies as st

FACTS = {
    "discount": Fact("discount", "Discount", Unit.PERCENT),
    "margin": Fact("margin", "Margin", Unit.PERCENT, Direction.LOWER),
    "region": Fact("region", "Region", Unit.CATEGORY),
    "is_new": Fact("is_new", "New", Unit.FLAG),
    "promised": Fact("promised", "Promised", Unit.DATE),
    "tags": Fact("tags", "Tags", Unit.LABELS),
}
COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
NUMBERS = [Decimal(text) for text in ("-1", "0", "9.99", "10", "10.01", "20", "1E+40", "0.000000000000000000000000001")]
DAYS = [date(2026, 1, 30) + timedelta(step) for step in range(4)]
NAMES = ["EU", "UK", "VIP"]
LABELS = [frozenset({"EU"}), frozenset({"UK", "EU"}), frozenset({"VIP", "new"}), ("VIP", "EU", "VIP"), ("old",)]
VALUES = {
    "discount": NUMBERS,
    "margin": NUMBERS,
    "region": ["EU", "UK", ""],
    "is_new": [True, False],
    "promised": DAYS,
    "tags": LABELS,
}


def written(value):
    """Return the literal for a value."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return format(value, "f")
    return f'@"{value}"' if isinstance(value, date) else f'"{value}"'


def asked_of(key):
    """Return a strategy for (text, naive meaning) of the tests on a fact."""
    if key == "tags":
        return st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).flatmap(naming)
    values = st.sampled_from(VALUES[key])
    plain = [
        values.map(lambda wanted: (written(wanted), lambda value: value == wanted)),
        values.map(lambda wanted: (f"not({written(wanted)})", lambda value: value not in (None, wanted))),
        st.lists(values, min_size=1, max_size=3).map(
            lambda several: (", ".join(map(written, several)), lambda value: value in several)
        ),
        st.sampled_from([("null", lambda value: value is None), ("not(null)", lambda value: value is not None)]),
        st.just(("-", lambda value: True)),
    ]
    if key in ("region", "is_new"):
        return st.one_of(plain)
    compared = st.tuples(st.sampled_from(list(COMPARE)), values).map(
        lambda pair: (
            f"{pair[0]} {written(pair[1])}",
            lambda value: value is not None and COMPARE[pair[0]](value, pair[1]),
        )
    )
    ranged = st.tuples(values, values).map(
        lambda pair: (
            f"[{written(min(pair))}..{written(max(pair))}]",
            lambda value: value is not None and min(pair) <= value <= max(pair),
        )
    )
    return st.one_of(*plain, compared, ranged)


def naming(names):
    """Return a strategy for the tests that name these labels."""
    text = ", ".join(map(written, names))
    return st.sampled_from(
        [
            (text, lambda labels: labels is not None and any(name in labels for name in names)),
            (f"null, {text}", lambda labels: labels is None or any(name in labels for name in names)),
            (f"not({text})", lambda labels: labels is not None and not any(name in labels for name in names)),
            ("null", lambda labels: labels is None),
            ("not(null)", lambda labels: labels is not None),
        ]
    )


CONDITIONS = st.sampled_from(list(FACTS)).flatmap(lambda key: asked_of(key).map(lambda test: (key, *test)))
ROWS = st.tuples(st.sampled_from(Effect), st.lists(CONDITIONS, max_size=3))
TABLES = st.lists(ROWS, max_size=6)
DOCUMENTS = st.fixed_dictionaries({key: st.none() | st.sampled_from(values) for key, values in VALUES.items()})


def compiled(rows):
    """Return the table of these rows."""
    rules = [
        Rule(f"r{number}", f"Rule {number}", effect, tuple(Condition(key, text) for key, text, _ in conditions))
        for number, (effect, conditions) in enumerate(rows)
    ]
    return DecisionTable.compile("sales", rules, FACTS)


def naive(rows, document):
    """Return the keys of the rules that match, by trying every condition of every rule."""
    return [
        f"r{number}"
        for number, (_, conditions) in enumerate(rows)
        if all(means(document[key]) for key, _, means in conditions)
    ]


@given(TABLES, st.lists(DOCUMENTS, min_size=1, max_size=3))
def test_a_table_decides_as_a_naive_loop_does(rows, documents):
    table = compiled(rows)

    for document in documents:
        measures = {key: Measure(value, f"at {key}") for key, value in document.items()}
        verdict = table.decide(measures)
        found = [reason.rule for reason in verdict.reasons]
        assert found == naive(rows, document)
        assert verdict.effect == Effect.worst(rows[int(key[1:])][0] for key in found)
        assert table.matching(measures) == sum(1 << int(key[1:]) for key in found)


@given(TABLES, DOCUMENTS)
def test_every_finding_names_a_value_that_its_test_matches(rows, document):
    measures = {key: Measure(value, f"at {key}") for key, value in document.items()}

    for reason in compiled(rows).decide(measures).reasons:
        asked = [(key, text) for key, text, _ in rows[int(reason.rule[1:])][1] if text != "-"]
        assert [finding.fact for finding in reason.findings] == [key for key, _ in asked]
        for finding in reason.findings:
            test = parse(finding.test, FACTS[finding.fact].unit.kind)
            assert test.matches(finding.value)
            assert (finding.value, finding.where) == (document[finding.fact], f"at {finding.fact}")
            assert finding.would_pass == test.would_pass(finding.value, FACTS[finding.fact].direction)


@given(TABLES, DOCUMENTS, st.sampled_from(list(FACTS)))
def test_a_failed_fact_never_lets_a_document_through(rows, document, failed):
    table = compiled(rows)
    measures = {key: Measure(value) for key, value in document.items()} | {failed: Measure.failed("Broken.")}
    silenced = [
        (effect, [(key, text, never if key == failed and text != "-" else means) for key, text, means in row])
        for effect, row in rows
    ]

    found = [reason.rule for reason in table.decide(measures).reasons]

    holds = [f"fact_failed:{failed}"] if failed in table.facts_used else []
    assert found == holds + naive(silenced, document)


def never(value):
    """Match no value."""
    return False


@given(TABLES, DOCUMENTS)
def test_a_stored_table_decides_as_the_one_it_was(rows, document):
    table = compiled(rows)
    stored = table_from_json("sales", {"facts": facts_to_json(FACTS), "rules": rules_to_json(table.rules)})
    measures = {key: Measure(value) for key, value in document.items()}

    assert stored == table
    assert stored.decide(measures) == table.decide(measures)
