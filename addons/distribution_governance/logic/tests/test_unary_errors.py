"""Does a cell that cannot be read say what was found, where, and what to type instead?"""

import pickle

import pytest
from distribution_governance.logic.facts import Kind
from distribution_governance.logic.unary_test import Fault, UnaryTestError, parse

A_NUMBER = "a number such as 15, -3 or 12.5"
A_FLAG = "true or false"
A_TEXT = 'a text in straight quotes such as "EU"'
A_DATE = 'a date such as date("2026-01-31")'
MORE_OR_NOTHING = "a comma and a further test, or nothing,"

# kind, text, fault, position from 0, what stands there, what belongs there
MISTAKES = [
    (Kind.NUMBER, "abc", Fault.VALUE, 0, "abc", A_NUMBER),
    (Kind.NUMBER, ">= abc", Fault.VALUE, 3, "abc", A_NUMBER),
    (Kind.NUMBER, ">=", Fault.VALUE, 2, "", A_NUMBER),
    (Kind.NUMBER, "> = 5", Fault.VALUE, 2, "=", A_NUMBER),
    (Kind.NUMBER, "= 5", Fault.VALUE, 0, "=", A_NUMBER),
    (Kind.NUMBER, "1,", Fault.VALUE, 2, "", A_NUMBER),
    (Kind.NUMBER, ", 1", Fault.VALUE, 0, ",", A_NUMBER),
    (Kind.NUMBER, "1,,2", Fault.VALUE, 2, ",", A_NUMBER),
    (Kind.NUMBER, "5, -", Fault.VALUE, 3, "-", A_NUMBER),
    (Kind.NUMBER, "not(-)", Fault.VALUE, 4, "-", A_NUMBER),
    (Kind.NUMBER, "not()", Fault.VALUE, 4, ")", A_NUMBER),
    (Kind.NUMBER, "not(not(5))", Fault.VALUE, 4, "not", A_NUMBER),
    (Kind.NUMBER, "< null", Fault.VALUE, 2, "null", A_NUMBER),
    (Kind.NUMBER, "[null..5]", Fault.VALUE, 1, "null", A_NUMBER),
    (Kind.NUMBER, "true", Fault.VALUE, 0, "true", A_NUMBER),
    (Kind.NUMBER, "Null", Fault.VALUE, 0, "Null", A_NUMBER),
    (Kind.NUMBER, '"15"', Fault.VALUE, 0, '"15"', A_NUMBER),
    (Kind.NUMBER, 'date("2026-01-31")', Fault.VALUE, 0, 'date("2026-01-31")', A_NUMBER),
    (Kind.NUMBER, "٣", Fault.VALUE, 0, "٣", A_NUMBER),
    (Kind.NUMBER, "≥ 5", Fault.WORD, 0, "≥", "“>=”"),
    (Kind.NUMBER, "≤5", Fault.WORD, 0, "≤", "“<=”"),
    (Kind.NUMBER, "> −5", Fault.WORD, 2, "−", "“-”"),
    (Kind.NUMBER, "–5", Fault.WORD, 0, "–", "“-”"),
    (Kind.NUMBER, "15 %", Fault.END, 3, "%", MORE_OR_NOTHING),
    (Kind.NUMBER, "15 20", Fault.END, 3, "20", MORE_OR_NOTHING),
    (Kind.NUMBER, ">= 5 and < 9", Fault.END, 5, "and", MORE_OR_NOTHING),
    (Kind.NUMBER, "1e5", Fault.END, 1, "e5", MORE_OR_NOTHING),
    (Kind.NUMBER, "5.", Fault.END, 1, ".", MORE_OR_NOTHING),
    (Kind.NUMBER, "1..5", Fault.END, 1, "..", MORE_OR_NOTHING),
    (Kind.NUMBER, "--", Fault.END, 1, "-", MORE_OR_NOTHING),
    (Kind.NUMBER, "-, 5", Fault.END, 1, ",", MORE_OR_NOTHING),
    (Kind.NUMBER, "not(5) 6", Fault.END, 7, "6", MORE_OR_NOTHING),
    (Kind.NUMBER, "5)", Fault.END, 1, ")", MORE_OR_NOTHING),
    (Kind.NUMBER, "not 5", Fault.MARK, 4, "5", "“(”"),
    (Kind.NUMBER, "not(5", Fault.MARK, 5, "", "“)”"),
    (Kind.NUMBER, "not(5]", Fault.MARK, 5, "]", "“)”"),
    (Kind.NUMBER, "[5, 10]", Fault.MARK, 2, ",", "“..”"),
    (Kind.NUMBER, "[5,500]", Fault.MARK, 2, ",", "“..”"),
    (Kind.NUMBER, "[5-10]", Fault.MARK, 2, "-10", "“..”"),
    (Kind.NUMBER, "[5..10", Fault.MARK, 6, "", "“]”"),
    (Kind.NUMBER, "[5..10, 12", Fault.MARK, 6, ",", "“]”"),
    (Kind.NUMBER, "[5..10(", Fault.MARK, 6, "(", "“]”"),
    (Kind.NUMBER, "[10..5]", Fault.REVERSED, 0, "[10..5]", "[5..10]"),
    (Kind.NUMBER, "1, (-5 .. -10)", Fault.REVERSED, 3, "(-5 .. -10)", "[-10..-5]"),
    (Kind.NUMBER, "[5.00..4.99]", Fault.REVERSED, 0, "[5.00..4.99]", "[4.99..5]"),
    (Kind.NUMBER, "(5..5)", Fault.EMPTY, 0, "(5..5)", "[5..5]"),
    (Kind.NUMBER, "[5..5)", Fault.EMPTY, 0, "[5..5)", "[5..5]"),
    (Kind.NUMBER, "]5..5.0]", Fault.EMPTY, 0, "]5..5.0]", "[5..5]"),
    (Kind.NUMBER, ">= 1,500", Fault.COMMA, 3, "1,500", "1500 (one number) or 1, 500 (a list)"),
    (Kind.NUMBER, ">= 12,5", Fault.COMMA, 3, "12,5", "125 (one number) or 12, 5 (a list)"),
    (Kind.NUMBER, "< 0, > 1,500", Fault.COMMA, 7, "1,500", "1500 (one number) or 1, 500 (a list)"),
    (Kind.NUMBER, "1,500", Fault.COMMA, 0, "1,500", "1500 (one number) or 1, 500 (a list)"),
    (Kind.NUMBER, "-123,456", Fault.COMMA, 0, "-123,456", "-123456 (one number) or -123, 456 (a list)"),
    (Kind.NUMBER, "not(1,500.25)", Fault.COMMA, 4, "1,500.25", "1500.25 (one number) or 1, 500.25 (a list)"),
    (Kind.NUMBER, "1,000,000", Fault.COMMA, 0, "1,000,000", "1000000 (one number) or 1, 000, 000 (a list)"),
    (Kind.NUMBER, "[1,000..2000]", Fault.NUMBER, 1, "1,000", "1000"),
    (Kind.NUMBER, "[1,5 .. 9]", Fault.NUMBER, 1, "1,5", "15"),
    (Kind.NUMBER, "[1000..2,000,000)", Fault.NUMBER, 7, "2,000,000", "2000000"),
    (Kind.NUMBER, "]0..1,5 [", Fault.NUMBER, 4, "1,5", "15"),
    (Kind.NUMBER, "[1, 000..2000]", Fault.MARK, 2, ",", "“..”"),
    (Kind.NUMBER, "[1..2, 000]", Fault.MARK, 5, ",", "“]”"),
    (Kind.NUMBER, "007", Fault.ZEROS, 0, "007", "7"),
    (Kind.NUMBER, "> -00.5", Fault.ZEROS, 2, "-00.5", "-0.5"),
    (Kind.NUMBER, "1, 000", Fault.ZEROS, 3, "000", "0"),
    (Kind.FLAG, "yes", Fault.VALUE, 0, "yes", A_FLAG),
    (Kind.FLAG, "True", Fault.VALUE, 0, "True", A_FLAG),
    (Kind.FLAG, "1", Fault.VALUE, 0, "1", A_FLAG),
    (Kind.FLAG, '"true"', Fault.VALUE, 0, '"true"', A_FLAG),
    (Kind.FLAG, "> true", Fault.ORDER, 0, ">", A_FLAG),
    (Kind.FLAG, "[false..true]", Fault.ORDER, 0, "[", A_FLAG),
    (Kind.FLAG, "true false", Fault.END, 5, "false", MORE_OR_NOTHING),
    (Kind.CATEGORY, "EU", Fault.WORD, 0, "EU", '“"EU"”'),
    (Kind.CATEGORY, '"UK", EU', Fault.WORD, 6, "EU", '“"EU"”'),
    (Kind.CATEGORY, "15", Fault.VALUE, 0, "15", A_TEXT),
    (Kind.CATEGORY, "“EU”", Fault.WORD, 0, "“", '“"”'),
    (Kind.CATEGORY, "'EU'", Fault.WORD, 0, "'", '“"”'),
    (Kind.CATEGORY, '"EU', Fault.UNCLOSED, 0, '"EU', '"EU"'),
    (Kind.CATEGORY, '"A", "B ', Fault.UNCLOSED, 5, '"B ', '"B"'),
    (Kind.CATEGORY, '"A\nB"', Fault.UNCLOSED, 0, '"A', '"A"'),
    (Kind.CATEGORY, '< "A"', Fault.ORDER, 0, "<", A_TEXT),
    (Kind.CATEGORY, '("A".."B")', Fault.ORDER, 0, "(", A_TEXT),
    (Kind.CATEGORY, ']"A".."B"[', Fault.ORDER, 0, "]", A_TEXT),
    (Kind.CATEGORY, r'"A\B"', Fault.ESCAPE, 0, r'"A\B"', r'"A\\B"'),
    (Kind.CATEGORY, r'"\ud83d"', Fault.ESCAPE, 0, r'"\ud83d"', r'"\\ud83d"'),
    (Kind.CATEGORY, '"A" "B"', Fault.END, 4, '"B"', MORE_OR_NOTHING),
    (Kind.DATE, "2026-01-31", Fault.VALUE, 0, "2026", A_DATE),
    (Kind.DATE, '"2026-01-31"', Fault.VALUE, 0, '"2026-01-31"', A_DATE),
    (Kind.DATE, "date(2026)", Fault.VALUE, 0, "date", A_DATE),
    (Kind.DATE, 'date("2026-02-30")', Fault.DAY, 0, 'date("2026-02-30")', A_DATE),
    (Kind.DATE, '> date("2025-02-29")', Fault.DAY, 2, 'date("2025-02-29")', A_DATE),
    (Kind.DATE, '@"20260131"', Fault.DAY, 0, '@"20260131"', A_DATE),
    (Kind.DATE, 'date("2026-W01-1")', Fault.DAY, 0, 'date("2026-W01-1")', A_DATE),
    (Kind.DATE, 'date("31.01.2026")', Fault.DAY, 0, 'date("31.01.2026")', A_DATE),
    (
        Kind.DATE,
        '[@"2026-12-31"..@"2026-01-01"]',
        Fault.REVERSED,
        0,
        '[@"2026-12-31"..@"2026-01-01"]',
        '[date("2026-01-01")..date("2026-12-31")]',
    ),
]


