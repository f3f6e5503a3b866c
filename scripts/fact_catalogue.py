"""How does docs/facts.md say what the adapters measure?  It is written from the declarations in the code."""

from __future__ import annotations

import ast

from . import console, places

PAGE = places.ROOT / "docs" / "facts.md"
DOCUMENTS = places.ADDONS / "distribution_governance" / "documents"
UNITS = {"MONEY": "money", "PERCENT": "%", "DAYS": "days", "COUNT": "count", "QUANTITY": "quantity"}
UNITS |= {"FLAG": "yes or no", "CATEGORY": "category", "LABELS": "labels", "DATE": "date"}
WORSE = {"HIGHER": "higher", "LOWER": "lower", "NEUTRAL": "-"}
READERS = {"": "everybody", "MARGIN_GROUP": "sales managers", "CREDIT_GROUP": "accounting"}
HEAD = """# The facts of a sales order

<!-- Written by `make facts` from the declarations in addons/distribution_governance/documents. -->

A missing value is a value of its own: only the test `null` matches it. A fact that cannot be computed holds the order
and says why. Money is in company currency, at the rate of the day on which the company is. *Shown to* names who reads
the figure; controllers and auditors read all of them, everybody else reads that a rule on it is not met. A governance
manager adds facts of his own under *Configuration ▸ Facts*: a path of stored fields, such as `partner_id.color`, and
who may read it.

"""


def main(_command, _words):
    """Write the page anew."""
    PAGE.write_text(text(), encoding="utf-8")
    console.say(f"{PAGE.relative_to(places.ROOT)}")
    return 0


def text():
    """Return the page as the code says it should be."""
    rows = [_row(call) for path in sorted(DOCUMENTS.glob("*.py")) for call in _declarations(path)]
    table = [
        "| fact | key | unit | worse | shown to | formula, sources, and when it is missing |",
        "|---|---|---|---|---|---|",
    ]
    return HEAD + "\n".join([*table, *sorted(rows)]) + "\n"


def _declarations(path):
    """Return the calls `Fact(…)` of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fact"]


def _row(call):
    """Return the line of the table for one declaration."""
    key, label = (ast.literal_eval(argument) for argument in call.args[:2])
    options = {option.arg: option.value for option in call.keywords}
    direction = call.args[3] if len(call.args) > 3 else options.get("direction")
    disclosure = options.get("disclosure")
    words = (
        label,
        f"`{key}`",
        UNITS[call.args[2].attr],
        WORSE[direction.attr if direction else "HIGHER"],
        READERS[disclosure.id if disclosure else ""],
        ast.literal_eval(options["help"]),
    )
    return f"| {' | '.join(words)} |"
