"""What is different between two contents of a policy, cell by cell?

A content is the stored form of a version (see `rule_json`) with further settings beside its facts and rules. Rows are
the same row when they have the same key, whatever else was changed about them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

Content = Mapping[str, Any]

_TABLE = ("facts", "rules")
_TEXTS = ("name", "effect", "guidance")


class RowChange(Enum):
    """What happened to a row. The values are stable and may be stored."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said differently: `what` names it, None stands for what one of the contents does not say."""

    what: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that is different. `row` is how it is now, or how it was when it was removed."""

    kind: RowChange
    row: Content
    texts: tuple[Change, ...]
    cells: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that is different. `facts` are changes of a fact's meaning, named `key.property`."""

    settings: tuple[Change, ...]
    facts: tuple[Change, ...]
    rows: tuple[RowDifference, ...]
    is_reordered: bool
    unchanged: int

    @property
    def is_empty(self) -> bool:
        """Return whether both contents say the same."""
        return not (self.settings or self.facts or self.rows or self.is_reordered)


def difference(old: Content, new: Content) -> Difference:
    """Return what `new` says differently from `old`; an empty mapping is the content before the first version."""
    before, after = _rows(old), _rows(new)
    rows = [_row_difference(before.get(key), after.get(key)) for key in _merged(list(before), list(after))]
    return Difference(
        settings=tuple(_changes(_settings(old), _settings(new))),
        facts=tuple(_fact_changes(old.get("facts", {}), new.get("facts", {}))),
        rows=tuple(row for row in rows if row),
        is_reordered=[key for key in before if key in after] != [key for key in after if key in before],
        unchanged=sum(row is None for row in rows),
    )


def _rows(content: Content) -> dict[str, Content]:
    """Return the rows by their keys, in order."""
    return {row["key"]: row for row in content.get("rules", ())}


def _settings(content: Content) -> dict[str, Any]:
    """Return what a content says beside its table."""
    return {key: value for key, value in content.items() if key not in _TABLE}


def _changes(old: Content, new: Content, keys: Iterable[str] | None = None) -> list[Change]:
    """Return what is different about these keys, or about all."""
    both = dict.fromkeys([*new, *old] if keys is None else keys)
    return [Change(key, old.get(key), new.get(key)) for key in both if old.get(key) != new.get(key)]


def _fact_changes(old: Content, new: Content) -> list[Change]:
    """Return how the facts that both contents use are meant differently."""
    return [
        Change(f"{key}.{change.what}", change.old, change.new)
        for key in new
        if key in old
        for change in _changes(old[key], new[key])
    ]


def _merged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return the keys of both, as they are ordered now; what was removed stands after the row that it followed."""
    merged = list(new)
    present = set(new)
    for number, key in enumerate(old):
        if key not in present:
            place = merged.index(old[number - 1]) + 1 if number else 0
            merged.insert(place, key)
    return merged


def _row_difference(old: Content | None, new: Content | None) -> RowDifference | None:
    """Return what is different about one row, None when nothing is."""
    kind = RowChange.CHANGED if old and new else RowChange.ADDED if new else RowChange.REMOVED
    row = new or old or {}
    texts = _changes(old or {}, new or {}, _TEXTS)
    cells = _changes(_cells(old), _cells(new))
    return RowDifference(kind, row, tuple(texts), tuple(cells)) if texts or cells else None


def _cells(row: Content | None) -> dict[str, str]:
    """Return the tests of a row by the keys of their facts."""
    return {cell["fact"]: cell["test"] for cell in (row or {}).get("conditions", ())}
