"""Is a DMN model that cannot be read, or must not be, answered in sentences?"""

import pytest
from distribution_governance.logic.imported_table import MOST_CHARACTERS, MOST_ROWS, ImportFault, Problem
from distribution_governance.logic.sentence import english
from distribution_governance.logic.table_dmn import read, write
from hypothesis import given
from hypothesis import strategies as st
from tables import FACTS, rule

TWO = {key: FACTS[key] for key in ("discount", "region")}
MODEL = write([rule("1", discount=">= 15"), rule("2", region='"EU"')], TWO, "Sales")
BOMB = """<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">&b;</definitions>"""


def sentences(text):
    """Return what is wrong with a file."""
    return [problem.told(english) for problem in read(text, TWO).problems]


def changed(old, new):
    """Return the model with a piece of its text replaced."""
    assert old in MODEL
    return MODEL.replace(old, new)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        '<!DOCTYPE definitions SYSTEM "file:///etc/passwd"><definitions/>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "http://localhost/">]><x>&a;</x>',
    ],
)
def test_a_document_type_is_refused_before_anything_is_expanded_or_loaded(text):
    assert sentences(text) == ["The file declares a document type (DTD), which is not accepted. Export it without one."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "The file cannot be read: no element found: line 1, column 0. Export it again."),
        ("name,effect", "The file cannot be read: syntax error: line 1, column 0. Export it again."),
        (
            "<definitions>&b;</definitions>",
            "The file cannot be read: undefined entity: line 1, column 13. Export it again.",
        ),
        ("<definitions/>", "The file is no DMN model but “{}definitions”. Export a model of DMN 1.1 to 1.5."),
        ("<x:a xmlns:x='urn:b'/>", "The file is no DMN model but “{urn:b}a”. Export a model of DMN 1.1 to 1.5."),
        (
            changed("</definitions>", "<decision><decisionTable/></decision></definitions>"),
            "The file has 2 decision tables. Export a model with exactly one.",
        ),
        (
            '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
            "The file has 0 decision tables. Export a model with exactly one.",
        ),
        (
            changed("COLLECT", "FIRST"),
            "The table has the hit policy FIRST, which decides in another way. Set it to COLLECT.",
        ),
        (
            changed('"COLLECT"', '"COLLECT" aggregation="SUM"'),
            "The table has the hit policy COLLECT SUM, which decides in another way. Set it to COLLECT.",
        ),
        (
            changed("<text>discount</text>", "<text>weight</text>").replace("Deepest discount", "Weight"),
            "The column “weight” is not known here. Remove it or choose one of “discount”, “region”.",
        ),
        (
            changed("<text>region</text>", "<text>discount</text>"),
            "The column “discount” is there twice. Remove one of them.",
        ),
        (
            changed('label="Guidance" name="guidance"', 'label="Approver" name="approver"'),
            "The column “approver” is not known here. Remove it or choose one of “name”, “effect”, “guidance”.",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_a_sentence(text, expected):
    assert sentences(text) == [expected]


def test_a_file_that_could_not_be_stored_is_refused():
    assert sentences(changed("Rule 1", "\ud800"))[0].startswith("The file cannot be read: 'utf-8' codec can't encode")


@pytest.mark.parametrize("policy", ["UNIQUE", "ANY", "RULE ORDER", "OUTPUT ORDER"])
def test_hit_policies_that_say_the_same_are_accepted(policy):
    assert read(changed("COLLECT", policy), TWO) == read(MODEL, TWO)
    assert len(read(MODEL, TWO).rules) == 2


def test_a_rule_that_cannot_be_read_is_left_out_and_the_others_are_read():
    table = read(changed("&gt;= 15", "&gt;= x"), TWO)

    assert [one.key for one in table.rules] == ["2"]
    assert [(one.fault, one.row, one.column) for one in table.problems] == [(ImportFault.TEST, 1, "Deepest discount")]


def test_a_rule_with_too_few_cells_is_refused_even_if_another_kind_makes_up_for_it():
    entry = '<inputEntry id="test_1_1">\n          <text>&gt;= 15</text>\n        </inputEntry>'

    assert read(changed(entry, ""), TWO).problems == (Problem(ImportFault.CELLS, 1, "", "1/2"),)
    assert read(changed(entry, "<outputEntry><text>x</text></outputEntry>"), TWO).problems == (
        Problem(ImportFault.CELLS, 1, "", "1/2"),
    )
    assert read(changed(entry, f"{entry}<outputEntry><text>x</text></outputEntry>"), TWO).problems == (
        Problem(ImportFault.CELLS, 1, "", "6/5"),
    )


def test_a_rule_without_reason_and_description_has_no_name():
    start = MODEL.index('<output id="output_name"')
    end = MODEL.index('<output id="output_guidance"')
    unnamed = MODEL[:start] + MODEL[end:]
    for number in (1, 2):
        first, _, rest = unnamed.partition(f'<outputEntry id="name_{number}">')
        unnamed = first + rest.partition("</outputEntry>")[2]

    assert sentences(unnamed) == [
        "Rule 1 has no name. Say in a few words what it stops.",
        "Rule 2 has no name. Say in a few words what it stops.",
    ]


def test_a_file_without_end_is_refused():
    row = '<rule id="rule_1">'
    many = changed(row, "<rule/>" * (MOST_ROWS - 1) + row)

    assert sentences(many) == ["The file is too long: at most 10,000 rules can be read. Import it in parts."]
    assert sentences(" " * MOST_CHARACTERS)[0].startswith("The file cannot be read: no element found")
    assert sentences(" " * (MOST_CHARACTERS + 1)) == [
        "The file is too long: at most 5,000,000 characters can be read. Import it in parts."
    ]


def test_elements_without_end_inside_each_other_are_no_surprise():
    depth = 200_000

    assert sentences("<a>" * depth + "</a>" * depth)[0].startswith("The file is no DMN model")


@given(st.integers(0, len(MODEL)), st.integers(0, 40), st.text("<>/&;\"'![]aA1 =-", max_size=8))
def test_no_damage_to_a_model_is_a_surprise(start, length, piece):
    table = read(MODEL[:start] + piece + MODEL[start + length :], FACTS)

    assert all(problem.told(english) for problem in table.problems)
