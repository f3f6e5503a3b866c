"""What came out of reading a decision table from a file, and what has to be put right in the file first?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .rule import Rule
from .sentence import Say, _
from .unary_error import UnaryTestError

# More than any table that people keep; a longer file is a mistake or an attack.
MOST_CHARACTERS = 5_000_000
MOST_ROWS = 10_000


class ImportFault(Enum):
    """The ways in which a file can be wrong. The values are stable and may be stored."""

    SIZE = "size"  # too long to be read
    ROWS = "rows"  # more rules than can be read
    TEXT = "text"  # not the text of such a file
    DOCTYPE = "doctype"  # XML with a document type, which could make a small file endless
    FORMAT = "format"  # XML, but no DMN that is known here
    TABLES = "tables"  # no decision table, or several
    HIT_POLICY = "hit_policy"  # rules would be combined in another way than in the file
    MISSING = "missing"  # a column that every table needs is not there
    UNKNOWN = "unknown"  # a column is neither a fact of this document nor one of the words
    DOUBLE = "double"  # two columns are the same
    CELLS = "cells"  # a row has more or fewer cells than there are columns
    NAME = "name"  # a row without a name
    EFFECT = "effect"  # a row with an unknown effect
    TEST = "test"  # a cell that is no test of its fact


_SENTENCES = {
    ImportFault.SIZE: _("The file is too long: at most {detail} characters can be read. Import it in parts."),
    ImportFault.ROWS: _("The file is too long: at most {detail} rules can be read. Import it in parts."),
    ImportFault.TEXT: _("The file cannot be read: {detail}. Export it again."),
    ImportFault.DOCTYPE: _("The file declares a document type (DTD), which is not accepted. Export it without one."),
    ImportFault.FORMAT: _("The file is no DMN model but “{detail}”. Export a model of DMN 1.1 to 1.5."),
    ImportFault.TABLES: _("The file has {detail} decision tables. Export a model with exactly one."),
    ImportFault.HIT_POLICY: _(
        "The table has the hit policy {detail}, which decides in another way. Set it to COLLECT."
    ),
    ImportFault.MISSING: _("The column “{column}” is missing. Add it; found are {detail}."),
    ImportFault.UNKNOWN: _("The column “{column}” is not known here. Remove it or choose one of {detail}."),
    ImportFault.DOUBLE: _("The column “{column}” is there twice. Remove one of them."),
    ImportFault.CELLS: _("Rule {row} has {detail} cells. Give it one cell for each column."),
    ImportFault.NAME: _("Rule {row} has no name. Say in a few words what it stops."),
    ImportFault.EFFECT: _("Rule {row} has the effect “{detail}”. Write allow, warn, hold or block instead."),
    ImportFault.TEST: _("Rule {row}, fact “{column}”: {detail}"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to put right in the file.

    `row` counts the rules from 1; 0 stands for the whole file or its headings. `column` is the heading or the fact's
    label, empty where no column is to blame. `detail` are the words that the sentence adds, or else `cause` says them.
    """

    fault: ImportFault
    row: int = 0
    column: str = ""
    detail: str = ""
    cause: UnaryTestError | None = None

    def told(self, say: Say) -> str:
        """Return the problem as a sentence that says what to do, in the reader's language."""
        detail = self.cause.told(say) if self.cause else self.detail
        return say(_SENTENCES[self.fault]).format(row=self.row, column=self.column, detail=detail)


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """The rules that could be read in full, keyed by their row, and the problems of the others.

    A rule with a problem is left out, for without one of its tests it would mean something else. Import the rules only
    if there is no problem.
    """

    rules: tuple[Rule, ...] = ()
    problems: tuple[Problem, ...] = ()

    @classmethod
    def refused(cls, fault: ImportFault, detail: str = "") -> ImportedTable:
        """Return what comes out of a file that cannot be read at all."""
        return cls(problems=(Problem(fault, detail=detail),))
