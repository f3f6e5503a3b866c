"""What is different between two contents of a policy?"""

from __future__ import annotations

from distribution_governance.logic.definition_diff import Change, RowChange, difference


def fact(**values):
    return {"label": "Discount", "unit": "percent", "direction": "higher_is_worse", "disclosure": "", **values}


def row(key, name="Rule", effect="hold", guidance="", **tests):
    conditions = [{"fact": one, "test": test} for one, test in tests.items()]
    return {"key": key, "name": name, "effect": effect, "guidance": guidance, "conditions": conditions}


def content(*rules, facts=None, **settings):
    return {"name": "Policy", "facts": facts or {"discount": fact()}, "rules": list(rules), **settings}


def test_equal_contents_are_not_different():
    one = content(row("1", discount="> 10"), row("2"), strict=False)

    found = difference(one, one)

    assert found.is_empty
    assert found.unchanged == 2


def test_before_the_first_version_everything_is_new():
    found = difference({}, content(row("1", discount="> 10")))

    [new] = found.rows
    assert new.kind is RowChange.ADDED
    assert new.cells == (Change("discount", None, "> 10"),)
    assert Change("name", None, "Rule") in new.texts
    assert found.settings == (Change("name", None, "Policy"),)
    assert not found.facts
    assert not found.is_reordered
    assert not found.is_empty


def test_change_of_a_row_is_told_cell_by_cell():
    old = content(row("1", "Deep", "hold", "Ask.", discount="> 10", margin="< 5"))
    new = content(row("1", "Deeper", "block", "Ask.", discount="> 12", amount="> 1"))

    [changed] = difference(old, new).rows

    assert changed.kind is RowChange.CHANGED
    assert changed.row["name"] == "Deeper"
    assert changed.texts == (Change("name", "Deep", "Deeper"), Change("effect", "hold", "block"))
    assert changed.cells == (
        Change("discount", "> 10", "> 12"),
        Change("amount", None, "> 1"),
        Change("margin", "< 5", None),
    )


def test_cells_in_another_order_are_no_change():
    one = content(row("1", discount="> 10", margin="< 5"))
    other = content(row("1", margin="< 5", discount="> 10"))

    assert difference(one, other).is_empty


def test_row_without_texts_and_cells_that_comes_is_told_by_its_effect():
    [new] = difference(content(), content(row("1", "", "hold"))).rows

    assert new.texts == (Change("name", None, ""), Change("effect", None, "hold"), Change("guidance", None, ""))


def test_removed_rows_stand_where_they_stood():
    old = content(row("1"), row("2"), row("3"), row("4"))
    new = content(row("5"), row("2", "New name"))

    found = difference(old, new)

    assert [(one.kind.value, one.row["key"]) for one in found.rows] == [
        ("removed", "1"),
        ("added", "5"),
        ("changed", "2"),
        ("removed", "3"),
        ("removed", "4"),
    ]
    assert not found.is_reordered


def test_other_order_of_the_rows_that_stay_is_told():
    old = content(row("1"), row("2"), row("3"))

    moved = difference(old, content(row("3"), row("1")))
    shifted = difference(old, content(row("9"), row("1"), row("3")))

    assert moved.is_reordered
    assert not shifted.is_reordered
    assert not difference(content(row("1"), row("2")), content(row("2"), row("1"))).is_empty


def test_settings_are_compared_whatever_they_are_called():
    old = content(domain=[], strict=False, limit=5)
    new = content(domain=[["a", "=", 1]], strict=False, override=True)

    found = difference(old, new)

    assert found.settings == (
        Change("domain", [], [["a", "=", 1]]),
        Change("override", None, True),
        Change("limit", 5, None),
    )
    assert not found.is_empty


def test_fact_that_is_meant_differently_is_told_and_one_that_comes_or_goes_is_not():
    old = content(facts={"discount": fact(), "margin": fact()})
    new = content(facts={"discount": fact(direction="neutral", disclosure="g"), "amount": fact()})

    found = difference(old, new)

    assert found.facts == (
        Change("discount.direction", "higher_is_worse", "neutral"),
        Change("discount.disclosure", "", "g"),
    )
    assert not found.is_empty


def test_only_rows_that_are_different_are_listed():
    found = difference(content(row("1"), row("2")), content(row("1"), row("2", effect="warn")))

    assert [one.row["key"] for one in found.rows] == ["2"]
    assert found.unchanged == 1
