"""Is a sentence said in the language of its reader?"""

import pytest
from distribution_governance.logic.facts import Kind
from distribution_governance.logic.imported_table import ImportFault, Problem
from distribution_governance.logic.rule import TableError, TableFault
from distribution_governance.logic.sentence import english, joined
from distribution_governance.logic.unary_error import UnaryTestError
from distribution_governance.logic.unary_test import parse

GERMAN = {
    "At position {position} of “{text}” there is “{found}”{phrase}. Type {expected} instead.": (
        "An Stelle {position} von „{text}“ steht „{found}“{phrase}. Schreiben Sie stattdessen {expected}."
    ),
    "a number such as 15, -3 or 12.5": "eine Zahl wie 15, -3 oder 12.5",
    "Rule “{name}”, fact “{detail}”: {cause}": "Regel „{name}“, Merkmal „{detail}“: {cause}",
    "Rule {row}, fact “{column}”: {detail}": "Regel {row}, Merkmal „{column}“: {detail}",
    "{first} and {second}": "{first} und {second}",
}


def german(template):
    """Translate as far as the dictionary goes."""
    return GERMAN.get(template, template)


@pytest.fixture
def wrong():
    with pytest.raises(UnaryTestError) as caught:
        parse("> much", Kind.NUMBER)
    return caught.value


def test_a_wrong_test_is_explained_in_the_reader_s_language(wrong):
    assert wrong.told(german) == (
        "An Stelle 3 von „> much“ steht „much“. Schreiben Sie stattdessen eine Zahl wie 15, -3 oder 12.5."
    )


def test_whatever_quotes_it_says_it_in_that_language_too(wrong):
    german_cause = wrong.told(german)

    error = TableError(TableFault.TEST, name="Rabatt", cause=wrong, detail="Zeilenrabatt")
    problem = Problem(ImportFault.TEST, 2, "Zeilenrabatt", cause=wrong)

    assert error.told(german) == f"Regel „Rabatt“, Merkmal „Zeilenrabatt“: {german_cause}"
    assert problem.told(german) == f"Regel 2, Merkmal „Zeilenrabatt“: {german_cause}"


def test_without_a_reader_it_is_english(wrong):
    assert str(wrong) == wrong.told(english)


def test_words_are_joined_as_the_language_joins_them():
    assert joined(["Preis", "Menge", "Termin"], german) == "Preis und Menge und Termin"
    assert joined([], german) == ""
