"""Has the same content the same fingerprint, and other content another one?"""

import json
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest
from distribution_governance.logic.fingerprint import canonical, fingerprint
from hypothesis import given
from hypothesis import strategies as st

CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (15, "15"),
        (Decimal("15.00"), "15"),
        (Decimal("-0.0"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.1000000000000000000000000000000000001"), "0.1000000000000000000000000000000000001"),
        ("15", '"15"'),
        ('a "quote"\n', r'"a \"quote\"\n"'),
        ("Größe €", '"Größe €"'),
        (date(2026, 1, 31), '"2026-01-31"'),
        (datetime(2026, 1, 31, 8, 30), '"2026-01-31T08:30:00"'),
        ([], "[]"),
        ({}, "{}"),
        ((1, [2, None]), "[1,[2,null]]"),
        ({"b": 1, "a": {"d": 2, "c": [True]}}, '{"a":{"c":[true],"d":2},"b":1}'),
        (MappingProxyType({"a": 1}), '{"a":1}'),
        (frozenset({"b", "a", "é"}), '["a","b","é"]'),
        ({"b", "a"}, '["a","b"]'),
        (frozenset(), "[]"),
    ],
)
def test_content_has_one_text(content, text):
    assert canonical(content) == text


def test_the_order_of_keys_makes_no_difference():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})


def test_the_order_of_lines_does():
    assert fingerprint([1, 2]) != fingerprint([2, 1])


@pytest.mark.parametrize(
    ("one", "other"),
    [(15, "15"), (None, "null"), (True, "true"), (1, True), (0, None), ([], {}), ([[1], 2], [1, [2]]), ("", None)],
)
def test_values_of_different_types_differ(one, other):
    assert fingerprint(one) != fingerprint(other)


def test_the_fingerprint_is_the_sha_256_of_the_text():
    assert fingerprint({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert len(fingerprint("€")) == 64


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (1.5, "content"),
        ({"lines": [{"price": 1.5}]}, "content.lines[0].price"),
        ([1, {2.5}], "content[1]"),
        ([b"text"], "content[0]"),
        ([Decimal("NaN")], "content[0]"),
        ([Decimal("Infinity")], "content[0]"),
    ],
)
def test_content_without_an_exact_text_is_refused_by_its_place(content, place):
    with pytest.raises(TypeError) as refused:
        canonical(content)

    assert str(refused.value).startswith(f"{place} is ")
    assert "Use a Decimal, a text, a date or None instead." in str(refused.value)


def test_a_key_that_is_no_text_is_refused():
    with pytest.raises(TypeError, match=r"The key 7 of content\.lines is not a text\. Use texts as keys instead\."):
        canonical({"lines": {7: "seven"}})


@given(CONTENT)
def test_the_text_is_json_that_says_the_same(content):
    assert json.loads(canonical(content)) == content


@given(CONTENT)
def test_what_was_read_back_has_the_same_fingerprint(content):
    assert fingerprint(json.loads(json.dumps(content))) == fingerprint(content)
