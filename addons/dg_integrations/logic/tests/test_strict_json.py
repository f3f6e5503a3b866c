"""Is a body understood in one way only, and refused with a reason otherwise?"""

import json
import time
from decimal import Decimal

import pytest
from dg_integrations.logic.strict_json import DEEPEST, JsonFault, JsonProblem, fingerprint, parse
from hypothesis import given
from hypothesis import strategies as st

LETTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
PLAIN = st.none() | st.booleans() | st.integers(-(10**90), 10**90) | st.text(LETTERS, max_size=8)
OBJECTS = st.dictionaries(
    st.text(LETTERS, max_size=5),
    st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3), max_leaves=6),
    max_size=5,
)


def fault_of(body, **limits):
    problem = parse(body, **limits)
    assert isinstance(problem, JsonProblem)
    return problem.fault, problem.pointer


def test_an_object_is_read_with_exact_numbers():
    assert parse(b'{"amount": 0.10, "count": 3, "note": "\\u00fc"}') == {
        "amount": Decimal("0.10"),
        "count": 3,
        "note": "ü",
    }


@pytest.mark.parametrize(
    ("body", "fault", "pointer"),
    [
        (b"", JsonFault.MALFORMED, ""),
        (b'{"a":', JsonFault.MALFORMED, ""),
        (b"{'a': 1}", JsonFault.MALFORMED, ""),
        (b'{"a": 1,}', JsonFault.MALFORMED, ""),
        (b'{"a": 1} {"b": 2}', JsonFault.MALFORMED, ""),
        (b'{"a": 01}', JsonFault.MALFORMED, ""),
        (b'{"a": "\n"}', JsonFault.MALFORMED, ""),
        (b'\xef\xbb\xbf{"a": 1}', JsonFault.MALFORMED, ""),
        (b'{"a": "\xff"}', JsonFault.NOT_UTF8, ""),
        ('{"a": 1}'.encode("utf-16"), JsonFault.NOT_UTF8, ""),
        (b"[1]", JsonFault.NOT_AN_OBJECT, ""),
        (b'"text"', JsonFault.NOT_AN_OBJECT, ""),
        (b"null", JsonFault.NOT_AN_OBJECT, ""),
        (b'{"a": 1, "a": 1}', JsonFault.DUPLICATE_KEY, ""),
        (b'{"b/c": [0, {"a~": {"x": 1, "y": 2, "x": 3}}]}', JsonFault.DUPLICATE_KEY, "/b~1c/1/a~0"),
        (b'{"a": NaN}', JsonFault.BAD_NUMBER, "/a"),
        (b'{"a": [1, -Infinity]}', JsonFault.BAD_NUMBER, "/a/1"),
        (b'{"a": 1e999999999}', JsonFault.BAD_NUMBER, "/a"),
        (b'{"a": 1e-999999999}', JsonFault.BAD_NUMBER, "/a"),
        (b'{"a": 1e99999999999999999999}', JsonFault.BAD_NUMBER, "/a"),
        (b'{"a": 0.' + b"1" * 200 + b"}", JsonFault.BAD_NUMBER, "/a"),
        (b'{"a": ' + b"1" * 5000 + b"}", JsonFault.BAD_NUMBER, "/a"),
        (b'{"a": {"b": "\\ud800"}}', JsonFault.BAD_TEXT, "/a/b"),
        (b'{"a": {"\\ud800": NaN}}', JsonFault.BAD_TEXT, "/a"),
        (b'{"a": "\\u0000"}', JsonFault.BAD_TEXT, "/a"),
        (b"NaN", JsonFault.BAD_NUMBER, ""),
    ],
)
def test_what_can_be_misunderstood_is_refused_by_its_place(body, fault, pointer):
    assert fault_of(body) == (fault, pointer)


def test_a_problem_is_a_sentence():
    assert parse(b'{"a": 1, "a": 2}').message == "The object has the key 'a' more than once."
    assert parse(b'{"a" 1}').message == "The body is not JSON: Expecting ':' delimiter at line 1, column 6."


def test_a_body_of_the_largest_size_is_read_and_one_more_byte_is_not():
    body = b'{"a": 1}'

    assert parse(body, largest=8) == {"a": 1}
    assert fault_of(body, largest=7) == (JsonFault.TOO_LARGE, "")


def test_a_body_of_the_greatest_depth_is_read_and_one_more_level_is_not():
    def nested(levels):
        return b'{"a":' * levels + b"1" + b"}" * levels

    assert parse(nested(DEEPEST))
    assert fault_of(nested(DEEPEST + 1)) == (JsonFault.TOO_DEEP, "")


def test_brackets_in_texts_and_side_by_side_are_no_depth():
    assert parse(json.dumps({"a": "[{" * 100, "b": '\\"[[', "c": [[]] * 100}).encode(), deepest=3)


@pytest.mark.parametrize("part", [b"[", b'{"a":', b'"', b'\\"', b'"\\', b'"\\"', b"]"])
def test_a_hostile_body_is_refused_in_no_time(part):
    body = b'{"a":"' + part * (250_000 // len(part))
    started = time.process_time()

    assert isinstance(parse(body), JsonProblem)
    assert isinstance(parse(part * (250_000 // len(part))), JsonProblem)

    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'{"a": 1, "b": 2}', b'{"b":2,"a":1}'),
        (b'{"a": 1}', b'{"a": 1.0}'),
        (b'{"a": 100}', b'{"a": 1E+2}'),
        (b'{"a": -0.0}', b'{"a": 0}'),
        (b'{"a": "\\u00fc"}', '{"a": "ü"}'.encode()),
    ],
)
def test_bodies_that_say_the_same_have_one_fingerprint(one, other):
    assert fingerprint(parse(one)) == fingerprint(parse(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'{"a": 1}', b'{"a": "1"}'),
        (b'{"a": 1}', b'{"a": true}'),
        (b'{"a": [1, 2]}', b'{"a": [2, 1]}'),
        (b'{"a": null}', b"{}"),
        (b'{"a": 1.5}', b'{"a": "1.5"}'),
        (b'{"a": 10}', b'{"a": 1}'),
    ],
)
def test_bodies_that_differ_have_different_fingerprints(one, other):
    assert fingerprint(parse(one)) != fingerprint(parse(other))


@given(OBJECTS)
def test_whatever_is_proper_json_is_read_as_it_was_meant(value):
    body = json.dumps(value).encode()

    assert parse(body) == value
    assert fingerprint(parse(body)) == fingerprint(parse(json.dumps(value, indent=2, ensure_ascii=False).encode()))


@given(st.binary(max_size=60) | st.text('{}[]",:\\u0d8tNa1.e-', max_size=60).map(str.encode))
def test_no_body_raises(body):
    assert isinstance(parse(body), dict | JsonProblem)
