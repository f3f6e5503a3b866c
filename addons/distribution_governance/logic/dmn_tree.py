"""How is the XML of a DMN model read without trusting it?

The text may come from anywhere: it is limited in size, must not declare a document type (no entities, nothing to load
from elsewhere), and whatever is wrong with it is an error with words to show, never a surprise.
"""

from __future__ import annotations

from typing import NoReturn
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from .imported_table import MOST_CHARACTERS, ImportFault

# The name of the root in DMN 1.1 (as Camunda and as the standard write it), 1.2, 1.3, 1.4 and 1.5.
_VERSIONS = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20151101/dmn11.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)


class DmnError(ValueError):
    """A model that cannot be read: the fault and the words that its sentence adds."""

    def __init__(self, fault: ImportFault, detail: str = "") -> None:
        """Keep the parts of the sentence."""
        self.fault = fault
        self.detail = detail
        super().__init__(fault, detail)


def decision_table(text: str) -> Element:
    """Return the one decision table of a model. Its elements have no namespace, those that tools add for themselves do.

    Raises DmnError for everything else.
    """
    if len(text) > MOST_CHARACTERS:
        raise DmnError(ImportFault.SIZE, f"{MOST_CHARACTERS:,}")
    root = _tree(text.removeprefix("\ufeff").lstrip())
    if root.tag != "definitions":
        raise DmnError(ImportFault.FORMAT, root.tag)
    tables = list(root.iter("decisionTable"))
    if len(tables) != 1:
        raise DmnError(ImportFault.TABLES, str(len(tables)))
    return tables[0]


def _tree(text: str) -> Element:
    """Return the root of an XML text."""
    builder = TreeBuilder()
    parser = ParserCreate(namespace_separator="}")
    parser.StartElementHandler = lambda name, attributes: builder.start(_tag(name), attributes)
    parser.EndElementHandler = lambda name: builder.end(_tag(name))
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(text, True)
    except (ExpatError, UnicodeEncodeError) as error:
        raise DmnError(ImportFault.TEXT, str(error)) from error
    return builder.close()


def _tag(name: str) -> str:
    """Return the name of an element: bare for DMN of any version, with its namespace in braces for all others."""
    namespace, _, bare = name.rpartition("}")
    return bare if namespace in _VERSIONS else f"{{{namespace}}}{bare}"


def _refuse_doctype(*_declared: object) -> NoReturn:
    """Stop reading before any entity is declared."""
    raise DmnError(ImportFault.DOCTYPE)
