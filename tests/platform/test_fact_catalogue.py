"""Does the documentation say what the code measures?"""

from scripts import fact_catalogue


def test_page_of_facts_is_what_the_declarations_say():
    assert fact_catalogue.PAGE.read_text(encoding="utf-8") == fact_catalogue.text(), "run `make facts`"


def test_every_fact_says_how_it_is_computed():
    rows = [line for line in fact_catalogue.text().splitlines() if line.startswith("| ") and "`" in line]

    assert len(rows) >= 20
    assert all(len(row.rsplit(" | ", 1)[1]) > 40 for row in rows)
