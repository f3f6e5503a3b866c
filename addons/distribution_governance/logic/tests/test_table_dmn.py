"""Does a table survive DMN unchanged, and what other tools make of it?"""

import re
from xml.etree import ElementTree

import pytest
from distribution_governance.logic.decision_table import Condition, Rule, TableError, TableFault
from distribution_governance.logic.imported_table import ImportedTable
from distribution_governance.logic.table_dmn import read, write
from distribution_governance.logic.unary_test import parse
from distribution_governance.logic.verdict import Effect
from hypothesis import given
from hypothesis import strategies as st
from tables import FACTS, rule, rule_lists

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
TWO = {key: FACTS[key] for key in ("discount", "region")}
DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"

# As Camunda Modeler writes DMN 1.1: unique hit policy by default, an annotation as description, juel-like names.
CAMUNDA = """<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
    xmlns:biodi="http://bpmn.io/schema/dmn/biodi/1.0" id="d" name="DRD" namespace="http://camunda.org/schema/1.0/dmn">
  <decision id="limits" name="Limits">
    <extensionElements><biodi:bounds x="1"/></extensionElements>
    <decisionTable id="t">
      <input id="i1" label="Deepest discount" camunda:inputVariable="d">
        <inputExpression id="e1" typeRef="double"><text>order.discount</text></inputExpression>
      </input>
      <input id="i2" label="Where"><inputExpression id="e2" typeRef="x"><text>region</text></inputExpression></input>
      <output id="o1" label="Effect" name="result" typeRef="string" />
      <output id="o2" label="Hint" name="guidance" typeRef="string" />
      <rule id="r1">
        <description>Deep discount</description>
        <inputEntry id="a1"><text>[10..20)</text></inputEntry>
        <inputEntry id="a2"><text><![CDATA["EU","UK"]]></text></inputEntry>
        <outputEntry id="b1"><text>"hold"</text></outputEntry>
        <outputEntry id="b2"><text></text></outputEntry>
      </rule>
      <rule id="r2">
        <description>Deeper</description>
        <inputEntry id="a3"><text>&gt;= 20</text></inputEntry>
        <inputEntry id="a4"><text>-</text></inputEntry>
        <outputEntry id="b3"><text>block</text></outputEntry>
        <outputEntry id="b4"><text>"Ask
first"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>"""

# As tools in the manner of Trisotech write DMN 1.2 and later: prefixed elements, input data, annotations.
TRISOTECH = """<?xml version="1.0" encoding="UTF-16"?>
<semantic:definitions xmlns:semantic="{namespace}" xmlns:triso="http://www.trisotech.com/2015/triso/modeling"
    xmlns:dmndi="http://www.omg.org/spec/DMN/20180521/DMNDI/" id="_1" name="Model" namespace="http://trisotech.com/1">
  <semantic:extensionElements><triso:rule/><triso:decisionTable/></semantic:extensionElements>
  <semantic:inputData id="_2" name="discount"><semantic:variable name="discount" typeRef="number"/></semantic:inputData>
  <semantic:decision id="_3" name="Limits">
    <semantic:variable name="Limits"/>
    <semantic:informationRequirement id="_4"><semantic:requiredInput href="#_2"/></semantic:informationRequirement>
    <semantic:decisionTable hitPolicy="COLLECT" outputLabel="Limits" typeRef="tResult" triso:numAnnotations="1">
      <semantic:input id="_5"><semantic:inputExpression typeRef="feel:number"><semantic:text>
        discount
      </semantic:text></semantic:inputExpression><semantic:inputValues><semantic:text>>= 0</semantic:text>
      </semantic:inputValues></semantic:input>
      <semantic:output id="_6" name="Reason"/><semantic:output id="_7" name="Effect"/>
      <semantic:annotation name="Remark"/>
      <semantic:rule id="_8"><semantic:inputEntry id="_9"><semantic:text>&gt;= 15</semantic:text></semantic:inputEntry>
        <semantic:outputEntry><semantic:text>"Say \\"why\\" \\u20ac"</semantic:text></semantic:outputEntry>
        <semantic:outputEntry><semantic:text>"warn"</semantic:text></semantic:outputEntry>
        <semantic:annotationEntry><semantic:text>free text</semantic:text></semantic:annotationEntry>
      </semantic:rule>
    </semantic:decisionTable>
  </semantic:decision>
  <dmndi:DMNDI/>
</semantic:definitions>"""


