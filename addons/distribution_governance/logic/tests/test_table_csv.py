"""Does a table survive CSV unchanged, harmless in a spreadsheet, and is a wrong file answered in sentences?"""

import csv
import io
import re

import pytest
from distribution_governance.logic.decision_table import Condition, Rule, TableError, TableFault
from distribution_governance.logic.imported_table import MOST_CHARACTERS, MOST_ROWS, ImportedTable, ImportFault, Problem
from distribution_governance.logic.sentence import english
from distribution_governance.logic.table_csv import read, write
from distribution_governance.logic.verdict import Effect
from hypothesis import given
from hypothesis import strategies as st
from tables import FACTS, rule, rule_lists

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
DANGEROUS = st.builds(
    "".join, st.lists(st.sampled_from(["'", "=", "+", "-", "@", " ", "\t", "\r", "\n", "＝", "x", "1"]))
)
TWO = {key: FACTS[key] for key in ("discount", "region")}


def sentences(text, facts=TWO):
    """Return what is wrong with a file."""
    return [problem.told(english) for problem in read(text, facts).problems]


def test_a_table_is_written_with_a_column_for_each_fact():
    rules = [
        Rule(
            "7", "Deep, very", Effect.HOLD, (Condition("region", '"EU", "UK"'), Condition("discount", ">= 15")), "Ask."
        ),
        Rule("9", "Always", Effect.WARN, (Condition("discount", " - "),)),
    ]

    assert write(rules, TWO, "Sales") == (
        'name,effect,guidance,discount,region\r\n"Deep, very",hold,Ask.,>= 15,"""EU"", ""UK"""\r\nAlways,warn,,,\r\n'
    )


@given(rule_lists(TEXTS | DANGEROUS, max_size=3))
def test_what_was_written_is_read_unchanged(rules):
    assert read(write(rules, FACTS, "Sales"), FACTS) == ImportedTable(rules)


@given(rule_lists(TEXTS | DANGEROUS, max_size=3))
def test_no_cell_is_a_formula(rules):
    cells = [cell for row in csv.reader(io.StringIO(write(rules, FACTS, ""), newline="")) for cell in row]

    assert not [
        cell for cell in cells if re.match(r"\s*[=+\-@＝＋－＠]|[\t\r\n]", cell) and not re.fullmatch(r"-?[\d.]+", cell)
    ]


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        (" =1", "' =1"),
        ("'=1", "''=1"),
        ("@risk", "'@risk"),
        ("+1", "'+1"),
        ("-1", "-1"),
        ("-1.5", "-1.5"),
        ("-1, -2", '"\'-1, -2"'),
        ("\tx", "'\tx"),
        ("'quoted'", "'quoted'"),
        ("a=b", "a=b"),
    ],
)
def test_an_apostrophe_keeps_a_spreadsheet_from_running_a_cell(name, cell):
    text = write([Rule("1", name, Effect.HOLD, ())], {}, "")

    assert text.splitlines()[1] == f"{cell},hold,"
    assert read(text, {}).rules[0].name == name


@pytest.mark.parametrize(
    "text",
    [
        '\ufeffname,effect,discount,region\nDeep,hold,>= 15,"""EU"""\n',
        'name;effect;discount;region\r\nDeep;hold;>= 15;"""EU"""\r\n',
        'name\teffect\tdiscount\tregion\rDeep\thold\t>= 15\t"""EU"""',
        '\n \nregion, EFFECT ,Deepest Discount,Reason\n\n"""EU""", Hold , >= 15 ,Deep\n,,,\n',
        'name,effect,guidance,discount,region,,\nDeep,hold,,>= 15,"""EU""",,,\n',
    ],
)
def test_files_of_spreadsheets_and_people_are_read(text):
    table = read(text, TWO)

    assert table.problems == ()
    assert [(one.name, one.effect, one.guidance) for one in table.rules] == [("Deep", Effect.HOLD, "")]
    assert set(table.rules[0].conditions) == {Condition("discount", ">= 15"), Condition("region", '"EU"')}


def test_flags_may_be_in_capitals_as_spreadsheets_write_them():
    table = read("name,effect,is_new\na,hold,TRUE\nb,warn,Not(False)\n", FACTS)

    assert [one.conditions for one in table.rules] == [
        (Condition("is_new", "true"),),
        (Condition("is_new", "not(false)"),),
    ]


def test_rules_are_keyed_by_the_row_they_stand_in():
    table = read("name,effect\na,hold\n\nb,block\n", FACTS)

    assert [(one.key, one.name, one.conditions) for one in table.rules] == [("1", "a", ()), ("3", "b", ())]


