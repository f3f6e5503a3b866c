"""What would a draft have done to what was recorded, and where can nobody know?"""

from decimal import Decimal

import pytest
from distribution_governance.logic.backtest import Backtest, KindClash, Record
from distribution_governance.logic.decision_table import Condition, DecisionTable, Rule
from distribution_governance.logic.facts import Fact, Measure, Unit
from distribution_governance.logic.tally import Tally, is_newly_passing, is_newly_stopped
from distribution_governance.logic.verdict import Effect

FACTS = {
    "discount": Fact("discount", "Discount", Unit.PERCENT),
    "amount": Fact("amount", "Amount", Unit.MONEY),
    "tags": Fact("tags", "Tags", Unit.CATEGORY),
}


def table(*rows, facts=FACTS):
    """Return the table of (key, effect, {fact: test}) rows."""
    rules = [
        Rule(key, key.title(), effect, tuple(Condition(fact, test) for fact, test in tests.items()))
        for key, effect, tests in rows
    ]
    return DecisionTable.compile("p", rules, facts)


def above(limit, effect=Effect.HOLD, key="deep"):
    """Return the table that stops discounts above a limit."""
    return table((key, effect, {"discount": f"> {limit}"}))


def record(document, discount=None, day="2026-01-05", money=100, **values):
    """Return a document of which the discount was recorded, if one is given."""
    facts = {"discount": {"value": str(discount), "where": f"line {document}"}} if discount is not None else {}
    return Record(document, day, facts, Decimal(money), **values)


def test_stricter_draft_holds_more():
    documents = [record(1, 4), record(2, 8, money=250), record(3, 12)]

    tally, changes = Backtest(above(5), above(10)).run(documents)

    assert (tally.count(is_newly_stopped), tally.worth(is_newly_stopped)) == (1, Decimal(250))
    assert (tally.count(is_newly_passing), tally.worth(is_newly_passing)) == (0, Decimal(0))
    assert [(change.record.document, change.old, change.new) for change in changes] == [(2, Effect.ALLOW, Effect.HOLD)]
    assert (tally.old_rules, tally.new_rules) == ({"deep": 1}, {"deep": 2})
    assert (tally.old_days, tally.new_days) == ({"2026-01-05": 1}, {"2026-01-05": 2})


def test_a_threshold_is_not_crossed_by_a_hair():
    documents = [record(1, "10"), record(2, "10.000001"), record(3, "9.999999")]

    tally, _ = Backtest(above(10)).run(documents)

    assert tally.counts == {"allow>allow": 2, "allow>hold": 1}


def test_old_side_without_a_table_is_what_was_really_said():
    documents = [record(1, 4, said=Effect.HOLD.severity), record(2, 12, said=Effect.HOLD.severity)]

    tally, changes = Backtest(above(10)).run(documents)

    assert tally.counts == {"hold>allow": 1, "hold>hold": 1}
    assert tally.old_rules == {}
    assert Backtest(above(10)).reasons(changes[0].record) == ((), ())


def test_a_block_is_no_work_for_approvers():
    tally, _ = Backtest(above(10, Effect.BLOCK)).run([record(1, 12)])

    assert (tally.counts, tally.new_days) == ({"allow>block": 1}, {})


def test_fact_that_was_not_recorded_leaves_the_effect_open():
    tally, changes = Backtest(above(10)).run([record(1), record(2, 12)])

    assert (tally.undecided, tally.missing, tally.considered) == (1, {"discount": 1}, 2)
    assert [change.record.document for change in changes] == [2]


def test_fact_that_was_not_recorded_is_not_needed_where_the_other_facts_decide():
    draft = table(("both", Effect.HOLD, {"amount": "> 1000", "discount": "> 10"}))

    tally, _ = Backtest(draft).run([record(1, 4), record(2, 12)])

    assert tally.counts == {"allow>allow": 1}
    assert tally.missing == {"amount": 1}


def test_worse_rule_without_the_missing_fact_decides_and_is_the_reason():
    draft = table(
        ("blocked", Effect.BLOCK, {"discount": "> 10"}),
        ("large", Effect.HOLD, {"amount": "> 1000"}),
    )
    backtest = Backtest(draft)

    tally, changes = backtest.run([record(1, 12)])

    assert (tally.undecided, tally.new_rules) == (0, {"blocked": 1})
    assert [reason.rule for reason in backtest.reasons(changes[0].record)[1]] == ["blocked"]


def test_condition_that_asks_nothing_does_not_need_the_fact():
    draft = table(
        ("any", Effect.HOLD, {"discount": "> 10", "amount": "-", "tags": "-"}),
        ("large", Effect.WARN, {"amount": "> 1000"}),
    )

    tally, _ = Backtest(draft).run([record(1, 12)])

    assert (tally.undecided, tally.new_rules) == (0, {"any": 1})


