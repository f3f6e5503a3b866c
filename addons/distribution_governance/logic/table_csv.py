"""How is a decision table written as CSV for a spreadsheet, and read again unchanged?

The first line names the columns: ``name``, ``effect``, ``guidance`` and the keys of the facts; every further line is a
rule, its cells are S-FEEL unary tests. An empty cell asks nothing. The format is RFC 4180; semicolons, tabs and a byte
order mark are accepted as well, because spreadsheets write them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from .facts import Fact
from .imported_table import MOST_CHARACTERS, MOST_ROWS, ImportedTable, ImportFault
from .rule import Rule
from .table_rows import EFFECT, GUIDANCE, NAME, WORDS, RowReader, cells, named

_DELIMITERS = ",;\t"

# A spreadsheet takes a cell that begins like this for a formula and runs it. The apostrophe in front makes it a text;
# it is added to what has apostrophes there already, so that reading can take exactly one away.
_FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def write(rules: Sequence[Rule], facts: Mapping[str, Fact], name: str) -> str:
    """Return the rules as CSV with one column for each of the facts. `name`, the policy's, has no place in a CSV.

    Raises TableError for a rule that asks for a fact that is not among them, or for the same fact twice.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_safe([NAME, EFFECT, GUIDANCE, *facts]))
    for rule in rules:
        tests = ["" if test == "-" else test for test in cells(rule, facts)]
        writer.writerow(_safe([rule.name, rule.effect.value, rule.guidance, *tests]))
    return text.getvalue()


def read(text: str, facts: Mapping[str, Fact]) -> ImportedTable:
    """Return the rules of a CSV about these facts, and what is wrong with it; it never raises for what stands there.

    Columns are found by their heading, in any order; lines without any text are skipped.
    """
    if len(text) > MOST_CHARACTERS:
        return ImportedTable.refused(ImportFault.SIZE, f"{MOST_CHARACTERS:,}")
    if "\0" in text:
        return ImportedTable.refused(ImportFault.TEXT, "it is no text")
    text = text.removeprefix("\ufeff").lstrip()
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        records = list(islice(lines, MOST_ROWS + 2))
    except csv.Error as error:
        return ImportedTable.refused(ImportFault.TEXT, f"line {lines.line_num}, {error}")
    if len(records) > MOST_ROWS + 1:
        return ImportedTable.refused(ImportFault.ROWS, f"{MOST_ROWS:,}")
    return _table(records, facts)


def _table(records: Sequence[list[str]], facts: Mapping[str, Fact]) -> ImportedTable:
    """Return the table of records, the first of which holds the headings."""
    reader = RowReader()
    headings, *rows = records or [[]]
    known = {**named(facts), **WORDS}
    for heading in _filled(headings):
        reader.heading([heading], known)
    if reader.has_headings():
        width = len(_filled(headings))
        for number, row in enumerate(rows, start=1):
            if filled := _filled(row):
                reader.row(number, [_unsafe(text) for text in (*filled, *row[len(filled) : width])])
    return reader.table()


def _filled(record: list[str]) -> list[str]:
    """Return a record without the empty cells at its end, which spreadsheets add and leave out as they please."""
    width = max((place for place, text in enumerate(record, start=1) if text.strip()), default=0)
    return record[:width]


def _delimiter(text: str) -> str:
    """Return the delimiter that stands most often in the first line."""
    first_line = text.partition("\n")[0]
    return max(_DELIMITERS, key=first_line.count)


def _safe(texts: Iterable[str]) -> list[str]:
    """Return texts as no spreadsheet takes for formulas."""
    return [f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text for text in texts]


def _unsafe(text: str) -> str:
    """Return the text that `_safe` made safe."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
