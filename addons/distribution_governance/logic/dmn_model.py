"""What does the DMN 1.3 model of a decision table look like in XML?

The order of elements and attributes follows the XML Schema of DMN 1.3. Facts are declared as input data, so that tools
which check the whole model find every name they meet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .facts import Fact, Kind
from .rule import Rule
from .table_rows import EFFECT, GUIDANCE, NAME, cells
from .unary_literal import literal
from .verdict import Effect

_NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"
_TARGET = "urn:distribution-governance:policy"

_TYPE_OF_KIND = {
    Kind.NUMBER: "number",
    Kind.FLAG: "boolean",
    Kind.CATEGORY: "string",
    Kind.LABELS: "string",
    Kind.DATE: "date",
}
_OUTPUTS = ((EFFECT, "Effect"), (NAME, "Reason"), (GUIDANCE, "Guidance"))

# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def model_text(rules: Sequence[Rule], facts: Mapping[str, Fact], name: str) -> str:
    """Return the model of a policy called `name`. Raises TableError as `cells` does."""
    root = Element("definitions", {"xmlns": _NAMESPACE, "id": "model", "name": _valid(name), "namespace": _TARGET})
    for number, fact in enumerate(facts.values(), start=1):
        data = SubElement(root, "inputData", {"id": f"data_{number}", "name": fact.key, "label": _valid(fact.label)})
        SubElement(data, "variable", {"id": f"variable_{number}", "name": fact.key, "typeRef": _type(fact)})
    decision = SubElement(root, "decision", {"id": "policy", "name": _valid(name)})
    SubElement(decision, "variable", {"id": "variable_policy", "name": _valid(name)})
    for number in range(1, len(facts) + 1):
        needed = SubElement(decision, "informationRequirement", {"id": f"requirement_{number}"})
        SubElement(needed, "requiredInput", {"href": f"#data_{number}"})
    table = SubElement(decision, "decisionTable", {"id": "table", "hitPolicy": "COLLECT"})
    _write_columns(table, facts)
    for number, rule in enumerate(rules, start=1):
        _write_rule(table, number, rule, facts)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _write_columns(table: Element, facts: Mapping[str, Fact]) -> None:
    """Add the inputs and outputs to a decision table."""
    for number, fact in enumerate(facts.values(), start=1):
        column = SubElement(table, "input", {"id": f"input_{number}", "label": _valid(fact.label)})
        asked = SubElement(column, "inputExpression", {"id": f"expression_{number}", "typeRef": _type(fact)})
        _write_text(asked, fact.key)
    for name, label in _OUTPUTS:
        column = SubElement(
            table, "output", {"id": f"output_{name}", "label": label, "name": name, "typeRef": "string"}
        )
        if name == EFFECT:
            choices = SubElement(column, "outputValues", {"id": "effects"})
            _write_text(choices, ", ".join(literal(effect.value) for effect in Effect))


def _write_rule(table: Element, number: int, rule: Rule, facts: Mapping[str, Fact]) -> None:
    """Add one rule to a decision table."""
    row = SubElement(table, "rule", {"id": f"rule_{number}"})
    for place, test in enumerate(cells(rule, facts), start=1):
        _write_text(SubElement(row, "inputEntry", {"id": f"test_{number}_{place}"}), test)
    for name, text in ((EFFECT, rule.effect.value), (NAME, rule.name), (GUIDANCE, rule.guidance)):
        _write_text(SubElement(row, "outputEntry", {"id": f"{name}_{number}"}), literal(text))


def _write_text(parent: Element, text: str) -> None:
    """Add an expression; characters that XML lacks become escapes of FEEL, which mean the same inside its texts."""
    SubElement(parent, "text").text = _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _valid(text: str) -> str:
    """Return a text that is only read by people, without what XML lacks."""
    return _NO_XML.sub("\ufffd", text)


def _type(fact: Fact) -> str:
    """Return the FEEL type of a fact's values."""
    return _TYPE_OF_KIND[fact.unit.kind]
