"""How is a decision table written as DMN 1.3 for other tools, and read again unchanged?

A model holds one decision with one decision table of hit policy COLLECT: an input for each fact, the outputs effect,
name and guidance. Models of DMN 1.1 to 1.5 are read, as modelling tools write them: inputs are matched with facts by
their expression or, failing that, by their label.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from .dmn_model import model_text
from .dmn_tree import DmnError, decision_table
from .facts import Fact
from .imported_table import MOST_ROWS, ImportedTable, ImportFault
from .rule import Rule
from .table_rows import NAME, WORDS, RowReader, named

# Where at most one rule matches, or all that match count, collecting them says the same. FIRST or PRIORITY do not.
_SAME_AS_COLLECT = ("COLLECT", "UNIQUE", "ANY", "RULE ORDER", "OUTPUT ORDER")


def write(rules: Sequence[Rule], facts: Mapping[str, Fact], name: str) -> str:
    """Return the rules of the policy called `name` as a DMN 1.3 model, an XML text, with one input for each fact.

    Raises TableError for a rule that asks for a fact that is not among them, or for the same fact twice.
    """
    return model_text(rules, facts, name)


def read(text: str, facts: Mapping[str, Fact]) -> ImportedTable:
    """Return the rules of a DMN model about these facts, and what is wrong with it; never raises for what stands there.

    A rule without a reason among its outputs has its description, which tools show as annotation, for a name.
    """
    try:
        table = decision_table(text)
    except DmnError as error:
        return ImportedTable.refused(error.fault, error.detail)
    policy = table.get("hitPolicy", "UNIQUE")
    if policy not in _SAME_AS_COLLECT or table.get("aggregation"):
        return ImportedTable.refused(ImportFault.HIT_POLICY, " ".join(filter(None, (policy, table.get("aggregation")))))
    rules = table.findall("rule")
    if len(rules) > MOST_ROWS:
        return ImportedTable.refused(ImportFault.ROWS, f"{MOST_ROWS:,}")
    return _table(table, rules, facts)


def _table(table: Element, rules: Sequence[Element], facts: Mapping[str, Fact]) -> ImportedTable:
    """Return the rules of a decision table."""
    reader = RowReader()
    inputs = table.findall("input")
    known = named(facts)
    for one in inputs:
        reader.heading([_text(one.find("inputExpression")), one.get("label", "")], known)
    is_described = _read_outputs(reader, table)
    if reader.has_headings():
        for number, rule in enumerate(rules, start=1):
            tests = [_text(entry) for entry in rule.findall("inputEntry")]
            texts = [_unquoted(_text(entry)) for entry in rule.findall("outputEntry")]
            if is_described:
                texts.append(rule.findtext("description", "").strip())
            if len(tests) == len(inputs):
                reader.row(number, [*tests, *texts])
            else:
                reader.note(ImportFault.CELLS, number, "", f"{len(tests)}/{len(inputs)}")
    return reader.table()


def _read_outputs(reader: RowReader, table: Element) -> bool:
    """Take in the headings of the outputs; return whether the rules are named by their description instead of one."""
    outputs = [(one.get("name", ""), one.get("label", "")) for one in table.findall("output")]
    for words in outputs:
        reader.heading(words, WORDS)
    is_described = not any(WORDS.get(word.strip().casefold()) == NAME for words in outputs for word in words)
    if is_described:
        reader.heading([NAME], WORDS)
    return is_described


def _text(parent: Element | None) -> str:
    """Return the expression inside an element."""
    return "" if parent is None else parent.findtext("text", "").strip()


def _unquoted(text: str) -> str:
    """Return what a FEEL text stands for. What cannot be read as one, or not be stored, stands for itself."""
    try:
        value = json.loads(text, strict=False) if text.startswith('"') else text
        value.encode()
    except ValueError:
        return text
    return text if "\0" in value else value