def test_only_the_side_that_stays_open_names_what_is_missing():
    old = table(("large", Effect.HOLD, {"amount": "> 1000"}))
    new = table(("both", Effect.HOLD, {"tags": '"A"', "discount": "> 10"}))

    tally, _ = Backtest(new, old).run([record(1, 4)])

    assert tally.missing == {"amount": 1}


def test_fact_that_failed_is_held_on_both_sides():
    failed = {"discount": {"value": None, "where": "no rate", "failed": True}}

    tally, _ = Backtest(above(10), above(99, Effect.BLOCK)).run([Record(1, "2026-01-05", failed)])

    assert tally.counts == {"hold>hold": 1}
    assert tally.new_rules == {"fact_failed:discount": 1}


def test_fact_that_failed_counts_beside_one_that_is_missing():
    failed = {"discount": {"value": None, "where": "no rate", "failed": True}}
    draft = table(("both", Effect.HOLD, {"discount": "> 10"}), ("large", Effect.HOLD, {"amount": "> 1000"}))

    tally, _ = Backtest(draft).run([Record(1, "2026-01-05", failed)])

    assert (tally.undecided, tally.new_rules) == (0, {"fact_failed:discount": 1})


def test_fact_measured_later_fills_the_gap_and_is_counted_as_such():
    late = record(1, measured={"discount": Measure(Decimal(12), "line 7")})
    backtest = Backtest(above(10))

    tally, _ = backtest.run([late, record(2, 4)])

    assert (tally.counts, tally.measured) == ({"allow>hold": 1, "allow>allow": 1}, 1)
    assert backtest.missing(late) == frozenset()
    assert backtest.missing(record(3)) == {"discount"}
    assert backtest.reasons(late)[1][0].findings[0].where == "line 7"


def test_what_was_recorded_is_not_replaced_by_what_is_measured_later():
    tally, _ = Backtest(above(10)).run([record(1, 4, measured={"discount": Measure(Decimal(12))})])

    assert tally.counts == {"allow>allow": 1}


def test_value_recorded_when_the_fact_was_of_another_type_counts_as_not_recorded():
    odd = Record(1, "2026-01-05", {"discount": {"value": ["A", "B"], "where": ""}})

    tally, _ = Backtest(above(10)).run([odd, odd._replace(facts={"discount": {"value": "many", "where": ""}})])

    assert (tally.undecided, tally.missing) == (2, {"discount": 2})


def test_document_outside_a_scope_passes_on_that_side():
    tally, _ = Backtest(above(10), above(10)).run(
        [
            record(1, 12, is_in_old=False),
            record(2, 12, is_in_new=False, is_scope_known=False),
            record(3, 12, is_in_old=False, is_in_new=False),
        ]
    )

    assert tally.counts == {"allow>hold": 1, "hold>allow": 1}
    assert (tally.considered, tally.guessed) == (2, 1)


def test_reasons_name_the_place_that_was_recorded():
    backtest = Backtest(above(10), above(20))
    (change,) = backtest.run([record(7, 12)])[1]

    old, new = backtest.reasons(change.record)

    assert (old, [finding.where for finding in new[0].findings]) == ((), ["line 7"])
    assert backtest.reasons(record(7, 30, is_in_new=False))[1] == ()


def test_examples_are_those_that_are_stopped_or_let_go_first_then_the_dearest():
    new = table(("warn", Effect.WARN, {"discount": "[1..10]"}), ("hold", Effect.HOLD, {"discount": "> 10"}))
    documents = [record(1, 5, money=900), record(2, 12, money=10), record(3, 12, money=70), record(4, 12, money=70)]

    _, changes = Backtest(new, table()).run(documents, example_limit=3)

    assert [change.record.document for change in changes] == [3, 4, 2]


def test_one_fact_read_in_two_ways_cannot_be_compared():
    category = table(
        ("deep", Effect.HOLD, {"discount": '"A"'}), facts={"discount": Fact("discount", "D", Unit.CATEGORY)}
    )

    with pytest.raises(KindClash) as caught:
        Backtest(category, above(10))

    assert caught.value.fact == "discount"
    new, old = above(10), above(5)
    assert Backtest(new, old).facts_used == {"discount"}
    assert (Backtest(new, old).tables, Backtest(new).tables) == ((new, old), (new,))


def test_documents_that_nothing_speaks_about_join_the_tally_without_being_read():
    assert Tally.passing(0, Decimal(0)) == Tally()

    tally = Tally.passing(3, Decimal("12.50")) + Backtest(above(10)).run([record(1, 4), record(2, 12)])[0]

    assert tally.counts == {"allow>allow": 4, "allow>hold": 1}
    assert tally.money["allow>allow"] == Decimal("112.50")
    assert Tally.from_json({}) == Tally()
