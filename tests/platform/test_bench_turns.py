"""Is what was measured compared fairly and computed right?"""

import pytest

from bench import policies, turns
from bench.confirm import CASES, judge, line
from bench.laboratory import Worker
from bench.turns import Cost, Rounds, Spread, alternate


class Bench:
    """Workers that note their turns and cost what they are told."""

    def __init__(self, **costs):
        self.turns = []
        self.workers = {name: self._Worker(self, name, cost) for name, cost in costs.items()}

    class _Worker:
        def __init__(self, bench, name, cost):
            self.bench, self.name, self.cost = bench, name, cost

        def measure(self, do, **request):
            self.bench.turns.append((self.name, do, request))
            cost = self.cost(len(self.bench.turns)) if callable(self.cost) else self.cost
            return Cost(python=cost, database=0.0, queries=3)


def test_everybody_takes_turns_and_who_begins_changes():
    bench = Bench(plain=1.0, ours=1.0)

    rounds = alternate(bench.workers, 2, "confirm", kind="service")

    assert [name for name, _do, _request in bench.turns] == ["plain", "ours", "ours", "plain", "plain", "ours"]
    assert bench.turns[0][1:] == ("confirm", {"kind": "service"})
    assert {name: len(costs) for name, costs in rounds.items()} == {"plain": 2, "ours": 2}


def test_first_round_warms_up_and_does_not_count():
    bench = Bench(plain=1.0, ours=lambda turn: 100.0 if turn <= 2 else 2.0)

    assert alternate(bench.workers, 4, "confirm").ratio("ours", "plain") == (2.0, 2.0, 2.0)


def test_scattered_ratios_are_measured_longer_but_not_for_ever():
    bench = Bench(plain=1.0, ours=lambda turn: 1.0 + turn % 3)

    rounds = alternate(bench.workers, 4, "confirm")

    assert len(rounds["ours"]) == 4 * turns.MORE
    assert rounds.error() > turns.PRECISION


def test_cpu_is_that_of_odoo_and_of_the_database():
    assert Cost(python=2.0, database=0.5, queries=1).cpu == 2.5


def test_same_rounds_are_compared():
    rounds = Rounds(vanilla=[Cost(10, 0, 5), Cost(100, 0, 5)], governed=[Cost(11, 0, 9), Cost(110, 0, 9)])

    assert rounds.ratio("governed") == pytest.approx((1.1, 1.1, 1.1))
    assert rounds.more("governed", per=2) == pytest.approx((1.625, 2.75, 4.125 - 0.25))
    assert rounds.more("governed", what="queries") == (4, 4, 4)
    assert rounds.median("governed", "python", per=10) == 6.05


def test_error_is_that_of_the_last_variant_against_the_first():
    rounds = Rounds(
        vanilla=[Cost(1, 0, 0)] * 4, between=[Cost(1, 0, 0)] * 4, ours=[Cost(c, 0, 0) for c in (1, 2, 3, 4)]
    )

    assert rounds.error() == pytest.approx(0.93 * 1.5 / 2)


def test_spread_is_printed_with_its_quartiles_unless_it_has_none():
    assert Spread.of([1, 2, 3]).text(1) == "2.0 [1.5–2.5]"
    assert Spread.of([4.0]).text(0) == "4"
    assert Spread.of([4.0, 4.0]).text(0) == "4"


def test_confirmation_is_judged_per_order_and_per_call():
    case = CASES[0]
    costs = {"vanilla": Cost(200, 80, 274), "again": Cost(200, 80, 274), "unruled": Cost(200, 80, 276)}
    rounds = Rounds({name: [cost] for name, cost in (costs | {"governed": Cost(210, 84, 282)}).items()})

    ratio, added, unruled = judge(case, rounds)

    assert (ratio.figure, ratio.is_met) == (pytest.approx(1.05), False)
    assert (added.figure, added.is_met) == (4, True)
    assert (unruled.figure, unruled.is_met) == (1, False)
    assert line(case, "governed", rounds)[2:] == ("105.0", "42.0", "1.050", "141", "+4")


def test_rules_are_of_three_kinds_and_all_different():
    rules = policies.many(1000)

    assert len({tuple(rule.items()) for rule in rules}) == 1000
    assert sum("deepest_discount" in rule for rule in rules) == 300
    assert sum(len(rule) == 2 for rule in rules) == 300


@pytest.mark.parametrize(
    ("unit", "direction", "test"),
    [
        ("money", "higher_is_worse", "> 1000000000"),
        ("percent", "lower_is_worse", "< -1000000000"),
        ("flag", "neutral", "true"),
        ("category", "neutral", '"Atlantis"'),
        ("labels", "neutral", '"Atlantis"'),
        ("date", "neutral", 'date("1900-01-01")'),
    ],
)
def test_far_test_suits_the_unit(unit, direction, test):
    assert policies.far({"unit": unit, "direction": direction}) == test


def test_worker_that_ends_is_reported_with_its_code():
    class Gone:
        stdout = type("Pipe", (), {"readline": staticmethod(str)})

        @staticmethod
        def wait():
            return 3

    worker = Worker.__new__(Worker)
    worker.process = Gone

    with pytest.raises(SystemExit, match="ended with code 3"):
        worker.answer()
