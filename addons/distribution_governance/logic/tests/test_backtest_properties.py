"""Does the backtest count as a naive loop over the documents does, for every pair of tables?"""

from collections import Counter
from decimal import Decimal

from distribution_governance.logic.backtest import Backtest, Record
from distribution_governance.logic.decision_table import Condition, DecisionTable, Rule
from distribution_governance.logic.facts import Fact, Measure, Unit, encode
from distribution_governance.logic.tally import Tally, is_newly_passing, is_newly_stopped, step
from distribution_governance.logic.verdict import Effect
from hypothesis import given
from hypothesis import strategies as st

FACTS = {
    "discount": Fact("discount", "Discount", Unit.PERCENT),
    "amount": Fact("amount", "Amount", Unit.MONEY),
    "region": Fact("region", "Region", Unit.CATEGORY),
}
TESTS = {
    "discount": ["> 10", "[5..20]", "null", "-", "< 0, > 30"],
    "amount": [">= 1000", "< 1000", "not(null)"],
    "region": ['"EU"', 'not("EU")', "null"],
}
VALUES = {"discount": ["4", "10", "12.5", "31"], "amount": ["999.99", "1000"], "region": ["EU", "UK"]}

CELLS = st.sampled_from([(key, test) for key, tests in TESTS.items() for test in tests])


@st.composite
def tables(draw):
    """Return a table of up to four rules."""
    rules = []
    for number in range(draw(st.integers(0, 4))):
        cells = dict(draw(st.lists(CELLS, max_size=3)))
        conditions = tuple(Condition(key, test) for key, test in cells.items())
        rules.append(Rule(f"r{number}", f"Rule {number}", draw(st.sampled_from(Effect)), conditions))
    return DecisionTable.compile("p", rules, FACTS)


@st.composite
def stored_facts(draw):
    """Return the stored facts of a document: some missing, some failed, some never recorded."""
    facts = {}
    for key, values in VALUES.items():
        kind = draw(st.sampled_from(["value", "value", "value", "null", "failed", "absent"]))
        if kind == "failed":
            facts[key] = {"value": None, "where": "no rate", "failed": True}
        elif kind != "absent":
            facts[key] = {"value": None if kind == "null" else draw(st.sampled_from(values)), "where": "here"}
    return facts


@st.composite
def records(draw):
    """Return up to eight documents."""
    return [
        Record(
            document,
            draw(st.sampled_from(["2026-01-01", "2026-01-02"])),
            draw(stored_facts()),
            Decimal(draw(st.integers(0, 5))),
            is_in_old=draw(st.booleans()),
            is_in_new=draw(st.booleans()),
            is_scope_known=draw(st.booleans()),
        )
        for document in range(draw(st.integers(0, 8)))
    ]


def measures(facts):
    """Return the measures of stored facts."""
    return {
        key: Measure.failed(raw["where"])
        if raw.get("failed")
        else Measure(Decimal(raw["value"]) if raw["value"] and key != "region" else raw["value"])
        for key, raw in facts.items()
    }


def naive(table, record, is_in_scope):
    """Return the effects that are possible when every fact that was not recorded is tried with every value."""
    if not is_in_scope:
        return {Effect.ALLOW}
    known = measures(record.facts)
    tried = [known]
    for key in sorted(table.facts_used - known.keys()):
        candidates = [None, *VALUES[key], *({"discount": ["-5", "7", "50"], "region": ["US"]}.get(key, []))]
        tried = [
            one | {key: Measure(Decimal(raw) if raw and key != "region" else raw)}
            for one in tried
            for raw in candidates
        ]
    return {table.decide(one).effect for one in tried}


@given(tables(), tables(), records())
def test_a_backtest_counts_as_a_naive_loop_does(new, old, documents):
    tally, changes = Backtest(new, old).run(documents)

    counts, money, changed, undecided_ids = Counter(), Counter(), {}, set()
    for record in documents:
        if not (record.is_in_old or record.is_in_new):
            continue
        before, after = naive(old, record, record.is_in_old), naive(new, record, record.is_in_new)
        if len(before) > 1 or len(after) > 1:
            undecided_ids.add(record.document)
            continue
        pair = (*before, *after)
        counts[step(*pair)] += 1
        money[step(*pair)] += record.money
        if pair[0] != pair[1]:
            changed[record.document] = pair

    # The backtest may know less than somebody who tries every value, never more and never something else.
    known = {change.record.document: (change.old, change.new) for change in changes}
    assert known.items() <= changed.items()
    assert tally.undecided >= len(undecided_ids)
    assert tally.considered == sum(counts.values()) + len(undecided_ids)
    if tally.undecided == len(undecided_ids):
        assert dict(tally.counts) == dict(counts)
        assert dict(tally.money) == dict(money)
        assert known == changed


@given(tables(), tables(), records())
def test_where_everything_was_recorded_nothing_is_left_open(new, old, documents):
    whole = [
        record._replace(facts={key: {"value": None, "where": ""} for key in FACTS} | record.facts)
        for record in documents
    ]

    tally, _ = Backtest(new, old).run(whole)

    counts = Counter(
        step(
            old.decide(measures(record.facts)).effect if record.is_in_old else Effect.ALLOW,
            new.decide(measures(record.facts)).effect if record.is_in_new else Effect.ALLOW,
        )
        for record in whole
        if record.is_in_old or record.is_in_new
    )
    assert (tally.undecided, dict(tally.counts)) == (0, dict(counts))
    for table, side, hits in ((old, "is_in_old", tally.old_rules), (new, "is_in_new", tally.new_rules)):
        decided = [table.decide(measures(record.facts)) for record in whole if getattr(record, side)]
        assert hits == Counter(reason.rule for verdict in decided for reason in verdict.reasons)


@given(tables(), tables(), records(), st.integers(0, 8))
def test_batches_add_up_to_the_whole(new, old, documents, cut):
    backtest = Backtest(new, old)
    parts = [backtest.run(part)[0] for part in (documents[:cut], documents[cut:])]

    together = Tally.from_json(parts[0].as_json()) + Tally.from_json(parts[1].as_json())

    assert together == backtest.run(documents)[0]


@given(tables(), records())
def test_a_table_against_itself_changes_nothing(table, documents):
    same = [record._replace(is_in_old=record.is_in_new) for record in documents]

    tally, changes = Backtest(table, table).run(same)

    assert changes == []
    assert tally.old_rules == tally.new_rules
    assert tally.count(is_newly_stopped) == tally.count(is_newly_passing) == 0


@given(tables(), tables(), records())
def test_reasons_of_an_example_explain_its_effects(new, old, documents):
    backtest = Backtest(new, old)

    for change in backtest.run(documents)[1]:
        before, after = backtest.reasons(change.record)
        assert Effect.worst(reason.effect for reason in before) == change.old
        assert Effect.worst(reason.effect for reason in after) == change.new


def test_values_of_this_file_are_stored_as_a_decision_stores_them():
    assert [encode(Decimal(raw)) for raw in VALUES["discount"]] == VALUES["discount"]
