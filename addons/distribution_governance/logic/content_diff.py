"""What is different between two contents of one document?

Contents are the plain values that fingerprints are made of: terms by name, and lists of rows such as order lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not the same: of the document itself, or of the row `row` of the list `part`.

    `old` is None in a row that was added, `new` in one that was taken away.
    """

    part: str
    row: object
    key: str
    old: object
    new: object


def differences(old: Mapping[str, object], new: Mapping[str, object], row_key: str) -> tuple[Difference, ...]:
    """Return every value that differs; rows of lists are told apart by their `row_key`, in the order of both."""
    return tuple(_differences(old, new, row_key))


def _differences(old: Mapping[str, object], new: Mapping[str, object], row_key: str) -> Iterator[Difference]:
    """Yield the differences of the document itself, then those of each list of rows."""
    lists = [key for key in {**old, **new} if _is_rows(old.get(key)) or _is_rows(new.get(key))]
    yield from _of_row("", None, old, new, {*lists, row_key})
    for part in lists:
        before, after = _by_row(old.get(part), row_key), _by_row(new.get(part), row_key)
        for row in {**before, **after}:
            yield from _of_row(part, row, before.get(row, {}), after.get(row, {}), {row_key})


def _of_row(
    part: str, row: object, old: Mapping[str, object], new: Mapping[str, object], without: set[str]
) -> Iterator[Difference]:
    """Yield the differences of one flat mapping."""
    for key in {**old, **new}:
        if key not in without and old.get(key) != new.get(key):
            yield Difference(part, row, key, old.get(key), new.get(key))


def _is_rows(value: object) -> bool:
    """Return whether this is a list of rows, not a list of plain values."""
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _by_row(rows: object, row_key: str) -> dict[object, Mapping[str, object]]:
    """Return the rows by what tells them apart."""
    return {row[row_key]: row for row in rows} if isinstance(rows, list) else {}