def test_a_rule_with_a_wrong_cell_is_left_out_and_the_others_are_read():
    table = read("name,effect,discount\na,hold,> x\nb,hold,> 5\n,hold,> 5\nd,stop,> 5\ne,hold\nf,hold,1,2\n", TWO)

    assert [one.name for one in table.rules] == ["b"]
    assert [(one.fault, one.row, one.column) for one in table.problems] == [
        (ImportFault.TEST, 1, "Deepest discount"),
        (ImportFault.NAME, 3, ""),
        (ImportFault.EFFECT, 4, "effect"),
        (ImportFault.CELLS, 5, ""),
        (ImportFault.CELLS, 6, ""),
    ]
    assert [one.told(english) for one in table.problems] == [
        "Rule 1, fact “Deepest discount”: At position 3 of “> x” there is “x”. "
        + "Type a number such as 15, -3 or 12.5 instead.",
        "Rule 3 has no name. Say in a few words what it stops.",
        "Rule 4 has the effect “stop”. Write allow, warn, hold or block instead.",
        "Rule 5 has 2/3 cells. Give it one cell for each column.",
        "Rule 6 has 4/3 cells. Give it one cell for each column.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "",
            [
                "The column “name” is missing. Add it; found are none.",
                "The column “effect” is missing. Add it; found are none.",
            ],
        ),
        ("name,discount\na,> 5\n", ["The column “effect” is missing. Add it; found are “name”, “discount”."]),
        (
            "name,effect,weight\na,hold,1\n",
            [
                "The column “weight” is not known here. Remove it or choose one of “discount”, “region”, “name”, "
                + "“effect”, “guidance”."
            ],
        ),
        ("name,effect,discount,DISCOUNT\n", ["The column “DISCOUNT” is there twice. Remove one of them."]),
        ("name,effect,Reason\n", ["The column “Reason” is there twice. Remove one of them."]),
        ('name,effect\n"a"b,hold\n', ["The file cannot be read: line 2, ',' expected after '\"'. Export it again."]),
        ("name,effect\na\0,hold\n", ["The file cannot be read: it is no text. Export it again."]),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_sentences(text, expected):
    assert sentences(text) == expected


def test_headings_must_be_right_before_rows_are_read():
    assert read("name,effect,weight\na,stop,\n", TWO).problems == (
        Problem(ImportFault.UNKNOWN, 0, "weight", "“discount”, “region”, “name”, “effect”, “guidance”"),
    )


def test_a_label_that_two_facts_share_names_none_of_them():
    facts = {key: type(fact)(key, "Same", fact.unit) for key, fact in TWO.items()}

    assert [one.column for one in read("name,effect,same\n", facts).problems] == ["same"]
    assert read("name,effect,discount,region\na,hold,,\n", facts).problems == ()


def test_a_file_without_end_is_refused():
    longest = "name,effect\n" + "a,hold\n" * MOST_ROWS

    assert len(read(longest, TWO).rules) == MOST_ROWS
    assert sentences(longest + "a,hold\n") == [
        "The file is too long: at most 10,000 rules can be read. Import it in parts."
    ]
    assert sentences("x" * MOST_CHARACTERS)[0].startswith("The file cannot be read: line 1, field larger than")
    assert sentences("x" * (MOST_CHARACTERS + 1)) == [
        "The file is too long: at most 5,000,000 characters can be read. Import it in parts."
    ]


@given(st.text("name,effct;\t\"'\n\r=-@discount15EU", max_size=80) | TEXTS)
def test_no_text_is_a_surprise(text):
    for start in ("", "name,effect,discount\n", 'name;effect;region\n"'):
        table = read(start + text, TWO)
        assert all(problem.told(english) for problem in table.problems)


@pytest.mark.parametrize(
    ("conditions", "fault", "sentence"),
    [
        ((("weight", "> 5"),), TableFault.FACT, "asks for the fact “weight”, which is not known here."),
        (
            (("discount", "> 5"), ("discount", "< 9")),
            TableFault.REPEATED,
            "tests the fact “Deepest discount” twice. Write both as one test, such as [10..20).",
        ),
    ],
)
def test_what_has_no_cell_cannot_be_written(conditions, fault, sentence):
    with pytest.raises(TableError, match=re.escape(sentence)) as refused:
        write([rule("a"), Rule("b", "B", Effect.HOLD, tuple(Condition(*one) for one in conditions))], TWO, "")

    assert (refused.value.fault, refused.value.rule, refused.value.fact) == (fault, "b", conditions[0][0])