def test_a_table_becomes_one_decision_with_the_hit_policy_collect():
    one = Rule("7", "Deep & <dark>", Effect.HOLD, (Condition("discount", "< 5, >= 15"),), 'Say "why".')

    root = ElementTree.fromstring(write([one, rule("8")], TWO, "Sales & more"))

    table = root.find(f"{DMN}decision/{DMN}decisionTable")
    assert (root.tag, root.get("name")) == (f"{DMN}definitions", "Sales & more")
    assert root.find(f"{DMN}decision").get("name") == "Sales & more"
    assert table.get("hitPolicy") == "COLLECT"
    assert [
        (column.get("label"), column.find(f"{DMN}inputExpression").get("typeRef"), column.findtext(f".//{DMN}text"))
        for column in table.findall(f"{DMN}input")
    ] == [("Deepest discount", "number", "discount"), ("Region", "string", "region")]
    assert [column.get("name") for column in table.findall(f"{DMN}output")] == ["effect", "name", "guidance"]
    assert [[text.text for text in row.iter(f"{DMN}text")] for row in table.findall(f"{DMN}rule")] == [
        ["< 5, >= 15", "-", '"hold"', '"Deep & <dark>"', r'"Say \"why\"."'],
        ["-", "-", '"hold"', '"Rule 8"', '""'],
    ]


def test_every_fact_is_declared_with_its_type_and_every_reference_leads_somewhere():
    root = ElementTree.fromstring(write([rule("1", discount="> 5")], FACTS, "Sales"))

    ids = [element.get("id") for element in root.iter() if element.get("id")]
    declared = {data.get("id"): data for data in root.findall(f"{DMN}inputData")}
    needed = [element.get("href").removeprefix("#") for element in root.iter(f"{DMN}requiredInput")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z_]+[0-9_]*", one) for one in ids)
    assert needed == list(declared)
    assert [(data.get("name"), data.find(f"{DMN}variable").get("typeRef")) for data in declared.values()] == [
        ("discount", "number"),
        ("margin", "number"),
        ("region", "string"),
        ("is_new", "boolean"),
        ("promised", "date"),
        ("tags", "string"),
    ]


@given(rule_lists(TEXTS, max_size=3), TEXTS)
def test_what_was_written_is_read_unchanged(rules, name):
    assert read(write(rules, FACTS, name), FACTS) == ImportedTable(rules)


@pytest.mark.parametrize("text", ["a\x01b", "\x1f", "\ufffe", "\uffff", "a\r\nb\tc", "]]>", "&amp;", "\x85"])
def test_a_text_that_xml_cannot_hold_survives_as_an_escape(text):
    one = Rule("1", f"x{text}", Effect.HOLD, (), text)

    assert read(write([one], TWO, text), TWO).rules == (one,)


@pytest.mark.parametrize(
    ("test", "told"), [('"a\x01b"', r'"a\u0001b"'), ('"\uffff"', r'"\uffff"'), (">=\r 5", ">=\n 5")]
)
def test_a_test_that_xml_cannot_hold_means_the_same(test, told):
    fact = "discount" if "5" in test else "region"

    (one,) = read(write([rule("1", **{fact: test})], TWO, ""), TWO).rules

    assert one.conditions == (Condition(fact, told),)
    assert parse(told, TWO[fact].unit.kind) == parse(test, TWO[fact].unit.kind)


def test_a_model_of_camunda_is_read():
    assert read(CAMUNDA, TWO) == ImportedTable(
        (
            Rule(
                "1",
                "Deep discount",
                Effect.HOLD,
                (Condition("discount", "[10..20)"), Condition("region", '"EU","UK"')),
            ),
            Rule("2", "Deeper", Effect.BLOCK, (Condition("discount", ">= 20"),), "Ask\nfirst"),
        )
    )


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_models_of_every_version_are_read(namespace):
    table = read(f"\ufeff{TRISOTECH.replace('{namespace}', namespace)}", TWO)

    assert table == ImportedTable((Rule("1", 'Say "why" €', Effect.WARN, (Condition("discount", ">= 15"),)),))


@pytest.mark.parametrize("entry", ['"half', '"a" + "b"', r'"\ud800"', r'"\u0000"', "plain words"])
def test_what_is_no_text_of_feel_stands_for_itself(entry):
    table = read(
        TRISOTECH.replace("{namespace}", "http://www.omg.org/spec/DMN/20180521/MODEL/").replace(
            r'"Say \"why\" \u20ac"', entry
        ),
        TWO,
    )

    assert table.rules[0].name == entry


def test_what_has_no_cell_cannot_be_written():
    with pytest.raises(TableError) as refused:
        write([rule("a", margin="> 5")], TWO, "")

    assert (refused.value.fault, refused.value.fact) == (TableFault.FACT, "margin")
