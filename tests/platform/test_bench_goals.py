"""Does a goal judge its figure, and does a missed one fail the command?"""

import pytest

from bench import report, run
from bench.goal import Goal, Section
from bench.turns import Spread


def goal(figure, limit=1.03, **values):
    return Goal("G1", "confirm", limit, "×", Spread.of([figure]), **values)


@pytest.mark.parametrize(
    ("figure", "at_least", "is_met"),
    [(1.02, False, True), (1.03, False, True), (1.031, False, False), (1.02, True, False), (1.03, True, True)],
)
def test_figure_on_its_limit_is_met_and_beyond_it_missed(figure, at_least, is_met):
    assert goal(figure, at_least=at_least).is_met is is_met


def test_line_shows_limit_figure_quartiles_and_verdict():
    missed = Goal("G1", "confirm", 1.03, "×", Spread.of([1.0, 1.1, 1.2]))
    fast = Goal("seal", "events", 20_000, "events/s", Spread.of([25_000.4]), at_least=True)

    assert missed.row() == ("G1", "confirm", "≤ 1.030 ×", "1.100 [1.050–1.150]", "**missed**")
    assert fast.row() == ("seal", "events", "≥ 20,000 events/s", "25,000", "met")


def test_middle_of_the_spread_is_what_counts():
    assert goal(0).limit == 1.03
    assert Goal("G1", "confirm", 1.03, "×", Spread(0.9, 1.0, 9.0)).is_met
    assert not Goal("G1", "confirm", 1.03, "×", Spread(0.9, 1.1, 9.0)).is_met


def test_one_missed_goal_fails_the_command(capsys):
    sections = [Section("A", (goal(1.0),)), Section("B", (goal(1.0), goal(1.2)))]

    assert run.conclude(sections) == 1
    assert "2 of 3 goals met, 1 missed." in capsys.readouterr().out


def test_command_succeeds_when_every_goal_is_met(capsys):
    assert run.conclude([Section("A", (goal(1.0),)), Section("only a table")]) == 0
    assert "1 of 1 goals met, 0 missed." in capsys.readouterr().out


def test_section_is_written_as_markdown():
    section = Section("Drafts", (goal(1.0),), ("work", "ms"), (("create", "2.0"),), "A note.")

    assert report.text(section).split("\n\n") == [
        "## Drafts",
        (
            "| goal | what | limit | figure [quartiles] |  |\n| --- | --- | --- | --- | --- |\n"
            "| G1 | confirm | ≤ 1.030 × | 1.000 | met |"
        ),
        "| work | ms |\n| --- | --- |\n| create | 2.0 |",
        "A note.",
    ]


def test_page_keeps_what_people_wrote_and_replaces_what_was_measured(tmp_path, monkeypatch):
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Benchmarks\n\nBy hand.\n\n{report.MARK}\n\nold figures\n")
    monkeypatch.setattr(report, "PAGE", page)

    report.write([Section("New", (goal(1.2),))], "18.1")

    kept, measured = page.read_text().split(report.MARK)
    assert kept == "# Benchmarks\n\nBy hand.\n\n"
    assert "old figures" not in measured
    assert "PostgreSQL 18.1." in measured
    assert "0 of 1 goals met, 1 missed.\n\n## New" in measured


def test_page_of_the_repository_has_its_mark():
    assert report.PAGE.read_text().count(report.MARK) == 1
