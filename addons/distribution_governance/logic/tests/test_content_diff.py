"""Is everything that differs between two contents told, and nothing else?"""

from distribution_governance.logic.content_diff import Difference, differences

LINE = {"line": 7, "product": 3, "price": 100, "taxes": [1, 2]}


def test_same_contents_have_no_difference():
    content = {"partner": 1, "lines": [LINE], "none": None}

    assert differences(content, {"partner": 1, "lines": [dict(LINE)], "none": None}, "line") == ()


def test_terms_and_lines_are_told_with_both_values():
    old, new = {"partner": 1, "lines": [LINE]}, {"partner": 2, "lines": [LINE | {"price": 80, "taxes": [1]}]}

    assert differences(old, new, "line") == (
        Difference("", None, "partner", 1, 2),
        Difference("lines", 7, "price", 100, 80),
        Difference("lines", 7, "taxes", [1, 2], [1]),
    )


def test_added_and_removed_lines_are_told_with_all_their_values():
    other = {"line": 8, "product": 4}

    assert differences({"lines": [LINE]}, {"lines": [LINE, other]}, "line") == (
        Difference("lines", 8, "product", None, 4),
    )
    assert differences({"lines": [other]}, {"lines": []}, "line") == (Difference("lines", 8, "product", 4, None),)
    assert differences({}, {"lines": [other]}, "line") == (Difference("lines", 8, "product", None, 4),)


def test_order_of_lines_is_no_difference():
    other = {"line": 8, "product": 4}

    assert differences({"lines": [LINE, other]}, {"lines": [other, LINE]}, "line") == ()