def mistake_in(text, kind):
    """Return the error that reading the text raises."""
    with pytest.raises(UnaryTestError) as refused:
        parse(text, kind)
    return refused.value


@pytest.mark.parametrize(("kind", "text", "fault", "position", "found", "expected"), MISTAKES)
def test_a_mistake_is_named_with_its_place_and_remedy(kind, text, fault, position, found, expected):
    error = mistake_in(text, kind)

    assert (error.fault, error.position, error.found, error.expected) == (fault, position, found, expected)
    assert (error.text, error.kind) == (text, kind)
    assert text[position : position + len(found)] == found


@pytest.mark.parametrize(("kind", "text"), [(row[0], row[1]) for row in MISTAKES])
def test_a_mistake_is_told_in_whole_sentences(kind, text):
    error = mistake_in(text, kind)

    told = str(error)

    assert told.startswith(f"At position {error.position + 1} of “{text}” ")
    assert ". Type " in told
    assert told.endswith((" instead.", " there."))


@pytest.mark.parametrize(
    ("text", "kind", "sentence"),
    [
        (">= x", Kind.NUMBER, f"At position 4 of “>= x” there is “x”. Type {A_NUMBER} instead."),
        (">= ", Kind.NUMBER, f"At position 4 of “>= ” the test ends too early. Type {A_NUMBER} there."),
        ("[5", Kind.NUMBER, "At position 3 of “[5” the test ends too early. Type “..” there."),
        (
            "[10..5]",
            Kind.NUMBER,
            "At position 1 of “[10..5]” there is “[10..5]”, a range that starts after its end. Type [5..10] instead.",
        ),
        (
            "(5..5]",
            Kind.NUMBER,
            "At position 1 of “(5..5]” there is “(5..5]”, a range that holds no value. Type [5..5] instead.",
        ),
        (
            "15%",
            Kind.NUMBER,
            f"At position 3 of “15%” there is “%” after a complete test. Type {MORE_OR_NOTHING} instead.",
        ),
        (
            "1,500",
            Kind.NUMBER,
            (
                "At position 1 of “1,500” there is “1,500”, which may be one number or a list of two. "
                "Type 1500 (one number) or 1, 500 (a list) instead."
            ),
        ),
        (
            "> true",
            Kind.FLAG,
            (
                "At position 1 of “> true” there is “>”, which asks for an order that this fact does not have. "
                "Type true or false instead."
            ),
        ),
    ],
)
def test_the_sentence_can_be_read_by_who_typed_the_cell(text, kind, sentence):
    assert str(mistake_in(text, kind)) == sentence


def test_the_part_to_type_is_known_apart_from_the_sentence():
    assert mistake_in("[10..5]", Kind.NUMBER).suggestion == "[5..10]"
    assert mistake_in("EU", Kind.CATEGORY).suggestion == '"EU"'
    assert mistake_in("abc", Kind.NUMBER).suggestion == ""


def test_a_mistake_is_a_value_error():
    assert isinstance(mistake_in("abc", Kind.NUMBER), ValueError)


def test_a_mistake_survives_being_sent_to_another_process():
    error = mistake_in("[10..5]", Kind.NUMBER)

    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_every_fault_is_shown_here():
    assert {row[2] for row in MISTAKES} == set(Fault)
